using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Common;
using Personalization.Events;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;
using Personalization.Tests.Segments;

namespace Personalization.Tests.Journeys.Recipes;

public sealed class RecipeRulesTests
{
    private static readonly DateTimeOffset Noon = Person.Noon;

    private static Recipe Branched { get; } = Read("""
        id: x
        name: x
        trigger: { event: Product Viewed }
        exit: { orders: {} }
        steps:
          - if: { cart: {} }
            then:
              - split: t
                branches:
                  - steps: [{ message: a, channel: inbox }, { wait: 1h }, { tag: a }]
                  - steps: []
              - wait: 2h
            else:
              - waitUntil: { condition: { cart: {} }, atMost: 3h }
          - webhook: task
            body: { n: 1 }
          - waitUntil: { at: "10:00", weekday: [monday, friday] }
          - message: b
            channels: [sms, email, inbox]
          - end: enough
        """);

    [Fact]
    public void Next_AnyPersonAndTimes_IsTheSameTwiceAndComesToItsEnd() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from name in Gen.Choose(0, 1000) from cart in Gen.Choose(0, 400) from late in Gen.Choose(0, 100) select (name, cart, late)).ToArbitrary(), one =>
        {
            Person person = new($"p{one.name}");
            person.Says("""{"email":"a@example.com","subscription:email":"subscribed","subscription:inbox":"subscribed","timezone":"Europe/Athens"}""").Did(EventNames.ProductViewed, Noon, "tent");
            RecipeState state = Start(person);
            DateTimeOffset now = Noon;
            List<JourneyAct> acts = [];
            for (int turns = 0; turns < 20; turns++)
            {
                if (now >= Noon.AddMinutes(one.cart) && one.cart % 2 == 0 && person.Profile.EventCounts.Count < 3) person.Did(EventNames.ProductAdded, Noon.AddMinutes(one.cart), "tent");
                JourneyTurn<RecipeState> turn = Next(Branched, state, person, now);
                Assert.Equal(Plain(turn), Plain(Next(Branched, state, person, now)));
                acts.AddRange(turn.Acts);
                if (turn.End is { } end)
                {
                    Assert.Equal("enough", end);
                    Assert.Equal("b", acts.OfType<SendMessage>().Last().Template);
                    Assert.Single(acts.OfType<CallWebhook>());
                    Assert.Equal(acts.OfType<SendMessage>().Count(), acts.OfType<SendMessage>().Select(act => act.Step).Distinct().Count());
                    return;
                }
                Assert.True(turn.WaitUntil > now);
                (state, now) = (turn.State, turn.WaitUntil!.Value.AddSeconds(one.late));
            }
            Assert.Fail("It never ends");
        }));

    [Fact]
    public void Next_ExitHolds_EndsBeforeAnyFurtherStep()
    {
        Person person = new Person().Did(EventNames.ProductViewed, Noon, "tent");
        JourneyTurn<RecipeState> turn = Next(Branched, Start(person), person, Noon);
        Assert.Null(turn.End);
        person.Bought(Noon.AddHours(1), "tent");

        JourneyTurn<RecipeState> next = Next(Branched, turn.State, person, Noon.AddHours(3));
        Assert.Equal(("exit", 0), (next.End, next.Acts.Length));
        Assert.Equal("exit", Next(Branched, next.State, person, Noon.AddHours(3)).End);
    }

    [Fact]
    public void Next_Stopped_EndsAtOnce()
    {
        Person person = new Person().Did(EventNames.ProductViewed, Noon, "tent");
        Assert.Equal("stopped", RecipeRules.Next(Branched, Start(person), Facts(person) with { Stopped = true }, Noon).End);
    }

    [Fact]
    public void Way_ManyPeople_IsSpreadByTheWeightsAndStays()
    {
        SplitStep split = new("subject-line", [new("a", 1, []), new("b", 2, []), new("c", 7, [])]);
        int[] ways = [.. Enumerable.Range(0, 20_000).Select(person => RecipeRules.Way(split, $"u:{person}"))];

        Assert.Equal(ways, Enumerable.Range(0, 20_000).Select(person => RecipeRules.Way(split, $"u:{person}")));
        // Four standard deviations of such a draw.
        Assert.Equal([0.1, 0.2, 0.7], Enumerable.Range(0, 3).Select(way => ways.Count(one => one == way) / 20_000.0), (expected, actual) => Math.Abs(expected - actual) < 0.014);
        SplitStep other = split with { Experiment = "other" };
        Assert.NotEqual(ways, Enumerable.Range(0, 20_000).Select(person => RecipeRules.Way(other, $"u:{person}")));
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "03:30", "Europe/Athens", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "03:30", "Europe/Athens", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:30:01Z", "03:30", "Europe/Athens", "2026-10-26T01:30:00Z")]
    [InlineData("2026-03-28T12:00:00Z", "10:00", "Europe/Athens", "2026-03-29T07:00:00Z")]
    [InlineData("2026-06-03T12:00:00Z", "09:00", "Pacific/Kiritimati", "2026-06-03T19:00:00Z")]
    [InlineData("2026-06-03T07:00:00Z", "10:00", "Europe/Athens", "2026-06-03T07:00:00Z")]
    public void NextFrom_ClocksThatArePutForwardOrBack_MeetTheTimeOnce(string from, string time, string zone, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        LocalTimes.NextFrom(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), [], TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void NextFrom_EveryHourOfAYear_ShowsTheTimeOnTheWallAndNeverGoesBack() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from hour in Gen.Choose(0, 8760) from minute in Gen.Choose(0, 1439) from zone in Gen.Elements("Europe/Athens", "Asia/Tehran", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo")
         from day in Gen.Choose(-1, 6) select (hour, minute, zone, day)).ToArbitrary(),
        one =>
        {
            TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(one.zone);
            DateTimeOffset from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(one.hour);
            TimeOnly time = TimeOnly.MinValue.AddMinutes(one.minute);
            DateTimeOffset at = LocalTimes.NextFrom(from, time, one.day < 0 ? [] : [(DayOfWeek)one.day], zone);
            DateTime local = TimeZoneInfo.ConvertTime(at, zone).DateTime;

            Assert.True(at >= from && at - from <= TimeSpan.FromDays(one.day < 0 ? 1 : 7) + TimeSpan.FromHours(2));
            if (one.day >= 0) Assert.Equal((DayOfWeek)one.day, local.DayOfWeek);
            Assert.True(TimeOnly.FromDateTime(local) == time || zone.IsInvalidTime(DateOnly.FromDateTime(local).ToDateTime(time)));
        }));

    [Theory]
    [InlineData("never", 0, false)]
    [InlineData("{ after: 3d }", 71, false)]
    [InlineData("{ after: 3d }", 72, true)]
    [InlineData("always", 0, true)]
    public void Admits_SecondEntry_ByTheRuleOfReentry(string rule, int hours, bool expected)
    {
        Recipe recipe = Read($"id: x\nname: x\ntrigger: {{ event: x }}\nreentry: {rule}\nsteps: []");
        RecipeMemory memory = RecipeMemory.None.WithEntry("first", Noon);
        Assert.Equal(expected, memory.Admits(recipe.Reentry, "second", Noon.AddHours(hours)));
        Assert.True(memory.Admits(recipe.Reentry, "first", Noon.AddHours(hours)));
    }

    [Fact]
    [Trait("Feature", "S108")]
    [Trait("Feature", "S110")]
    public void Next_SeveralChannels_TakesTheFirstThatThePersonHasAndAllows()
    {
        Recipe recipe = Read("id: x\nname: x\ntrigger: { event: x }\nsteps: [{ message: hello, channels: [push, sms, email] }]");
        Person person = new Person().Says("""{"pushToken":"t","phone":"+30","email":"a@example.com","subscription:sms:news":"subscribed","subscription:email":"subscribed"}""");
        RecipeFacts facts = Facts(person);

        Assert.Equal(Personalization.Messages.MessageChannel.Email, Assert.IsType<SendMessage>(RecipeRules.Next(recipe, Start(person), facts, Noon).Acts.Single()).Channel);
        facts = facts with { Templates = new Dictionary<string, TemplateKind> { ["hello"] = new(true, "news") } };
        Assert.Equal(Personalization.Messages.MessageChannel.Sms, Assert.IsType<SendMessage>(RecipeRules.Next(recipe, Start(person), facts, Noon).Acts.Single()).Channel);
        facts = facts with { Carried = [Personalization.Messages.MessageChannel.Webhook] };
        Assert.Empty(RecipeRules.Next(recipe, Start(person), facts, Noon).Acts);
    }

    [Fact]
    public void Next_Recommendations_AreChosenForTheSubjectWhenTheMessageGoes()
    {
        Recipe recipe = Read("id: x\nname: x\ntrigger: { event: x }\nsteps: [{ message: hello, channel: inbox, recommendations: { strategy: similar, product: subject, limit: 3 } }]");
        Person person = new Person().Says("""{"subscription:inbox":"subscribed"}""");
        SendMessage sent = Assert.IsType<SendMessage>(Next(recipe, Start(person) with { Subject = "tent" }, person, Noon).Acts.Single());

        Assert.Equal(new Personalization.Messages.Templates.ProductBlock("similar", 3, "tent"), sent.Products);
        Assert.Equal("Tent", sent.Model.GetProperty("product").GetProperty("title").GetString());
        Assert.Equal(new RecipeSubject("x", 1, Noon, "tent"), RecipeSubject.Parse(sent.Subject));
    }

    [Fact]
    [Trait("Feature", "S125")]
    public void Next_SplitByAnExperiment_GoesTheWayOfItsVariantAndNotesIt()
    {
        Recipe recipe = Read("id: x\nname: x\ntrigger: { event: x }\nsteps: [{ split: e, branches: [{ name: a, steps: [{ tag: way, value: a }] }, { name: b, steps: [{ tag: way, value: b }] }] }]");
        Person person = new();
        JourneyAct[] Acts(params ExperimentVariant[] variants) =>
            [.. RecipeRules.Next(recipe, Start(person), Facts(person) with { Experiments = ExperimentSet.Of([new StartedExperiment(new Experiment("e", "e", "", [.. variants], 1), Noon, null)]) }, Noon).Acts];

        Assert.Equal((new SeeVariant("e", "b"), "b"), (Acts(new("a", 1), new("b", 1e9))[0], Way(Acts(new("a", 1), new("b", 1e9)))));
        Assert.Equal((new SeeVariant("e", "a"), "a"), (Acts(new("a", 1e9), new("b", 1))[0], Way(Acts(new("a", 1e9), new("b", 1)))));
        Assert.Single(Acts(new("c", 1), new("d", 1)));
        Assert.Equal("a", Way(Acts(new("c", 1), new("d", 1))));
        Assert.Single(RecipeRules.Next(recipe, Start(person), Facts(person), Noon).Acts);

        static string? Way(JourneyAct[] acts) => acts.OfType<SetTag>().Single().Value.GetString();
    }

    private static JourneyTurn<RecipeState> Next(Recipe recipe, RecipeState state, Person person, DateTimeOffset now) => RecipeRules.Next(recipe, state, Facts(person), now);

    private static RecipeFacts Facts(Person person) => new(person.Facts, RecipeMemory.None);

    private static RecipeState Start(Person person) => new() { Recipe = "x", Version = 1, Person = person.Profile.Key.Value, Key = "k", EnteredAt = Noon };

    private static string Plain(JourneyTurn<RecipeState> turn) => System.Text.Json.JsonSerializer.Serialize(turn);

    private static Recipe Read(string text)
    {
        RecipeReading reading = RecipeReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(reading.Findings);
        return reading.Recipe!;
    }
}

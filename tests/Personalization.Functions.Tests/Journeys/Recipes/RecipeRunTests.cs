using Personalization.Events;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;
using Personalization.Functions.Journeys;
using Personalization.Profiles;
using Personalization.Profiles.Exposures;

namespace Personalization.Functions.Tests.Journeys.Recipes;

public sealed class RecipeRunTests
{
    private const string Hello = """
        id: hello
        name: Hello
        trigger:
          event: Signed Up
          where: { plan: [pro, team] }
        reentry: REENTRY
        exit: { trait: gone, is: true }
        steps:
          - wait: 1d
          - message: TEMPLATE
            channel: email
        """;

    [Fact]
    [Trait("Feature", "S112")]
    public async Task Put_NewVersion_IsForThoseWhoEnterAfterIt()
    {
        await using JourneyWorld world = await OpenAsync("never", "welcome");
        await SignUpAsync(world, "ana");
        await world.Recipes.PutAsync("hello", Text("never", "birthday"));
        await SignUpAsync(world, "ben");
        await world.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(["ana Welcome", "ben Happy birthday!"], Sent(world).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Delete_WhilePeopleAreInIt_LetsThemGoOnUnlessItStopsThem(bool stop, int expected)
    {
        await using JourneyWorld world = await OpenAsync("never", "welcome");
        await SignUpAsync(world, "ana");
        await world.Recipes.ArchiveAsync("hello", stop);
        await SignUpAsync(world, "ben");
        await world.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(expected, Sent(world).Length);
    }

    [Theory]
    [InlineData("never", 1)]
    [InlineData("{ after: 5d }", 2)]
    [InlineData("always", 3)]
    public async Task Enter_Again_ByTheRuleOfReentry(string reentry, int expected)
    {
        await using JourneyWorld world = await OpenAsync(reentry, "welcome");
        for (int time = 0; time < 3; time++)
        {
            await SignUpAsync(world, "ana", "same");
            // While a run goes on nobody enters, and the same event again is no second one.
            await SignUpAsync(world, "ana", $"other{time}");
            await world.PassAsync(TimeSpan.FromDays(3));
        }

        Assert.Equal(expected, Sent(world).Length);
    }

    [Fact]
    public async Task Guard_ExitHoldsWhileTheMessageWaits_TakesItBack()
    {
        await using JourneyWorld world = await OpenAsync("never", "welcome", "    atBestHour: true\n");
        await SignUpAsync(world, "ana");
        await world.PassAsync(TimeSpan.FromDays(1) + TimeSpan.FromHours(1));
        Assert.Empty(world.Mail.Handed);
        await world.IdentifyAsync("ana", null, """{"gone":true}""");
        await world.PassAsync(TimeSpan.FromDays(5));

        Assert.Empty(world.Mail.Handed);
    }

    [Fact]
    public async Task WaitUntil_ConditionComesTrue_IsHeardOfAtOnce()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.Recipes.PutAsync("wait", """
            id: wait
            name: Wait
            trigger: { event: Signed Up }
            steps:
              - waitUntil: { condition: { trait: confirmed }, atMost: 7d }
              - message: welcome
                channel: email
            """);
        await world.KnowAsync("ana");
        await world.KnowAsync("ben");
        await SignUpAsync(world, "ana");
        await SignUpAsync(world, "ben");
        await world.PassAsync(TimeSpan.FromHours(1));
        await world.IdentifyAsync("ana", null, """{"confirmed":true}""");

        Assert.Equal(["ana Welcome"], Sent(world));
        await world.PassAsync(TimeSpan.FromDays(8));
        Assert.Equal(["ana Welcome", "ben Welcome"], Sent(world));
    }

    [Fact]
    [Trait("Feature", "S125")]
    public async Task Split_ByAnExperiment_PeopleGoTheWayOfTheirVariantAndTheirProfilesTell()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.Recipes.PutAsync("split", """
            id: split
            name: Split
            trigger: { event: Signed Up }
            steps:
              - split: hello
                branches:
                  - { name: a, steps: [{ message: welcome, channel: email }] }
                  - { name: b, steps: [{ message: birthday, channel: email }] }
            """);
        world.Recipes.Experiments.Set = ExperimentSet.Of([new StartedExperiment(new Experiment("hello", "Hello", "", [new("a", 1), new("b", 1)], 1), world.Clock.GetUtcNow(), null)]);
        string[] people = [.. Enumerable.Range(0, 12).Select(number => $"u{number}")];
        foreach (string one in people)
        {
            await world.KnowAsync(one);
            await SignUpAsync(world, one);
        }
        await world.PassAsync(TimeSpan.FromHours(1));

        Dictionary<string, string> variants = people.ToDictionary(one => one, one => world.Recipes.Experiments.Set.Find("hello", new ExperimentSubject(PersonKey.User(one).Value, null, [], world.Clock.GetUtcNow()))!.Variant);
        Assert.Equal(people.Select(one => $"{one} {(variants[one] == "a" ? "Welcome" : "Happy birthday!")}").Order(StringComparer.Ordinal), Sent(world).Order(StringComparer.Ordinal));
        Assert.Equal(2, variants.Values.Distinct().Count());
        foreach (string one in people)
        {
            Profile profile = (await world.Profiles.ResolveLatestStoredAsync(PersonKey.User(one), default)).Profile;
            Assert.Equal((variants[one], false, 1L), (Exposure.Of(profile, "hello")?.Variant, Exposure.Of(profile, "hello")?.HasCrossed, profile.EventCounts[EventNames.ExperimentViewed]));
        }
    }

    [Fact]
    public async Task Merge_DeviceBecomesAPerson_GoesOnForThePersonOnce()
    {
        await using JourneyWorld world = await OpenAsync("never", "welcome");
        await world.TrackAsync("Signed Up", null, """{"plan":"pro"}""", "phone");
        await world.IdentifyAsync("ana", "phone", """{"email":"ana@example.com","subscription:email":"subscribed"}""");
        await SignUpAsync(world, "ana");
        await world.PassAsync(TimeSpan.FromDays(3));

        Assert.Single(Sent(world));
    }

    [Fact]
    public async Task Follow_EventsThatNoRecipeAsksFor_CostNothing()
    {
        await using JourneyWorld world = await OpenAsync("never", "welcome");
        int before = world.Recipes.Memory.Uses;
        for (int view = 0; view < 200; view++) await world.TrackAsync(EventNames.ProductViewed, $"p{view % 20}", """{"product_id":"tent"}""");
        await world.TrackAsync("Signed Up", "ana", """{"plan":"free"}""");

        Assert.Equal(before, world.Recipes.Memory.Uses);
        Assert.Equal(0, world.Recipes.Watchers.Count);
    }

    [Fact]
    public async Task Count_EveryThirdTime_BeginsARun()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.Recipes.PutAsync("third", "id: third\nname: Third\ntrigger: { event: Song Played, count: 3 }\nreentry: always\nsteps: [{ message: welcome, channel: email }]");
        await world.KnowAsync("ana");
        for (int time = 1; time <= 7; time++)
        {
            await world.TrackAsync("Song Played", "ana", "{}");
            await world.PassAsync(TimeSpan.FromHours(1));
            Assert.Equal(time / 3, Sent(world).Length);
        }
    }

    private static string Text(string reentry, string template) => Hello.Replace("REENTRY", reentry, StringComparison.Ordinal).Replace("TEMPLATE", template, StringComparison.Ordinal);

    private static async Task<JourneyWorld> OpenAsync(string reentry, string template, string more = "")
    {
        JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.Recipes.PutAsync("hello", Text(reentry, template) + "\n" + more);
        await world.KnowAsync("ana");
        await world.KnowAsync("ben");
        return world;
    }

    private static Task SignUpAsync(JourneyWorld world, string person, string? id = null) => world.TrackAsync("Signed Up", person, """{"plan":"pro"}""", id: id);

    private static string[] Sent(JourneyWorld world) => [.. world.Mail.Handed.Select(one => $"{one.Person.Id} {one.Content.Subject}")];
}

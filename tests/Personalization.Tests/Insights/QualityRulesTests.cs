using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Events;
using Personalization.Insights.Quality;

namespace Personalization.Tests.Insights;

/// <summary>What is told of what comes in, and what is not.</summary>
[Trait("Feature", "S24")]
public sealed class QualityRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = Start.AddDays(8).AddHours(12);

    // As a shop has it: much in the evening, little at night.
    private static int Usual(int hour) => (hour % 24) switch { < 6 => 1, < 18 => 12, _ => 20 };

    private static ShopEvent One(DateTimeOffset received, string properties = """{"size":"M","stock":4}""", string name = "Size Chosen", TimeSpan? late = null, string? id = null) =>
        EventCodec.Parse(EventCodec.Line(
            new EventDraft(id ?? $"{name}/{received.UtcTicks}", EventType.Track, name, "u", null, received - (late ?? TimeSpan.Zero), received, "web"),
            json =>
            {
                foreach (JsonProperty member in JsonElement.Parse(properties).EnumerateObject()) member.WriteTo(json);
            }));

    private static IEnumerable<ShopEvent> Week(Func<DateTimeOffset, int, ShopEvent?> make) =>
        from hour in Enumerable.Range(0, (8 * 24) + 12)
        from number in Enumerable.Range(0, Usual(hour))
        let one = make(Start.AddHours(hour).AddSeconds(number), hour)
        where one is not null
        select one;

    private static QualityState State(IEnumerable<ShopEvent> events)
    {
        QualityState state = new();
        foreach (ShopEvent one in events) state.Add(one);
        state.Prune();
        return QualityState.Deserialize(state.Serialize());
    }

    private static string Alarms(IEnumerable<ShopEvent> events, DateTimeOffset? now = null) =>
        string.Join(',', QualityRules.Find(State(events), EventVocabulary.Default, now ?? Noon).Select(one => $"{one.Kind} {one.Event} {one.Field} {(one.Since - Start).TotalHours}"));

    [Fact]
    public void Find_WeekLikeAnother_IsQuiet() => Assert.Equal("", Alarms(Week((at, _) => One(at))));

    [Fact]
    public void Find_NothingForSomeHours_IsASilentTracker()
    {
        QualityAlarm alarm = Assert.Single(QualityRules.Find(State(Week((at, hour) => hour < 200 ? One(at) : null)), EventVocabulary.Default, Noon));

        Assert.Equal((QualityAlarm.Silent, "web", "Size Chosen", Start.AddHours(200)), (alarm.Kind, alarm.Source, alarm.Event, alarm.Since));
        Assert.Equal("No \"Size Chosen\" has come from web for 4 hours; about 48 usually come in that time.", alarm.Text);
    }

    [Fact]
    public void Find_QuietNight_IsNoAlarm() => Assert.Equal("", Alarms(Week((at, hour) => hour < 192 ? One(at) : null).Where(one => one.ReceivedAt < Start.AddHours(197)), Start.AddHours(197)));

    [Fact]
    public void Find_ATenthOfTheUsual_IsADrop() =>
        Assert.Equal("volume-dropped Size Chosen  198", Alarms(Week((at, hour) => hour < 198 || at.Second == 0 ? One(at) : null)));

    [Fact]
    public void Find_FieldOfAnotherType_IsToldWithBothTypes()
    {
        QualityAlarm alarm = Assert.Single(QualityRules.Find(
            State(Week((at, hour) => One(at, hour < 198 ? """{"size":"M","stock":4}""" : """{"size":"M","stock":"4"}"""))), EventVocabulary.Default, Noon));

        Assert.Equal((QualityAlarm.TypeChanged, "stock", Start.AddHours(198)), (alarm.Kind, alarm.Field, alarm.Since));
        Assert.Contains("was a number and is now a text in 100 %", alarm.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_FieldOfProducts_IsWatchedByProduct()
    {
        const string Usual = """{"products":[{"product_id":"a","price":4},{"product_id":"b","price":5}]}""";
        Assert.Equal("", Alarms(Week((at, _) => One(at, Usual))));
        Assert.Equal("field-type-changed Size Chosen products[].price 198", Alarms(Week((at, hour) => One(at, hour < 198 ? Usual : Usual.Replace("4", "\"4\"").Replace("5", "\"5\"")))));
        Assert.Equal("field-vanished Size Chosen products[].price 198", Alarms(Week((at, hour) => One(at, hour < 198 ? Usual : """{"products":[{"product_id":"a"},{"product_id":"b"}]}"""))));
        // Carts of ten where there were carts of two are no field that comes more often.
        Assert.Equal("", Alarms(Week((at, hour) => One(at, hour < 198 ? Usual : $$"""{"products":[{{string.Join(',', Enumerable.Repeat("""{"product_id":"a","price":4}""", 10))}}]}"""))));
    }

    [Fact]
    public void Find_FieldGoneOrNull_IsVanished()
    {
        Assert.Equal("field-vanished Size Chosen stock 198", Alarms(Week((at, hour) => One(at, hour < 198 ? """{"size":"M","stock":4}""" : """{"size":"M"}"""))));
        Assert.Equal("field-vanished Size Chosen stock 198", Alarms(Week((at, hour) => One(at, hour < 198 ? """{"size":"M","stock":4}""" : """{"size":"M","stock":null}"""))));
    }

    [Fact]
    public void Find_RareField_IsNeverMissed() =>
        Assert.Equal("", Alarms(Week((at, hour) => One(at, hour < 198 && at.Second % 3 == 0 ? """{"size":"M","gift":"yes"}""" : """{"size":"M"}"""))));

    [Fact]
    public void Find_ManyOfANameThatNobodyKnows_IsASurge()
    {
        ShopEvent[] more = [.. Enumerable.Range(0, 150).Select(number => One(Start.AddHours(200).AddSeconds(number), name: "Prodct Viewed"))];

        Assert.Equal("unknown-event Prodct Viewed  200", Alarms([.. Week((at, _) => One(at)), .. more]));
        Assert.Equal("", Alarms([.. Week((at, _) => One(at)), .. more.Select(one => one with { Event = EventNames.CartViewed })]));
        Assert.Equal("", Alarms(more));
    }

    [Fact]
    public void Find_TimesFarOffAndIdsMissing_AreToldOnceTheyRise()
    {
        Assert.Equal("timestamps-far-off Size Chosen  198", Alarms(Week((at, hour) => One(at, late: hour < 198 ? null : TimeSpan.FromDays(3)))));
        Assert.Equal("message-ids-missing Size Chosen  198", Alarms(Week((at, hour) => One(at, id: hour < 198 ? null : "made-" + at.UtcTicks.ToString(CultureInfo.InvariantCulture)))));
        Assert.Equal("", Alarms(Week((at, _) => One(at, late: TimeSpan.FromDays(30)))));
    }

    [Fact]
    public void Find_AnyOrderOfComingIn_GivesTheSameAlarms() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10),
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            ShopEvent[] events = [.. Week((at, hour) => hour < 200 || hour % 5 == 0 ? One(at, hour < 198 ? """{"stock":4}""" : """{"stock":"4"}""") : null)];
            string expected = Alarms(events);
            new Random(seed).Shuffle(events);
            return expected.Length > 0 && expected == Alarms(events);
        }));

    [Fact]
    public void Find_VolumeThatOnlyVariesByChance_IsQuiet() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            Random chance = new(seed);
            return Alarms(Week((at, _) => chance.Next(10) < 7 ? One(at) : null)).Length == 0;
        }));

    [Fact]
    public void Add_MoreNamesThanKept_StaysBounded()
    {
        QualityState state = new();
        for (int number = 0; number < 1000; number++) state.Add(One(Start.AddSeconds(number), $$"""{"field {{number}}":1}""", number < 500 ? "name " + number : "name 1"));

        Assert.Equal(QualityState.MostStreams + 1, state.Streams.Count);
        Assert.All(state.Streams.Values, stream => Assert.InRange(stream.Fields.Count, 1, StreamState.MostFields));
        Assert.Equal(1000, state.Streams.Values.Sum(stream => stream.Hours.Values.Sum()));
    }
}

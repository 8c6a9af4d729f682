using Personalization.Insights.Quality;

namespace Personalization.Tests.Insights;

/// <summary>Alarms on what never reaches the lake.</summary>
[Trait("Feature", "S24")]
public sealed class DoorRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 10, 13, 0, 0, TimeSpan.Zero);
    private static readonly int Span = DoorState.SpanOf(Now);

    [Fact]
    public void Find_RefusalsRose_SaysFromWhatToWhat()
    {
        QualityAlarm alarm = Assert.Single(Find(Door(state =>
        {
            DoorState.Add(state.Events, "web", Span - 4, 1000, 10);
            DoorState.Add(state.Events, "web", Span, 50, 20);
        })));

        Assert.Equal((QualityAlarm.RejectedRose, "web", new DateTimeOffset(2026, 5, 10, 12, 0, 0, TimeSpan.Zero)), (alarm.Kind, alarm.Source, alarm.Since));
        Assert.Equal("40 % of the events from web are refused and lost; usually 1 %.", alarm.Text);
    }

    [Theory]
    [InlineData(1000, 10, 50, 2)]
    [InlineData(1000, 300, 50, 20)]
    [InlineData(50, 0, 50, 20)]
    [InlineData(1000, 10, 20, 20)]
    public void Find_OfTooLittleOrAsEver_IsQuiet(int before, int refusedBefore, int now, int refusedNow) => Assert.Empty(Find(Door(state =>
    {
        DoorState.Add(state.Events, "web", Span - 4, before, refusedBefore);
        DoorState.Add(state.Events, "web", Span, now, refusedNow);
    })));

    [Fact]
    public void Find_ListsMostlyFilledByFallbacks_IsToldByStrategy()
    {
        QualityAlarm alarm = Assert.Single(Find(Door(state =>
        {
            DoorState.Add(state.Lists, "for_you", Span - 1, 100, 80);
            DoorState.Add(state.Lists, "for_you", Span, 100, 40);
            DoorState.Add(state.Lists, "similar", Span, 200, 99);
            DoorState.Add(state.Lists, "upsell", Span, 99, 99);
            DoorState.Add(state.Lists, "trending", Span - 4, 500, 500);
        })));

        Assert.Equal((QualityAlarm.ListsGeneric, "for_you"), (alarm.Kind, alarm.Event));
        Assert.StartsWith("60 % of 200 lists \"for_you\" of the last day", alarm.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_OfOthersCounts_SumsThemAndKeepsAWeek()
    {
        DoorState one = Door(state => DoorState.Add(state.Events, "web", Span - StreamState.SpansKept, 5, 1));
        one.Add(Door(state => DoorState.Add(state.Events, "web", Span, 5, 1)));
        one.Add(Door(state => DoorState.Add(state.Events, "web", Span, 2, 0)));

        DoorState read = DoorState.Deserialize(one.Serialize());

        Assert.Equal([7, 1], Assert.Single(Assert.Single(read.Events).Value).Value);
    }

    private static DoorState Door(Action<DoorState> fill)
    {
        DoorState state = new();
        fill(state);
        return state;
    }

    private static System.Collections.Immutable.ImmutableArray<QualityAlarm> Find(DoorState door) => QualityRules.Find(new QualityState { Door = door }, Personalization.Events.EventVocabulary.Default, Now);
}

using System.Collections.Immutable;
using Personalization.Experiments.Definitions;

namespace Personalization.Tests.Experiments;

[Trait("Feature", "S126")]
public sealed class ExperimentRulesTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Now = new(2026, 6, 3, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("UTC", "2026-06-05T18:00:00Z", "2026-06-08T06:00:00Z")]
    [InlineData("Asia/Tbilisi", "2026-06-05T14:00:00Z", "2026-06-08T02:00:00Z")]
    public void Start_Weekend_RunsFromFridayEveningToMondayMorningByTheShopsClock(string zone, string from, string to)
    {
        (ExperimentLine? line, _) = ExperimentRules.Start("e", Lines(("e", "schedule: weekend")), Now, zone);
        Assert.Equal((DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)), (line!.StartsAt!.Value, line.EndsAt!.Value));
        Assert.Equal(ExperimentState.Waiting, line.StateAt(Now));
        Assert.Equal(ExperimentState.Running, line.StateAt(Now.AddDays(3)));
        Assert.Equal(ExperimentState.Over, line.StateAt(Now.AddDays(5)));
    }

    [Fact]
    public void Start_Again_IsRefused()
    {
        ImmutableSortedDictionary<string, ExperimentLine> lines = Lines(("e", ""));
        ExperimentLine line = ExperimentRules.Start("e", lines, Now, "UTC").Line!;
        Assert.Equal("experiment-started", ExperimentRules.Start("e", lines.SetItem("e", line), Now, "UTC").Problem!.Code);
        Assert.Equal("experiment-started", ExperimentRules.Writable(line)!.Code);
        Assert.Equal("experiment-runs", ExperimentRules.Removable(line, Now)!.Code);
        ExperimentLine stopped = ExperimentRules.Stop(line, Now.AddDays(1)).Line!;
        Assert.Equal((ExperimentState.Over, null, "experiment-started"), (stopped.StateAt(Now.AddDays(1)), ExperimentRules.Removable(stopped, Now.AddDays(1)), ExperimentRules.Writable(stopped)!.Code));
        Assert.Equal("experiment-not-running", ExperimentRules.Stop(stopped, Now.AddDays(2)).Problem!.Code);
    }

    [Fact]
    public void Stop_BeforeItHasBegun_IsADraftAgain()
    {
        ExperimentLine waiting = ExperimentRules.Start("e", Lines(("e", "start: 2026-07-01")), Now, "UTC").Line!;
        Assert.Equal(ExperimentState.Draft, ExperimentRules.Stop(waiting, Now).Line!.StateAt(Now));
    }

    [Theory]
    [InlineData("group: {name: g, from: 0.4, to: 0.6}", "group: {name: g, from: 0.5, to: 1}", "group-overlaps")]
    [InlineData("group: {name: g, from: 0, to: 0.5}", "group: {name: g, from: 0.5, to: 1}", null)]
    [InlineData("group: {name: h, from: 0.4, to: 0.6}", "group: {name: g, from: 0.5, to: 1}", null)]
    [InlineData("group: {name: g, from: 0.4, to: 0.6}\nend: 2026-06-10", "group: {name: g, from: 0.5, to: 1}\nstart: 2026-06-10", null)]
    [InlineData("kind: holdout", "kind: holdout", "holdout-runs")]
    [InlineData("end: 2026-06-02", "", null)]
    public void Start_BesideAnother_ItsPeopleAreNotTaken(string first, string second, string? refused)
    {
        ImmutableSortedDictionary<string, ExperimentLine> lines = Lines(("e", first), ("f", second));
        if (ExperimentRules.Start("e", lines, Now, "UTC").Line is { } started) lines = lines.SetItem("e", started);
        Assert.Equal(refused, ExperimentRules.Start("f", lines, Now, "UTC").Problem?.Code);
    }

    [Fact]
    [Trait("Feature", "S129")]
    public void Start_Switchback_BeginsWithTheNextDay() =>
        Assert.Equal(new DateTimeOffset(2026, 6, 4, 0, 0, 0, TimeSpan.Zero), ExperimentRules.Start("e", Lines(("e", "kind: switchback")), Now, "UTC").Line!.StartsAt);

    [Fact]
    public void Start_EndIsOver_IsRefused() => Assert.Equal("experiment-ended", ExperimentRules.Start("e", Lines(("e", "end: 2026-06-02")), Now, "UTC").Problem!.Code);

    private static ImmutableSortedDictionary<string, ExperimentLine> Lines(params (string Id, string More)[] lines) => lines.ToImmutableSortedDictionary(
        one => one.Id, one => new ExperimentLine(1, $"name: {one.Id}\nvariants: [{{id: a}}, {{id: b}}]\n{one.More}\n", Now));
}

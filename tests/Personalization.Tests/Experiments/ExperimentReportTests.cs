using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Reports;
using Personalization.Experiments.Statistics;
using Personalization.Profiles;
using Personalization.Profiles.Exposures;

namespace Personalization.Tests.Experiments;

[Trait("Feature", "S125")]
public sealed class ExperimentReportTests
{
    private static readonly DateTimeOffset At = Trial.Start.AddDays(10);

    [Fact]
    public void Add_Person_CountsOrdersFromTheFirstExposureOnAndBeforeIt()
    {
        ExperimentSums sums = Counted(Trial.Of("e"), null, Person("a", 2, Order(-20, 7), Order(1, 5), Order(3, 40), Order(4, 60, "GEL"), Order(12, 9)));
        MetricSums first = sums.Variants[0];
        // One order in the fortnight before, two after it, the last of them in another currency, and one that lies in the future.
        Assert.Equal(new Moments(1, 40, 1600, 5, 25, 200), first.Revenue);
        Assert.Equal(new Moments(1, 2, 4, 1, 1, 2), first.Orders);
        Assert.Equal(new Moments(1, 1, 1, 1, 1, 1), first.Conversion);
        Assert.Equal(0, sums.Variants[1].Orders.N);
    }

    [Fact]
    public void Add_OutsideTheRunOrInNoVariant_IsNotCounted()
    {
        ExperimentSums sums = Counted(Trial.Of("e"), Trial.Start.AddDays(5), Person("a", -1), Person("a", 5), Person("gone", 2), Person("b", 4, Order(4.5, 10), Order(6, 10)));
        Assert.Equal([0L, 1L], sums.Variants.Select(one => one.Orders.N));
        Assert.Equal(10, sums.Variants[1].Revenue.Y); // What is ordered after the end is not the experiment's.
    }

    [Fact]
    public void Add_SeenSeveralVariants_IsCrossedAndInNone()
    {
        Profile crossed = Person("a", 2, Order(3, 10));
        ExperimentSums sums = Counted(Trial.Of("e"), null, crossed with { Experiments = crossed.Experiments!.SetItem("e", crossed.Experiments["e"] with { HasCrossed = true }) });
        Assert.Equal((1L, 0L), (sums.Crossed, sums.Variants.Sum(one => one.Orders.N)));
    }

    [Fact]
    [Trait("Feature", "S129")]
    public void Add_Switchback_CountsPeopleAndOrdersOfWholePeriods()
    {
        Experiment experiment = Trial.Of("e") with { Kind = ExperimentKind.Switchback };
        Profile person = new()
        {
            Key = PersonKey.Anonymous("p"), Orders = [Order(9.9, 8), Order(3.5, 20)],
            EventDays = ImmutableSortedDictionary<string, DayCounts>.Empty.Add("page", new DayCounts([new DayCount(Day(9), 1), new DayCount(Day(3), 2)])),
        };
        ExperimentSums sums = Counted(experiment, null, person);
        Assert.Equal(10, sums.Periods.Length);
        Assert.Equal([new PeriodSums(3, 1, 1, 1, 20), new PeriodSums(9, 1, 1, 1, 8)], sums.Periods.Where(one => one.People > 0));
        ExperimentReport report = ExperimentReporter.Of(experiment, new ExperimentResult(At, sums));
        Assert.Equal(ExperimentVerdict.Switchback, report.Verdict);
        Assert.Contains("few-periods", report.Warnings);
        Assert.Contains("carry-over", report.Warnings);
    }

    [Fact]
    public void Of_Nothing_SaysSo() => Assert.Equal(ExperimentVerdict.NotCounted, ExperimentReporter.Of(Trial.Of("e"), null).Verdict);

    [Theory]
    [InlineData(100, 5, 100, 9, ExperimentVerdict.TooEarly)]
    [InlineData(5_000, 500, 5_000, 510, ExperimentVerdict.Open)]
    [InlineData(5_000, 500, 5_000, 750, ExperimentVerdict.Better)]
    [InlineData(5_000, 750, 5_000, 500, ExperimentVerdict.Worse)]
    [InlineData(5_000, 500, 5_600, 900, ExperimentVerdict.SampleRatio)]
    public void Of_Counts_SaysWhatTheyMean(int first, int firstBuyers, int other, int otherBuyers, ExperimentVerdict verdict)
    {
        ExperimentReport report = ExperimentReporter.Of(Trial.Of("e"), Result(Trial.Of("e"), Sums(first, firstBuyers), Sums(other, otherBuyers)));
        Assert.Equal(verdict, report.Verdict);
        Assert.Equal(verdict is ExperimentVerdict.SampleRatio or ExperimentVerdict.TooEarly, report.Comparisons.IsEmpty);
        Assert.NotEqual("", report.Text);
    }

    [Fact]
    public void Of_BetterAndGuardrailHarmed_SaysBoth()
    {
        Experiment experiment = Trial.Of("e") with { Guardrails = [new Guardrail(ExperimentMetric.Revenue, 0.05)] };
        ExperimentReport report = ExperimentReporter.Of(experiment, Result(experiment, Sums(20_000, 2_000, 30), Sums(20_000, 2_600, 15)));
        Assert.Equal((ExperimentVerdict.GuardrailHarmed, "b"), (report.Verdict, report.Variant));
        Assert.Equal(GuardrailState.Harmed, Assert.Single(report.Guardrails).State);
    }

    [Fact]
    public void Of_LaterLookThatIsLessSure_PStaysWhereItWas()
    {
        Experiment experiment = Trial.Of("e");
        ExperimentResult sure = Result(experiment, Sums(5_000, 500), Sums(5_000, 750));
        ExperimentResult later = ExperimentLooks.With(experiment, sure, new ExperimentSums([Sums(6_000, 700), Sums(6_000, 740)], 0, []), At.AddDays(1));
        Assert.Equal(2, later.Looks.Length);
        Assert.Equal(sure.LowestP["b"], later.LowestP["b"]);
        Assert.Equal(later.LowestP["b"], ExperimentReporter.Of(experiment, later).Comparisons[0].P);
        Assert.Equivalent(later, ExperimentLooks.With(experiment, later, later.Sums, At.AddDays(1)));
    }

    [Fact]
    public void Of_ThreeVariants_PValuesAreForAllTogether()
    {
        Experiment experiment = Trial.Of("e", "a", "b", "c");
        ExperimentResult result = Result(experiment, Sums(5_000, 500), Sums(5_000, 640), Sums(5_000, 505));
        Assert.Equal(2 * result.LowestP["b"], ExperimentReporter.Of(experiment, result).Comparisons[0].P, 12);
    }

    [Fact]
    public void Of_Bandit_TellsSharesAndNoDifference()
    {
        Experiment experiment = Trial.Of("e") with { Kind = ExperimentKind.Bandit };
        ExperimentResult result = Result(experiment, Sums(1_000, 30), Sums(1_000, 80));
        ExperimentReport report = ExperimentReporter.Of(experiment, result);
        Assert.Equal((ExperimentVerdict.Bandit, "b", 0), (report.Verdict, report.Variant, report.Comparisons.Length));
        Assert.True(report.Variants[1].Share > 0.9);
    }

    [Fact]
    [Trait("Feature", "S126")]
    public void Closed_AfterTheEnd_KeepsTheFirstWordThatWasSaid()
    {
        StartedExperiment over = Trial.Of("e").Started() with { EndsAt = At.AddDays(-1) };
        ExperimentResults results = ExperimentResults.None with { Experiments = ExperimentResults.None.Experiments.Add("e", Result(over.Experiment, Sums(5_000, 500), Sums(5_000, 750))) };
        ExperimentResults closed = results.Closed([over], At);
        Assert.Equal((ExperimentVerdict.Better, "b", At), (closed.Experiments["e"].Closing!.Verdict, closed.Experiments["e"].Closing!.Variant, closed.Experiments["e"].Closing!.At));
        Assert.Same(closed.Experiments["e"].Closing, closed.Closed([over], At.AddDays(1)).Experiments["e"].Closing);
        Assert.Null(results.Closed([over with { EndsAt = At.AddDays(1) }], At).Experiments["e"].Closing);
        string json = JsonSerializer.Serialize(closed, ExperimentResultsCodec.Default.ExperimentResults);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, ExperimentResultsCodec.Default.ExperimentResults)!, ExperimentResultsCodec.Default.ExperimentResults));
        Assert.Equal(5_000, JsonSerializer.Deserialize(json, ExperimentResultsCodec.Default.ExperimentResults)!.Experiments["e"].Sums.Variants[0].Orders.N);
    }

    [Fact]
    [Trait("Feature", "S127")]
    public void ByMonth_DaysOfSeveralPasses_AddUpToSeasons()
    {
        ExperimentResults first = Tally(At, Profiles(30)).Over(ExperimentResults.None), second = Tally(At.AddDays(85), []).Over(first);
        Assert.Equal(30, TrafficSeasons.Now(first.PeopleByDay.Add(Day(11), 1)));
        Assert.Equal(30, TrafficSeasons.ByMonth(second.PeopleByDay).Single(one => one.Month == 6).PeoplePerDay);

        static Profile[] Profiles(int count) => [.. Enumerable.Range(0, count).Select(number => new Profile
        {
            Key = PersonKey.Anonymous("p" + number), EventDays = ImmutableSortedDictionary<string, DayCounts>.Empty.Add("page", new DayCounts([new DayCount(Day(-12 + 12), 1)])),
        })];
    }

    private static ExperimentTally Tally(DateTimeOffset at, params Profile[] people)
    {
        ExperimentTally tally = new([], "EUR", at);
        foreach (Profile one in people) tally.Add(one);
        return tally;
    }

    private static ExperimentSums Counted(Experiment experiment, DateTimeOffset? end, params Profile[] people)
    {
        ExperimentTally tally = new([experiment.Started() with { EndsAt = end }], "EUR", At);
        foreach (Profile one in people) tally.Add(one);
        return tally.Over(ExperimentResults.None).Experiments["e"].Sums;
    }

    private static ExperimentResult Result(Experiment experiment, params MetricSums[] variants) => ExperimentLooks.With(experiment, null, new ExperimentSums([.. variants], 0, []), At);

    private static MetricSums Sums(int people, int buyers, double spend = 20) =>
        new(new Moments(people, buyers, buyers, 0, 0, 0), new Moments(people, buyers * spend, buyers * spend * spend, 0, 0, 0), new Moments(people, buyers, buyers, 0, 0, 0));

    private static Profile Person(string variant, double day, params Order[] orders) => new()
    {
        Key = PersonKey.Anonymous("p"), Orders = [.. orders.OrderByDescending(one => one.PlacedAt)],
        Experiments = ImmutableSortedDictionary<string, Exposure>.Empty.Add("e", new Exposure(variant, Trial.Start.AddDays(day), Trial.Start.AddDays(day))),
    };

    private static Order Order(double day, decimal revenue, string currency = "EUR") => new(
        $"o{day}", Trial.Start.AddDays(day), new OrderStatement(Trial.Start.AddDays(day), 1, revenue, currency, []), null, ImmutableSortedDictionary<ulong, decimal?>.Empty);

    private static int Day(int day) => DayCounts.DayOf(Trial.Start.AddDays(day));
}

using System.Diagnostics;
using System.Globalization;
using Personalization.Experiments;
using Personalization.Experiments.BackTests;
using Personalization.Experiments.Bucketing;
using Personalization.Experiments.Definitions;

namespace Personalization.Benchmarks.Experiments;

/// <summary>The statistics of experiments on made-up ones whose truth is known, and the time it takes to place somebody.</summary>
internal static class ExperimentsBenchmark
{
    private const int Days = 28;
    private const int Running = 50;
    private const int People = 20_000;

    public static Report Run(Options options)
    {
        PeekedTrialResult none = PeekedTrials.Run(new PeekedTrialPlan(options.Trials, Days, 300, 0.05, 0), 1);
        PeekedTrialResult small = PeekedTrials.Run(new PeekedTrialPlan(options.Trials, Days, 300, 0.05, 0.15), 2), great = PeekedTrials.Run(new PeekedTrialPlan(options.Trials, Days, 300, 0.05, 0.25), 3);
        CovariateTrialResult weak = CovariateTrials.Run(1_500, 1_000, 0.3, 0, 4), strong = CovariateTrials.Run(1_500, 1_000, 0.7, 0, 5);
        double worst = new[] { small, great }.SelectMany(one => one.FoundBy.Zip(one.Theory, (found, theory) => 100 * Math.Abs(found - theory))).Max();
        return new Report("experiments",
        [
            new("aa", string.Create(CultureInfo.InvariantCulture, $"{options.Trials:N0} experiments without an effect, {Days} days, looked at daily"),
            [
                new("false", "called a difference at any look", 100 * none.FoundBy[^1], "%"),
                new("theory", "by theory", 100 * none.Theory[^1], "%"),
                new("fixed", "a test made for one look, looked at daily", 100 * none.FixedEver, "%"),
                new("missed", "the interval ever missed the truth", 100 * none.Missed, "%"),
                new("ratioAlarms", "alarms of the sample ratio at the end", 100 * none.RatioAlarms, "%"),
            ]),
            Power("power15", "15 % more, of 5 % who order", small), Power("power25", "25 % more, of 5 % who order", great),
            new("cuped", "Variance taken away by what was known before",
            [
                new("weak", "correlation 0.3 (theory 9 %)", 100 * weak.Reduction, "%"),
                new("strong", "correlation 0.7 (theory 49 %)", 100 * strong.Reduction, "%"),
                new("strongMeasured", "the same, between whole experiments", 100 * strong.Measured, "%"),
                new("falseAlarms", "false alarms of adjusted differences, looked at ten times", 100 * strong.FalseAlarms, "%"),
            ]),
            Speed(),
        ],
        [
            new Budget("falsePositives", "false alarms, %", 100 * none.FoundBy[^1], 5, false),
            new Budget("power", "power, greatest distance from theory on any day, points", worst, 2, false),
            new Budget("cuped", "variance taken away, distance from theory, points", 100 * Math.Max(Math.Abs(weak.Reduction - 0.09), Math.Abs(strong.Reduction - 0.49)), 1, false),
        ]);
    }

    private static Section Power(string key, string title, PeekedTrialResult result) => new(key, title,
    [
        new("found14", "found within 14 days", 100 * result.FoundBy[13], "%"),
        new("theory14", "by theory", 100 * result.Theory[13], "%"),
        new("found28", "found within 28 days", 100 * result.FoundBy[^1], "%"),
        new("theory28", "by theory", 100 * result.Theory[^1], "%"),
        new("fixed", "by a test at the end alone", 100 * result.FixedAtEnd, "%"),
        new("fixedTheory", "by theory", 100 * result.FixedTheory, "%"),
    ]);

    private static Section Speed()
    {
        DateTimeOffset start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        ExperimentSet set = ExperimentSet.Of(Enumerable.Range(0, Running).Select(number => new StartedExperiment(
            new Experiment(string.Create(CultureInfo.InvariantCulture, $"experiment-{number}"), "", "", [new("a", 1), new("b", 1), new("c", 1)], 1)
            {
                Group = number % 5 == 0 ? new ExperimentGroup("home", new BucketRange(number / 100.0, (number + 5) / 100.0)) : null,
                Audience = number % 3 == 0 ? ["regulars"] : [],
            },
            start, null)));
        string[] ids = [.. set.All.Select(one => one.Experiment.Id)];
        string[] people = [.. Enumerable.Range(0, People).Select(number => string.Create(CultureInfo.InvariantCulture, $"anonymous_id:3f2b9a1c-{number:00000000}"))];
        double best = double.MaxValue;
        for (int round = 0; round < 6; round++)
        {
            int placed = 0;
            long began = Stopwatch.GetTimestamp();
            foreach (string person in people)
            {
                ExperimentSubject subject = new(person, null, ["regulars"], start.AddDays(1));
                foreach (string id in ids) placed += set.Find(id, subject) is null ? 0 : 1;
            }
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalNanoseconds / People / Running + (placed < 0 ? 1 : 0));
        }
        return new Section("speed", "Somebody's variants, in memory on one thread",
        [
            new("one", "of one experiment", best, "ns"),
            new("all", string.Create(CultureInfo.InvariantCulture, $"of {Running} experiments"), best * Running / 1_000, "us"),
        ]);
    }
}

using Personalization.Experiments.BackTests;
using Xunit.Abstractions;

namespace Personalization.Tests.Experiments;

/// <summary>The statistics on made-up experiments whose truth is known.</summary>
[Trait("Feature", "S125")]
public sealed class PeekedTrialTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.03, 300)]
    [InlineData(0.3, 40)]
    public void Run_TenThousandWithoutEffectPeekedDaily_FalseAlarmsStayBelowFivePerCent(double share, int perDay)
    {
        PeekedTrialResult result = PeekedTrials.Run(new PeekedTrialPlan(10_000, 28, perDay, share, 0), 1);
        output.WriteLine($"ever found {result.FoundBy[^1]}, theory {result.Theory[^1]}, by a fixed test {result.FixedEver}, missed {result.Missed}, ratio alarms {result.RatioAlarms}");
        Assert.InRange(result.FoundBy[^1], 0.0001, 0.05);
        Assert.InRange(result.Missed, 0.0001, 0.05);
        Assert.InRange(result.RatioAlarms, 0, 0.003);
        // The same experiments show what the peeking would do to a test that is made for one look.
        Assert.InRange(result.FixedEver, 0.15, 1);
    }

    [Theory]
    [InlineData(0.05, 300, 0.15)]
    [InlineData(0.05, 300, 0.25)]
    [InlineData(0.3, 100, 0.1)]
    public void Run_KnownEffect_IsFoundAsOftenAsTheorySays(double share, int perDay, double lift)
    {
        PeekedTrialResult result = PeekedTrials.Run(new PeekedTrialPlan(10_000, 28, perDay, share, lift), 2);
        output.WriteLine($"after 28 days {result.FoundBy[^1]}, theory {result.Theory[^1]}; after 14 {result.FoundBy[13]}, theory {result.Theory[13]}; fixed {result.FixedAtEnd}, theory {result.FixedTheory}");
        foreach (int day in (int[])[6, 13, 20, 27]) Assert.InRange(result.FoundBy[day] - result.Theory[day], -0.02, 0.02);
        Assert.InRange(result.FixedAtEnd - result.FixedTheory, -0.02, 0.02);
        Assert.InRange(result.FoundBy[^1], 0.1, 0.999);
    }

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 0)]
    [InlineData(0.7, 0.1)]
    public void Run_Covariate_TakesAwayAsMuchVarianceAsTheorySays(double correlation, double effect)
    {
        CovariateTrialResult result = CovariateTrials.Run(1_500, 1_000, correlation, effect, 3);
        output.WriteLine($"explained {result.Explained}, said {result.Reduction}, measured {result.Measured}, bias {result.Bias}, alarms {result.FalseAlarms}");
        Assert.InRange(result.Reduction - result.Explained, -0.01, 0.01);
        // The variance of 1,500 differences is itself known to some 4 %.
        Assert.InRange(result.Measured - result.Explained, -0.07, 0.07);
        Assert.InRange(result.Bias, -3.5, 3.5);
        if (effect == 0) Assert.InRange(result.FalseAlarms, 0, 0.05);
    }
}

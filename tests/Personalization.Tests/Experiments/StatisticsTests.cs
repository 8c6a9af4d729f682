using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using Personalization.Experiments.BackTests;
using Personalization.Experiments.Statistics;

namespace Personalization.Tests.Experiments;

[Trait("Feature", "S125")]
public sealed class StatisticsTests
{
    [Fact]
    public void Moments_AddedInParts_AreThoseOfTheWhole()
    {
        double[] values = [1, 2, 4, 8, 16], before = [0, 1, 1, 3, 5];
        Moments whole = Of(values, before), parts = Of(values[..2], before[..2]) + Of(values[2..], before[2..]);
        Assert.Equal(whole, parts);
        Assert.Equal(6.2, whole.Mean, 12);
        Assert.Equal(37.2, whole.Variance, 12);
    }

    // The mixture's ratio and the interval's width, written out anew from the papers' formulas with tau^2 = rho^2 s^2.
    [Theory]
    [InlineData(0.02, 4e-5, 20_000)]
    [InlineData(-0.03, 4e-5, 2_000)]
    [InlineData(0.001, 4e-5, 5_000)]
    public void Of_Difference_IsThePapersFormula(double difference, double variance, double people)
    {
        double alpha = 0.05, rho = Math.Sqrt(((-2 * Math.Log(alpha)) + Math.Log((-2 * Math.Log(alpha)) + 1)) / 5_000), deviation = Math.Sqrt(variance * people), tau = rho * deviation;
        double ratio = Math.Sqrt(variance / (variance + (tau * tau))) * Math.Exp(tau * tau * difference * difference / (2 * variance * (variance + (tau * tau))));
        double wide = deviation * Math.Sqrt(2 * ((people * rho * rho) + 1) / (people * people * rho * rho) * Math.Log(Math.Sqrt((people * rho * rho) + 1) / alpha));
        SequentialResult result = SequentialTest.Of(difference, variance, people, alpha);
        Assert.Equal(Math.Min(1, 1 / ratio), result.P, 10);
        Assert.Equal(difference - wide, result.Low, 12);
        Assert.Equal(difference + wide, result.High, 12);
        Assert.Equal(result.P < alpha, result.Low > 0 || result.High < 0);
    }

    [Fact]
    public void Compare_NobodyOrNoSpread_SaysNothing()
    {
        Assert.Equal(1, SequentialTest.Compare(default, new Arm(100, 1, 1)).P);
        Assert.Equal(1, SequentialTest.Compare(new Arm(100, 0, 0), new Arm(100, 0, 0)).P);
        Assert.Equal(1, SequentialTest.CompareRelative(new Arm(100, 0, 0), new Arm(100, 1, 1)).P);
    }

    [Fact]
    public void CompareRelative_TenPerCentMore_IsWithinItsInterval()
    {
        SequentialResult result = SequentialTest.CompareRelative(new Arm(50_000, 2, 4), new Arm(50_000, 2.2, 4));
        Assert.Equal(0.1, result.Difference, 12);
        Assert.InRange(result.Low, 0.05, 0.1);
        Assert.True(result.P < 0.001);
    }

    [Fact]
    public void Curve_WithoutPeeking_IsTheNormalLaw()
    {
        double bound = SequentialTest.Boundary(2_000, 0.05);
        Assert.Equal(2 * Normal.CDF(0, 1, -bound), SequentialPower.Curve(0, 2_000, 1)[0], 4);
        double shift = 0.06 * Math.Sqrt(2_000);
        Assert.Equal(Normal.CDF(0, 1, shift - bound) + Normal.CDF(0, 1, -shift - bound), SequentialPower.Curve(0.06, 2_000, 1)[0], 2);
    }

    [Fact]
    public void Fixed_FivePerCentAndATenthMore_IsTheTextbooksNumber()
    {
        double people = PowerPlan.Fixed(PowerQuestion.OfShare(0.05, 0.1));
        Assert.InRange(people, 29_800, 29_900); // 2 (1.96 + 0.8416)^2 p (1 - p) / d^2; the rule of thumb, 16 p (1 - p) / d^2, gives 30,400.
        Assert.Equal(0.8, PowerPlan.FixedPower(0.005, 2 * 0.0475 / people), 4);
        Assert.True(PowerPlan.Fixed(PowerQuestion.OfShare(0.05, 0.1, variants: 4)) > people);
    }

    [Fact]
    [Trait("Feature", "S127")]
    public void Days_MoreTraffic_FewerDays()
    {
        int?[] days = [.. ((double[])[500, 2_000, 8_000, 30_000]).Select(perDay => PowerPlan.Days(PowerQuestion.OfShare(0.05, 0.1), perDay))];
        Assert.Equal(days.Order().Reverse(), days);
        Assert.True(days.Distinct().Count() == 4 && days[^1] < 7);
        Assert.Null(PowerPlan.Days(PowerQuestion.OfShare(0.05, 0.01), 100));
        Assert.Null(PowerPlan.Days(PowerQuestion.OfShare(0.05, 0.1), 0));
    }

    [Fact]
    [Trait("Feature", "S127")]
    public void Days_OfThePlan_AreEnoughForThePower()
    {
        const int PerDay = 800;
        int days = PowerPlan.Days(PowerQuestion.OfShare(0.05, 0.2), PerDay)!.Value;
        PeekedTrialResult played = PeekedTrials.Run(new PeekedTrialPlan(2_000, days, PerDay / 2, 0.05, 0.2), 9);
        Assert.InRange(played.FoundBy[^1], 0.74, 0.88);
    }

    [Theory]
    [InlineData(5_000, 5_000, false)]
    [InlineData(5_000, 5_200, false)]
    [InlineData(5_000, 5_500, true)]
    public void SampleRatio_OfCounts_AlarmsBelowOneInAThousand(long first, long other, bool alarm) => Assert.Equal(alarm, SampleRatio.Of([first, other], [1, 1]).IsAlarm);

    [Fact]
    public void SampleRatio_UnevenWeights_AreExpected()
    {
        Assert.Equal(1, SampleRatio.Of([1_000, 9_000], [1, 9]).P, 12);
        Assert.Equal(0.2059, SampleRatio.Of([520, 480], [1, 1]).P, 4); // A chi-square of 1.6 with one degree of freedom.
    }

    [Fact]
    public void Holm_PublishedExample_AdjustsStepByStep() => Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(one => Math.Round(one, 10)));

    [Theory]
    [InlineData(2.0, GuardrailState.Holds)]
    [InlineData(1.9, GuardrailState.Open)]
    [InlineData(1.7, GuardrailState.Harmed)]
    public void Guardrail_MarginOfFivePerCent_HoldsIsOpenOrIsHarmed(double mean, GuardrailState state) =>
        Assert.Equal(state, GuardrailTest.Of(new Arm(40_000, 2, 4), new Arm(40_000, mean, 4), 0.05));

    [Fact]
    public void Guardrail_FewPeople_IsOpen() => Assert.Equal(GuardrailState.Open, GuardrailTest.Of(new Arm(100, 2, 0.1), new Arm(100, 1, 0.1), 0.05));

    [Fact]
    public void Shares_OfBandit_GoToTheBetterAndLeaveEachItsFloor()
    {
        ImmutableArray<double> shares = Bandit.Shares([Yes(1_000, 30), Yes(1_000, 60), Yes(1_000, 10)], true, 7);
        Assert.Equal(1, shares.Sum(), 9);
        Assert.True(shares[1] > 0.85);
        Assert.All(shares, share => Assert.InRange(share, Bandit.Floor, 1));
        Assert.Equal(shares.AsEnumerable(), Bandit.Shares([Yes(1_000, 30), Yes(1_000, 60), Yes(1_000, 10)], true, 7));
        Assert.All(Bandit.Shares([default, default], true, 7), share => Assert.InRange(share, 0.45, 0.55));
        Assert.True(Bandit.Shares([Of([1, 2, 1, 2, 1, 2], null), Of([5, 6, 5, 6, 5, 6], null)], false, 7)[1] > 0.9);
    }

    [Fact]
    public void Shares_ProbabilityOfBeingBest_IsThatOfTheLaws()
    {
        double theory = Normal.CDF(0, 1, (0.0624 - 0.0524) / Math.Sqrt((0.0624 * 0.9376 / 5_000) + (0.0524 * 0.9476 / 5_000)));
        double share = Bandit.Shares([Yes(5_000, 262), Yes(5_000, 312)], true, 11)[1];
        Assert.InRange(share - Bandit.Floor - ((1 - (2 * Bandit.Floor)) * theory), -0.015, 0.015);
    }

    [Fact]
    [Trait("Feature", "S129")]
    public void Switchback_RoundByRound_FindsTheDifferenceUnderneathATrend()
    {
        // A busy week makes every rate ten times as great: within a round it falls on both.
        SwitchbackPeriod[] periods = [.. Enumerable.Range(0, 40).Select(period => new SwitchbackPeriod(period, (period + (period / 2)) % 2, 1_000, Rate(period) * 1_000))];
        SwitchbackResult result = SwitchbackTest.Compare(periods, 2, 1);
        Assert.Equal(0.01, result.Difference, 3);
        Assert.True(result.P < 0.001 && result.Low > 0);
        Assert.Equal(["carry-over", "look-once"], result.Warnings);

        double Rate(int period) => 0.1 + (0.01 * (period / 2)) + (0.01 * ((period + (period / 2)) % 2)) + (0.001 * (period % 3));
    }

    [Fact]
    [Trait("Feature", "S129")]
    public void Switchback_FewRounds_Warns()
    {
        SwitchbackResult result = SwitchbackTest.Compare([new(0, 0, 10, 1), new(1, 1, 10, 2), new(2, 0, 10, 1)], 2, 1);
        Assert.Equal((1, 1d), (result.Rounds, result.P));
        Assert.Contains("few-periods", result.Warnings);
    }

    private static Moments Of(double[] values, double[]? before)
    {
        Moments sums = default;
        for (int place = 0; place < values.Length; place++) sums = sums.With(values[place], before?[place] ?? 0);
        return sums;
    }

    private static Moments Yes(int people, int yes) => new(people, yes, yes, 0, 0, 0);
}

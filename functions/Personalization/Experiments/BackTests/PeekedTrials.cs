using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.BackTests;

/// <summary>Experiments that are looked at every day.</summary>
/// <param name="Experiments">How many.</param>
/// <param name="Days">How long each.</param>
/// <param name="PerDay">People that come into each variant on a day.</param>
/// <param name="Share">Share of the first variant's people that order.</param>
/// <param name="Lift">What the other does better, relatively: 0 for none.</param>
public sealed record PeekedTrialPlan(int Experiments, int Days, int PerDay, double Share, double Lift);

/// <summary>What came of them.</summary>
/// <param name="FoundBy">Share of experiments in which the difference was called real by each day.</param>
/// <param name="Theory">What the theory of the test says of that.</param>
/// <param name="FixedAtEnd">Share in which a test at one fixed moment finds it on the last day.</param>
/// <param name="FixedTheory">What the theory says of that.</param>
/// <param name="FixedEver">Share in which that test, looked at daily, ever found something: what peeking would have done.</param>
/// <param name="Missed">Share in which the interval ever missed the true difference.</param>
/// <param name="RatioAlarms">Share that ended with an alarm of the sample ratio.</param>
public sealed record PeekedTrialResult(double[] FoundBy, double[] Theory, double FixedAtEnd, double FixedTheory, double FixedEver, double Missed, double RatioAlarms);

/// <summary>Plays experiments through by the counts of each day.</summary>
public static class PeekedTrials
{
    private const double Alpha = 0.05;
    private const double FixedZ = 1.959963984540054;

    /// <summary>Plays them.</summary>
    public static PeekedTrialResult Run(PeekedTrialPlan plan, ulong seed)
    {
        int[] found = new int[plan.Days];
        int atEnd = 0, ever = 0, missed = 0, alarms = 0;
        for (int trial = 0; trial < plan.Experiments; trial++)
        {
            Trial one = Play(plan, new Draws((seed * 1_000_003) + (ulong)trial));
            for (int day = one.FoundOn; day < plan.Days; day++) found[day]++;
            if (one.FixedAtEnd) atEnd++;
            if (one.FixedEver) ever++;
            if (one.Missed) missed++;
            if (one.Alarm) alarms++;
        }
        double all = plan.Experiments, other = plan.Share * (1 + plan.Lift), difference = other - plan.Share;
        double each = (plan.Share * (1 - plan.Share)) + (other * (1 - other));
        double[] theory = SequentialPower.Curve(difference / Math.Sqrt(2 * each), 2 * plan.PerDay, plan.Days, Alpha);
        return new PeekedTrialResult(
            [.. found.Select(one => one / all)], theory, atEnd / all, PowerPlan.FixedPower(difference, each / plan.PerDay / plan.Days), ever / all, missed / all, alarms / all);
    }

    private static Trial Play(PeekedTrialPlan plan, Draws draws)
    {
        Moments first = default, other = default;
        Trial result = new(plan.Days, false, false, false, false);
        double truth = plan.Share * plan.Lift;
        for (int day = 0; day < plan.Days; day++)
        {
            // People fall to the variants by chance, as they do in a shop.
            int come = draws.Binomial(2 * plan.PerDay, 0.5);
            first += Day(draws, come, plan.Share);
            other += Day(draws, (2 * plan.PerDay) - come, plan.Share * (1 + plan.Lift));
            if (first.N < SequentialTest.Fewest || other.N < SequentialTest.Fewest) continue;
            SequentialResult now = SequentialTest.Compare(first.Plain(), other.Plain(), Alpha);
            if (now.P < Alpha && result.FoundOn == plan.Days) result = result with { FoundOn = day };
            bool atOnce = Math.Abs(now.Difference) > FixedZ * Math.Sqrt(first.Plain().OfMean + other.Plain().OfMean);
            result = result with { FixedAtEnd = atOnce, FixedEver = result.FixedEver || atOnce, Missed = result.Missed || truth < now.Low || truth > now.High };
        }
        return result with { Alarm = SampleRatio.Of([first.N, other.N], [1, 1]).IsAlarm };
    }

    private static Moments Day(Draws draws, int people, double share)
    {
        int yes = draws.Binomial(people, share);
        return new Moments(people, yes, yes, 0, 0, 0);
    }

    private sealed record Trial(int FoundOn, bool FixedAtEnd, bool FixedEver, bool Missed, bool Alarm);
}

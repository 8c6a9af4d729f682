using Personalization.Experiments.Statistics;

namespace Personalization.Experiments.BackTests;

/// <summary>What a covariate was worth.</summary>
/// <param name="Explained">The share of the variance that it takes away, by theory: the squared correlation.</param>
/// <param name="Reduction">The share that the adjustment says it has taken.</param>
/// <param name="Measured">The share by which differences of whole experiments vary less from each other.</param>
/// <param name="Bias">Mean adjusted difference less the true one, in standard errors of that mean.</param>
/// <param name="FalseAlarms">Share of experiments without an effect in which, looked at daily, the adjusted difference was ever called real.</param>
public sealed record CovariateTrialResult(double Explained, double Reduction, double Measured, double Bias, double FalseAlarms);

/// <summary>Plays experiments through person by person, each with what was known of them before.</summary>
public static class CovariateTrials
{
    private const int Looks = 10;

    /// <summary>Plays them.</summary>
    /// <param name="experiments">How many.</param>
    /// <param name="people">People of each variant.</param>
    /// <param name="correlation">Of what is measured with what was known before.</param>
    /// <param name="effect">What the other variant adds, in standard deviations.</param>
    /// <param name="seed">Of the draws.</param>
    public static CovariateTrialResult Run(int experiments, int people, double correlation, double effect, ulong seed)
    {
        Moments plain = default, adjusted = default;
        double reduction = 0;
        int alarms = 0;
        for (int trial = 0; trial < experiments; trial++)
        {
            Draws draws = new((seed * 1_000_003) + (ulong)trial);
            Moments[] sums = [default, default];
            bool alarm = false;
            for (int look = 0; look < Looks; look++)
            {
                for (int person = 0; person < people / Looks; person++)
                    for (int variant = 0; variant < 2; variant++) sums[variant] = Person(sums[variant], draws, correlation, variant * effect);
                Arm[] now = Cuped.Adjust(sums);
                alarm |= sums[0].N >= SequentialTest.Fewest && SequentialTest.Compare(now[0], now[1]).P < 0.05;
            }
            Arm[] arms = Cuped.Adjust(sums);
            plain = plain.With(sums[1].Mean - sums[0].Mean, 0);
            adjusted = adjusted.With(arms[1].Mean - arms[0].Mean, 0);
            reduction += Cuped.Reduction(sums) / experiments;
            if (alarm) alarms++;
        }
        double bias = (adjusted.Mean - effect) / Math.Sqrt(adjusted.Variance / experiments);
        return new CovariateTrialResult(correlation * correlation, reduction, 1 - (adjusted.Variance / plain.Variance), bias, (double)alarms / experiments);
    }

    private static Moments Person(Moments sums, Draws draws, double correlation, double effect)
    {
        double before = draws.Normal();
        return sums.With((correlation * before) + (Math.Sqrt(1 - (correlation * correlation)) * draws.Normal()) + effect, before);
    }
}

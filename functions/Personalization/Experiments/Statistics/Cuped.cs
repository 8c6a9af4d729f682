namespace Personalization.Experiments.Statistics;

/// <summary>
/// Takes out of a measure what was known of people before the experiment, and with it that part of the noise: Deng, Xu, Kohavi, Walker,
/// "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data" (WSDM 2013).
/// </summary>
public static class Cuped
{
    /// <summary>The adjusted arms, in the order of the sums; as they are where the covariate is the same for all.</summary>
    public static Arm[] Adjust(IReadOnlyList<Moments> variants)
    {
        Moments all = default;
        double explained = 0, spread = 0;
        foreach (Moments one in variants)
        {
            all += one;
            // Within variants only: what the variants themselves do is not to be explained away.
            explained += one.Covariance * Math.Max(0, one.N - 1);
            spread += one.CovariateVariance * Math.Max(0, one.N - 1);
        }
        double theta = spread > 1e-12 ? explained / spread : 0, middle = all.N == 0 ? 0 : all.X / all.N;
        return [.. variants.Select(one => one.N == 0 ? default : new Arm(
            one.N, one.Mean - (theta * ((one.X / one.N) - middle)),
            Math.Max(0, one.Variance - (2 * theta * one.Covariance) + (theta * theta * one.CovariateVariance))))];
    }

    /// <summary>The share of the variance that is gone, all variants together.</summary>
    public static double Reduction(IReadOnlyList<Moments> variants)
    {
        double before = variants.Sum(one => one.Variance * one.N), after = Adjust(variants).Sum(one => one.Variance * one.N);
        return before > 0 ? 1 - (after / before) : 0;
    }
}

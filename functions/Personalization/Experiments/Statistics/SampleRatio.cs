using MathNet.Numerics.Distributions;

namespace Personalization.Experiments.Statistics;

/// <summary>Whether as many people are in each variant as the weights say. Where not, something loses people of one variant more than of another, and every other number is wrong: there is no verdict then.</summary>
/// <param name="P">Of the chi-square test.</param>
/// <param name="IsAlarm">Whether chance is ruled out.</param>
public readonly record struct SampleRatio(double P, bool IsAlarm)
{
    /// <summary>Below this it is an alarm: the field's custom, since it is looked at daily and a false alarm stops good experiments.</summary>
    public const double Threshold = 0.001;

    /// <summary>Compares counts with weights.</summary>
    public static SampleRatio Of(IReadOnlyList<long> counts, IReadOnlyList<double> weights)
    {
        double people = counts.Sum(), sum = weights.Sum(), chi = 0;
        if (people == 0) return new SampleRatio(1, false);
        for (int place = 0; place < counts.Count; place++)
        {
            double expected = people * weights[place] / sum;
            chi += (counts[place] - expected) * (counts[place] - expected) / expected;
        }
        double p = 1 - ChiSquared.CDF(counts.Count - 1, chi);
        return new SampleRatio(p, p < Threshold);
    }
}

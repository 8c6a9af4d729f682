namespace Personalization.Experiments.Statistics;

/// <summary>The difference between two variants, as it may be looked at at any time and as often as one likes.</summary>
/// <param name="Difference">Other minus first.</param>
/// <param name="Low">Lower end of the confidence sequence.</param>
/// <param name="High">Upper end.</param>
/// <param name="P">The always-valid p-value.</param>
public readonly record struct SequentialResult(double Difference, double Low, double High, double P);

/// <summary>
/// A test that may be peeked at. The p-value is that of a sequential probability ratio test with a normal mixture (Johari, Pekelis, Walsh, "Always
/// Valid Inference", 2015); its interval is the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central
/// limit theory and asymptotic confidence sequences" (2021): the same inequality, solved for the difference. With chance alone at work the p-value ever falls below
/// alpha in at most a share of alpha of all experiments.
/// </summary>
public static class SequentialTest
{
    /// <summary>Fewer people in a variant tell nothing yet: the normal law must hold for means.</summary>
    public const int Fewest = 150;

    // It is sharpest at so many people; before and after it loses little.
    private const double Tuned = 5_000;

    /// <summary>Compares two variants.</summary>
    public static SequentialResult Compare(Arm first, Arm other, double alpha = 0.05) =>
        Of(other.Mean - first.Mean, first.OfMean + other.OfMean, first.N + other.N, alpha);

    /// <summary>Compares relatively to the first: 0.1 for ten per cent more. Of a first mean of nothing it says nothing.</summary>
    public static SequentialResult CompareRelative(Arm first, Arm other, double alpha = 0.05)
    {
        if (!(first.Mean > 0)) return new SequentialResult(0, double.NegativeInfinity, double.PositiveInfinity, 1);
        double ratio = other.Mean / first.Mean;
        return Of(ratio - 1, (other.OfMean + (ratio * ratio * first.OfMean)) / (first.Mean * first.Mean), first.N + other.N, alpha);
    }

    /// <summary>What a difference of that variance says.</summary>
    /// <param name="difference">It.</param>
    /// <param name="variance">Its variance.</param>
    /// <param name="people">In both variants.</param>
    /// <param name="alpha">Of the interval and of the tuning.</param>
    public static SequentialResult Of(double difference, double variance, double people, double alpha)
    {
        if (!(variance > 0) || !double.IsFinite(variance)) return new SequentialResult(difference, double.NegativeInfinity, double.PositiveInfinity, 1);
        double mixed = people * Mixture(alpha);
        double likelihood = (difference * difference / variance * mixed / (2 * (1 + mixed))) - (Math.Log(1 + mixed) / 2);
        double wide = Math.Sqrt(variance) * Boundary(people, alpha);
        return new SequentialResult(difference, difference - wide, difference + wide, Math.Min(1, Math.Exp(-likelihood)));
    }

    /// <summary>How many standard errors a difference must be away from nothing.</summary>
    public static double Boundary(double people, double alpha)
    {
        double mixed = people * Mixture(alpha);
        return Math.Sqrt((1 + mixed) / mixed * Math.Log((1 + mixed) / (alpha * alpha)));
    }

    private static double Mixture(double alpha)
    {
        double twice = -2 * Math.Log(alpha);
        return (twice + Math.Log(twice + 1)) / Tuned;
    }
}

namespace Personalization.Experiences.Artwork;

/// <summary>A choice that was made and what came of it, with what another policy would have done there.</summary>
/// <param name="Propensity">The probability that what was shown had when it was chosen, above 0.</param>
/// <param name="Target">The probability that the other policy gives what was shown.</param>
/// <param name="Reward">What came of it, such as 1 for a click.</param>
public readonly record struct LoggedChoice(double Propensity, double Target, double Reward)
{
    /// <summary>What a model expects of what was shown; 0 without a model.</summary>
    public double Expected { get; init; }

    /// <summary>What the model expects of the other policy there: over all that it may show.</summary>
    public double ExpectedOfTarget { get; init; }

    /// <summary>How many times more often the other policy would have shown it.</summary>
    public double Weight => Target / Propensity;
}

/// <summary>What another policy would bring by one showing.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Not less, with the probability asked for.</param>
/// <param name="High">Not more.</param>
/// <param name="Effective">How many choices of the other policy itself the logs are worth (Kish): with few the interval means little.</param>
public sealed record PolicyEstimate(double Value, double Low, double High, double Effective)
{
    /// <summary>Whether a value lies within.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}

/// <summary>
/// Tells from logs of one policy what another one would have brought, without showing anything to anybody. All that it needs is that whatever the other
/// one would show had some chance of being shown. Intervals go by the normal law: for some hundreds of choices and more.
/// </summary>
public static class OffPolicy
{
    /// <summary>The number of standard errors of an interval that holds with 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>Inverse propensity scoring (Horvitz, Thompson): without bias; wide where weights are uneven.</summary>
    public static PolicyEstimate InversePropensity(IReadOnlyCollection<LoggedChoice> logs, double z = Z95) => Mean(logs, one => one.Weight * one.Reward, z);

    /// <summary>By the sum of weights in place of their number (Swaminathan, Joachims 2015): a little bias that goes away, for much less spread.</summary>
    public static PolicyEstimate SelfNormalized(IReadOnlyCollection<LoggedChoice> logs, double z = Z95)
    {
        double weights = logs.Sum(one => one.Weight);
        if (weights <= 0) return new PolicyEstimate(0, double.NegativeInfinity, double.PositiveInfinity, 0);
        double value = logs.Sum(one => one.Weight * one.Reward) / weights;
        double error = Math.Sqrt(logs.Sum(one => Square(one.Weight * (one.Reward - value)))) / weights;
        return new PolicyEstimate(value, value - (z * error), value + (z * error), Effective(logs));
    }

    /// <summary>A model's expectation, put right by what came (Dudík, Langford, Li 2011): right where either the model or the propensities are.</summary>
    public static PolicyEstimate DoublyRobust(IReadOnlyCollection<LoggedChoice> logs, double z = Z95) => Mean(logs, one => one.ExpectedOfTarget + (one.Weight * (one.Reward - one.Expected)), z);

    private static PolicyEstimate Mean(IReadOnlyCollection<LoggedChoice> logs, Func<LoggedChoice, double> of, double z)
    {
        if (logs.Count < 2) return new PolicyEstimate(logs.Sum(of), double.NegativeInfinity, double.PositiveInfinity, Effective(logs));
        double mean = logs.Average(of), error = Math.Sqrt(logs.Sum(one => Square(of(one) - mean)) / (logs.Count - 1) / logs.Count);
        return new PolicyEstimate(mean, mean - (z * error), mean + (z * error), Effective(logs));
    }

    private static double Effective(IReadOnlyCollection<LoggedChoice> logs) =>
        logs.Sum(one => one.Weight * one.Weight) is > 0 and double squares ? Square(logs.Sum(one => one.Weight)) / squares : 0;

    private static double Square(double number) => number * number;
}

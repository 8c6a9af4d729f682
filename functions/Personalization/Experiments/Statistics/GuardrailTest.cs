namespace Personalization.Experiments.Statistics;

/// <summary>How a metric stands that must not get worse.</summary>
public enum GuardrailState
{
    /// <summary>Too early to tell.</summary>
    Open = 1,

    /// <summary>It has not got worse by more than the margin.</summary>
    Holds,

    /// <summary>It has.</summary>
    Harmed,
}

/// <summary>Whether a loss is smaller than a margin (non-inferiority), at any time and as often as one looks.</summary>
public static class GuardrailTest
{
    /// <summary>Compares with the first variant less the margin.</summary>
    /// <param name="first">The first variant.</param>
    /// <param name="other">The other.</param>
    /// <param name="margin">Relative: 0.05 for five per cent.</param>
    /// <param name="alpha">Chance of a wrong word on either side.</param>
    public static GuardrailState Of(Arm first, Arm other, double margin, double alpha = 0.05)
    {
        if (first.N < SequentialTest.Fewest || other.N < SequentialTest.Fewest) return GuardrailState.Open;
        double kept = 1 - margin;
        // One end of the interval answers: so each may be missed by alpha.
        SequentialResult above = SequentialTest.Of(other.Mean - (kept * first.Mean), other.OfMean + (kept * kept * first.OfMean), first.N + other.N, 2 * alpha);
        return above.Low > 0 ? GuardrailState.Holds : above.High < 0 ? GuardrailState.Harmed : GuardrailState.Open;
    }
}

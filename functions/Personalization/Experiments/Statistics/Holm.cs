namespace Personalization.Experiments.Statistics;

/// <summary>Several comparisons at once: Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).</summary>
public static class Holm
{
    /// <summary>P-values such that the chance of any false one below alpha is alpha, in the order given.</summary>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        double[] adjusted = new double[values.Count];
        double least = 0;
        int rank = 0;
        foreach (int place in Enumerable.Range(0, values.Count).OrderBy(place => values[place]))
            adjusted[place] = least = Math.Max(least, Math.Min(1, values[place] * (values.Count - rank++)));
        return adjusted;
    }
}

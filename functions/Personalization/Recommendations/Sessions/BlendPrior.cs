namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Weights to start from, and to stay near to while a shop has few visits: the mean of those fitted on the visits of a general retailer and of
/// an electronics shop. Those of earlier visits, kinds of step and stays are chosen, and fitted where the data have them.
/// </summary>
internal static class BlendPrior
{
    public static ReadOnlySpan<double> Last => [-0.2, 0.16, -0.2, 0.01, 0.02, 0.07, -0.14, 0.15, -0.14, 0.22, -0.11, 0.19, 0.79, 0.06, -1.36, 0.1];

    public static ReadOnlySpan<double> Earlier => [-0.21, 0.02, -0.12, -0.07, -0.28, 0.37, 0.15, 0.06, -0.06, -0.59, 0.33, 0.3, 0.09, 0.07, -0.1, 0.1];

    public static ReadOnlySpan<double> RankLast => [1, 0.26, -0.04, -0.09, -0.11, -0.08, -0.03, -0.07, 0];

    public static ReadOnlySpan<double> RankEarlier => [0, 0.4, 0.42, 0.33, 0.29, 0.18, 0.09, 0.05, 0.1];

    /// <summary>A line for each rank, a column for each length of the visit.</summary>
    public static ReadOnlySpan<double> Repeat =>
    [
        1.34, 0.62, 0.4, 0.73,
        1.68, 1.68, 1.21, 1.22,
        1.3, 1.3, 1.06, 0.99,
        1.16, 1.16, 1.16, 0.87,
        1.19, 1.19, 1.19, 0.97,
        0.98, 0.98, 0.98, 1,
        1.03, 1.03, 1.03, 1.03,
        1.08, 1.08, 1.08, 1.08,
        0.5, 0.5, 0.5, 0.5,
    ];

    /// <summary>Again, follow, popularity, newest popularity.</summary>
    public static ReadOnlySpan<double> Others => [0.55, 0.38, -0.57, 0.54];
}

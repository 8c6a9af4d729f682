namespace Personalization.Profiles.Feedback;

/// <summary>
/// How probable it is that a place of a list is looked at at all: 1 / log2(1 + position), the discount of DCG (Järvelin and Kekäläinen
/// 2002). Not clicking what stands far down says little; a click there says much.
/// </summary>
public static class Examination
{
    /// <summary>The most that one click counts for, wherever it was: some clicks on far places are slips.</summary>
    public const double LargestCredit = 4;

    private const int Places = 128;
    private static readonly double[] Curve = [1, .. Enumerable.Range(1, Places).Select(position => 1 / Math.Log2(1 + position))];

    /// <summary>Probability that the place is looked at; 1 for the first, positions count from 1.</summary>
    public static double At(int position) => Curve[Math.Clamp(position, 1, Places)];

    /// <summary>What a click there counts for: the inverse of the probability, at most <see cref="LargestCredit"/>.</summary>
    public static double Credit(int position) => Math.Min(1 / At(position), LargestCredit);
}

namespace Personalization.Recommendations.Pairs;

/// <summary>What is older weighs less: half after each half-life before the newest.</summary>
/// <param name="newest">Seconds since 1970 of the newest.</param>
/// <param name="halfLife">After how long something weighs half.</param>
internal sealed class Recency(uint newest, TimeSpan halfLife)
{
    private const int Day = 24 * 60 * 60;
    private const int Days = 2000;

    private readonly double[] weights = [.. Enumerable.Range(0, Days).Select(day => Math.Pow(2, -day / halfLife.TotalDays))];

    public double Weight(uint time) => weights[Math.Min(Days - 1, newest > time ? (newest - time) / Day : 0)];
}

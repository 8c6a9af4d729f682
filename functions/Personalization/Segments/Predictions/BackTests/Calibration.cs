using System.Collections.Immutable;

namespace Personalization.Segments.Predictions.BackTests;

/// <summary>Of forecasts that lie near each other: what they said on average, and how often it happened.</summary>
/// <param name="Said">Mean forecast, 0 to 1.</param>
/// <param name="Happened">Share of those forecasts that came true.</param>
/// <param name="Count">How many those are.</param>
public sealed record ReliabilityBin(double Said, double Happened, int Count);

/// <summary>Whether probabilities hold what they say: of all that were said to be 30 in a hundred, 30 in a hundred should come true.</summary>
/// <param name="Count">Forecasts.</param>
/// <param name="Rate">Share of them that came true.</param>
/// <param name="Brier">Mean squared error of the forecasts: 0 is perfect.</param>
/// <param name="BrierOfRate">That of saying the rate to everybody: a forecast that is not better says nothing.</param>
/// <param name="Error">Expected calibration error: how far the bins' forecasts lie from what happened, on average.</param>
/// <param name="Ranking">The probability that of one that came true and one that did not the first had the higher forecast: 0.5 is chance (area under the ROC curve).</param>
/// <param name="Bins">By forecast, lowest first.</param>
public sealed record Calibration(int Count, double Rate, double Brier, double BrierOfRate, double Error, double Ranking, ImmutableArray<ReliabilityBin> Bins)
{
    private const int MostBins = 10;

    /// <summary>Judges forecasts; null where there are none.</summary>
    public static Calibration? Of(IEnumerable<(double Said, bool Happened)> forecasts)
    {
        (double Said, bool Happened)[] sorted = [.. forecasts.OrderBy(one => one.Said)];
        if (sorted.Length == 0) return null;
        double rate = sorted.Count(one => one.Happened) / (double)sorted.Length;
        ImmutableArray<ReliabilityBin> bins = [.. BinsOf(sorted)];
        return new Calibration(
            sorted.Length, rate, sorted.Average(one => Square(one.Said - (one.Happened ? 1 : 0))), rate * (1 - rate),
            bins.Sum(bin => bin.Count * Math.Abs(bin.Said - bin.Happened)) / sorted.Length, RankingOf(sorted), bins);
    }

    // As many forecasts in each as can be; equal forecasts stay together.
    private static IEnumerable<ReliabilityBin> BinsOf((double Said, bool Happened)[] sorted)
    {
        int size = Math.Max(1, (sorted.Length + MostBins - 1) / MostBins);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = Math.Min(start + size, sorted.Length);
            while (end < sorted.Length && sorted[end].Said == sorted[end - 1].Said) end++;
            ReadOnlySpan<(double Said, bool Happened)> bin = sorted.AsSpan(start..end);
            double said = 0;
            int happened = 0;
            foreach ((double forecast, bool true_) in bin) (said, happened) = (said + forecast, happened + (true_ ? 1 : 0));
            yield return new ReliabilityBin(said / bin.Length, happened / (double)bin.Length, bin.Length);
        }
    }

    private static double RankingOf((double Said, bool Happened)[] sorted)
    {
        double below = 0, pairs = 0;
        long missesBefore = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            long hits = 0, misses = 0;
            for (end = start; end < sorted.Length && sorted[end].Said == sorted[start].Said; end++) _ = sorted[end].Happened ? hits++ : misses++;
            below += hits * (missesBefore + (misses / 2.0));
            missesBefore += misses;
            pairs += hits;
        }
        return pairs == 0 || missesBefore == 0 ? 0.5 : below / pairs / missesBefore;
    }

    private static double Square(double value) => value * value;
}

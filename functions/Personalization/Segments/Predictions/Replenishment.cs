using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Segments.Predictions;

/// <summary>When somebody will need again what they have bought.</summary>
public static class Replenishment
{
    /// <summary>Intervals of one's own from which on they say more than those of others.</summary>
    public const int OwnIntervals = 2;

    private const double ShortestDays = 1, LongestDays = 400;

    /// <summary>What of an order will be needed again, and when: by the middle one of the shopper's own intervals, else by those of all shoppers.</summary>
    /// <param name="profile">The shopper.</param>
    /// <param name="order">The order. What was bought again since is left to the later one.</param>
    /// <param name="typical">Days between two purchases, by product, over all shoppers.</param>
    public static ImmutableArray<(string ProductId, DateTimeOffset At)> Of(Profile profile, Order order, IReadOnlyDictionary<string, double> typical)
    {
        ImmutableArray<(string, DateTimeOffset)>.Builder needed = ImmutableArray.CreateBuilder<(string, DateTimeOffset)>();
        foreach (string product in (order.Said?.Lines ?? []).Select(line => line.ProductId).Distinct(StringComparer.Ordinal))
        {
            if (Bought(profile, product).Any(at => at > order.PlacedAt)) continue;
            double? days = OwnDays(profile, product) ?? (typical.TryGetValue(product, out double shop) ? shop : null);
            if (days is >= ShortestDays and <= LongestDays) needed.Add((product, order.PlacedAt.AddDays(days.Value)));
        }
        return [.. needed.OrderBy(one => one.Item2).ThenBy(one => one.Item1, StringComparer.Ordinal)];
    }

    /// <summary>The middle one of the days between a shopper's own purchases of a product; null where there are too few.</summary>
    public static double? OwnDays(Profile profile, string product)
    {
        DateTimeOffset[] times = [.. Bought(profile, product).Order()];
        // Two orders of one day are one purchase in two parts.
        double[] gaps = [.. times.Zip(times.Skip(1), (one, next) => (next - one).TotalDays).Where(gap => gap >= ShortestDays).Order()];
        if (gaps.Length < OwnIntervals) return null;
        return (gaps[(gaps.Length - 1) / 2] + gaps[gaps.Length / 2]) / 2;
    }

    private static IEnumerable<DateTimeOffset> Bought(Profile profile, string product) => profile.Orders
        .Where(order => order is { Said: not null, CancelledAt: null } && order.Said.Lines.Any(line => line.ProductId == product)).Select(order => order.PlacedAt);
}

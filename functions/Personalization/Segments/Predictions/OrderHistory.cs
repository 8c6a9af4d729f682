using Personalization.Profiles;
using Personalization.Segments.Predictions.Models;

namespace Personalization.Segments.Predictions;

/// <summary>A profile's orders as the purchase models see them.</summary>
/// <param name="Summary">Purchases in the shop's main currency.</param>
/// <param name="Orders">Orders that stand, in that currency.</param>
/// <param name="First">Day of the first; the earliest that it can have been, where old orders are no longer kept one by one.</param>
/// <param name="Last">Day of the last.</param>
public sealed record OrderHistory(PurchaseSummary Summary, int Orders, DateOnly First, DateOnly Last)
{
    /// <summary>The orders of a profile; null where there are none in that currency.</summary>
    public static OrderHistory? Of(Profile profile, string currency, DateTimeOffset now)
    {
        SortedDictionary<DateOnly, double> days = [];
        int orders = 0;
        foreach (Order order in profile.Orders)
        {
            if (!History.Stands(order) || (order.Said!.Currency ?? "") != currency || order.PlacedAt > now) continue;
            DateOnly day = DayOf(order.PlacedAt);
            days[day] = days.GetValueOrDefault(day) + (double)order.NetRevenue();
            orders++;
        }
        if (days.Count == 0) return null;
        DateOnly today = DayOf(now), last = days.Keys.Last(), first = days.Keys.First();
        int older = profile.OlderRevenue.ContainsKey(currency) ? (int)Math.Min(profile.OlderOrders, 100_000) : 0;
        if (older > 0 && profile.FirstSeen is { } seen && DayOf(seen) < first) first = DayOf(seen);
        double spent = days.Values.Sum() - (older > 0 ? 0 : days[first]) + (older > 0 ? (double)profile.OlderRevenue[currency] : 0);
        int repeats = days.Count - 1 + older;
        PurchaseSummary summary = new(repeats, Weeks(first, last), Weeks(first, today), repeats == 0 ? 0 : spent / (older > 0 ? repeats + 1 : repeats));
        return new OrderHistory(summary, orders + older, first, last);
    }

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static double Weeks(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber) / 7.0;
}

using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Experiments.Reports;

/// <summary>What a person has ordered in a stretch of time.</summary>
internal readonly record struct PersonOutcome(int Orders, double Revenue)
{
    /// <summary>Orders that stand from one moment to another; of the revenue what is in that currency, or in none that is named.</summary>
    public static PersonOutcome Of(Profile profile, DateTimeOffset from, DateTimeOffset to, string currency)
    {
        int orders = 0;
        double revenue = 0;
        foreach (Order one in profile.Orders)
        {
            if (one.PlacedAt < from) break; // Newest first.
            if (one.PlacedAt >= to || !History.Stands(one)) continue;
            orders++;
            if (one.Said!.Currency is not { Length: > 0 } own || string.Equals(own, currency, StringComparison.OrdinalIgnoreCase)) revenue += (double)one.NetRevenue();
        }
        return new PersonOutcome(orders, revenue);
    }
}

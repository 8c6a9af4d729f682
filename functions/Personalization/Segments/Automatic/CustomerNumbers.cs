using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Segments.Automatic;

/// <summary>By what customers are told apart. Numbers are indices into what is said of a customer.</summary>
public enum CustomerNumber
{
    /// <summary>Orders that stand.</summary>
    Orders = 0,

    /// <summary>Days since the last of them.</summary>
    Silence = 1,

    /// <summary>What an order brings on average.</summary>
    OrderValue = 2,

    /// <summary>The share of orders that came with a discount, see <see cref="DiscountAffinity"/>.</summary>
    Discounts = 3,
}

/// <summary>A customer in numbers.</summary>
/// <param name="Orders">Orders that stand.</param>
/// <param name="Silence">Days since the last of them.</param>
/// <param name="OrderValue">What an order brings on average, in the shop's main currency.</param>
/// <param name="Discounts">How likely an order comes with a discount, 0 to 1.</param>
/// <param name="TellsDiscounts">Whether enough is known to ask for that in a rule.</param>
public sealed record CustomerNumbers(double Orders, double Silence, double OrderValue, double Discounts, bool TellsDiscounts)
{
    /// <summary>How many numbers there are.</summary>
    public const int Size = 4;

    /// <summary>One of them.</summary>
    public double this[CustomerNumber number] => number switch
    {
        CustomerNumber.Orders => Orders,
        CustomerNumber.Silence => Silence,
        CustomerNumber.OrderValue => OrderValue,
        _ => Discounts,
    };

    /// <summary>What a rule sees of it: of an affinity to discounts that is not told, nothing.</summary>
    public double ForRule(CustomerNumber number) => number is CustomerNumber.Discounts && !TellsDiscounts ? -1 : this[number];

    /// <summary>The numbers of a profile; null for people without an order in that currency, and without a value.</summary>
    public static CustomerNumbers? Of(Profile profile, string currency, PersonPredictions predictions, DateTimeOffset now)
    {
        Order[] orders = [.. profile.Orders.Where(order => History.Stands(order) && order.PlacedAt <= now)];
        Order[] paid = [.. orders.Where(order => (order.Said!.Currency ?? "") == currency)];
        if (paid.Length == 0) return null;
        return new CustomerNumbers(
            orders.Length + profile.OlderOrders, (now - orders[0].PlacedAt).TotalDays, (double)paid.Average(order => order.NetRevenue()),
            predictions.DiscountAffinity ?? DiscountAffinity.Of(profile), predictions.DiscountAffinity is not null);
    }
}

using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>
/// What was bought together: in one order, and, where asked for, in other orders of the same person, less the more time lies between them.
/// Scores are shrunken cosines.
/// </summary>
internal sealed class OrderPairs : IRowSource
{
    // Orders walked of a product, and what is looked at of an order and of a person: they bound the time that a product takes.
    private const int MostOrders = 4000;
    private const int LargestBasket = 200;
    private const int OtherOrders = 8;

    // What one person buys in different orders says less of the products than what lies in one cart.
    private const double OtherOrderWeight = 0.3;

    // Credit in the denominator: a pair that came together once by chance must not look as close as one seen many times.
    private const double Shrinkage = 3;

    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(180);

    // Two orders a month apart say half of what two of one day say.
    private static readonly TimeSpan OtherHalfLife = TimeSpan.FromDays(30);

    private readonly OrderLog orders;
    private readonly Occurrences occurrences;
    private readonly PersonOrders? persons;
    private readonly double[] weights;
    private readonly double[] totals;

    /// <summary>Takes the orders, and whether other orders of a person count.</summary>
    public OrderPairs(int products, OrderLog orders, bool otherOrders)
    {
        this.orders = orders;
        occurrences = new Occurrences(products, orders.Starts, orders.Products);
        persons = otherOrders ? new PersonOrders(orders) : null;
        Recency recency = new(orders.Count == 0 ? 0 : orders.Times[^1], HalfLife);
        // A wholesaler's order of hundreds of lines says little of any two of them.
        weights = [.. Enumerable.Range(0, orders.Count).Select(order => recency.Weight(orders.Times[order]) / Math.Log2(1 + orders.Of(order).Length))];
        totals = new double[products];
        for (int order = 0; order < orders.Count; order++)
            foreach (int product in orders.Of(order)) totals[product] += weights[order];
    }

    public void Gather(int product, RowScratch into)
    {
        foreach (int order in occurrences.Newest(product, MostOrders))
        {
            Add(order, weights[order], into);
            if (persons is null) continue;
            foreach (int other in persons.Near(order, OtherOrders))
                if (other != order) Add(other, OtherOrderWeight * Math.Min(weights[order], weights[other]) * Nearness(order, other), into);
        }
    }

    public float Score(int product, int neighbour, double sum) => (float)(sum / Math.Sqrt((totals[product] + Shrinkage) * (totals[neighbour] + Shrinkage)));

    private void Add(int order, double weight, RowScratch into)
    {
        ReadOnlySpan<int> basket = orders.Of(order);
        foreach (int product in basket[..Math.Min(basket.Length, LargestBasket)]) into.Add(product, weight);
    }

    private double Nearness(int one, int other)
    {
        double seconds = Math.Abs((double)orders.Times[one] - orders.Times[other]);
        return Math.Pow(2, -seconds / OtherHalfLife.TotalSeconds);
    }
}

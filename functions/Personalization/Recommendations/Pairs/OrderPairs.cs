using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>
/// What was bought together: in one order, and, where asked for, in other orders of the same person, less the more time lies between them.
/// A score is the chance that an order with the one holds the other, smoothed by how often orders in general do, and divided by a little of
/// that popularity.
/// </summary>
internal sealed class OrderPairs : IRowSource
{
    // Orders and order lines walked of a product, the newest first, and what is looked at of a person: they bound the time that a product takes.
    private const int MostOrders = 4000;
    private const int MostLines = 100_000;
    private const int OtherOrders = 8;

    // What one person buys in different orders says less of the products than what lies in one cart.
    private const double OtherOrderWeight = 0.2;

    // Orders' weight that each row is credited with in which products are as frequent as everywhere: a pair that came together once by chance
    // must not look as close as one seen many times. Tuned, as the next, by the back-test on a real wholesaler's orders.
    private const double LargestPrior = 6;
    private const double PriorShare = 0.1;
    private const double Damping = 0.2;

    // What is less likely than the twentieth bestseller, asked about any product, is no neighbour: a list is better filled up with bestsellers.
    private const int Bestsellers = 20;

    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(180);

    // Two orders a month apart say half of what two of one day say.
    private static readonly TimeSpan OtherHalfLife = TimeSpan.FromDays(30);

    private readonly OrderLog orders;
    private readonly Occurrences occurrences;
    private readonly PersonOrders? persons;
    private readonly double[] weights;
    private readonly double[] chances;
    private readonly double prior;
    private readonly double least;

    /// <summary>Takes the orders, and whether other orders of a person count.</summary>
    public OrderPairs(int products, OrderLog orders, bool otherOrders)
    {
        this.orders = orders;
        occurrences = new Occurrences(products, orders.Starts, orders.Products);
        persons = otherOrders ? new PersonOrders(orders) : null;
        Recency recency = new(orders.Count == 0 ? 0 : orders.Times[^1], HalfLife);
        // A wholesaler's order of hundreds of lines says little of any two of them.
        weights = [.. Enumerable.Range(0, orders.Count).Select(order => recency.Weight(orders.Times[order]) / Math.Log2(1 + orders.Of(order).Length))];
        double all = weights.Sum();
        prior = Math.Min(LargestPrior, PriorShare * all);
        chances = Chances(products, all);
        least = products > Bestsellers ? prior * chances.OrderDescending().ElementAt(Bestsellers) : 0;
    }

    public double Gather(int product, SparseSums<double> into)
    {
        double all = 0;
        int lines = 0;
        ReadOnlySpan<int> newest = occurrences.Newest(product, MostOrders);
        for (int place = newest.Length - 1; place >= 0 && lines < MostLines; place--)
        {
            int order = newest[place];
            lines += Add(order, weights[order], into);
            all += weights[order];
            if (persons is null) continue;
            foreach (int other in persons.Near(order, OtherOrders))
                if (other != order) lines += Add(other, OtherOrderWeight * Math.Min(weights[order], weights[other]) * Nearness(order, other), into);
        }
        return all;
    }

    public float Score(int product, int neighbour, double together, double all)
    {
        double known = together + (prior * chances[neighbour]);
        return known < least ? 0 : (float)(known / (all + prior) / Math.Pow(chances[neighbour], Damping));
    }

    /// <summary>For each product the share of the orders, by weight, that it is in.</summary>
    private double[] Chances(int products, double all)
    {
        double[] shares = new double[products];
        for (int order = 0; order < orders.Count; order++)
            foreach (int product in orders.Of(order)) shares[product] += weights[order] / all;
        return shares;
    }

    private int Add(int order, double weight, SparseSums<double> into)
    {
        ReadOnlySpan<int> basket = orders.Of(order);
        foreach (int product in basket) into.Add(product, weight);
        return basket.Length;
    }

    private double Nearness(int one, int other)
    {
        double seconds = Math.Abs((double)orders.Times[one] - orders.Times[other]);
        return Math.Pow(2, -seconds / OtherHalfLife.TotalSeconds);
    }
}

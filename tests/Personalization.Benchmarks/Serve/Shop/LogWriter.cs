using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>Writes visits one after the other; what is bought in a visit is an order.</summary>
internal sealed class LogWriter(int visits)
{
    private const int StepsOfVisit = 6;

    private readonly List<int> starts = new(visits + 1) { 0 }, products = new(visits * StepsOfVisit), persons = new(visits);
    private readonly List<byte> kinds = new(visits * StepsOfVisit);
    private readonly List<uint> times = new(visits * StepsOfVisit);
    private readonly List<int> orderStarts = [0], ordered = [], buyers = [];
    private readonly List<uint> orderTimes = [];

    public void Add(int product, InteractionKind kind, uint time)
    {
        products.Add(product);
        kinds.Add((byte)kind);
        times.Add(time);
        if (kind is InteractionKind.Purchase && ordered.IndexOf(product, orderStarts[^1]) < 0) ordered.Add(product);
    }

    /// <summary>Ends a visit.</summary>
    public void End(int person, uint time)
    {
        starts.Add(products.Count);
        persons.Add(person);
        if (ordered.Count == orderStarts[^1]) return;
        orderStarts.Add(ordered.Count);
        orderTimes.Add(time);
        buyers.Add(person);
    }

    public ShoppingLog Finish(string[] productIds) => new(productIds,
        new VisitLog([.. starts], [.. products], [.. kinds], [.. times], [.. persons]),
        new OrderLog([.. orderStarts], [.. ordered], [.. orderTimes], [.. buyers]));
}

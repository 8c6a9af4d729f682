using System.Collections.Immutable;

namespace Personalization.Recommendations.Outcomes;

/// <summary>An order line that a recommendation brought.</summary>
/// <param name="Product">Hash of its product.</param>
/// <param name="Key">Which recommendation.</param>
/// <param name="Currency">Currency, or empty.</param>
/// <param name="Amount">What it cost.</param>
public sealed record AttributedLine(ulong Product, OutcomeKey Key, string Currency, decimal Amount);

/// <summary>The orders that recommendations had a part in, so that what is paid back is counted against the same ones. The newest only.</summary>
public sealed class AttributedOrders
{
    /// <summary>Orders kept.</summary>
    public const int Limit = 20_000;

    private readonly Dictionary<ulong, ImmutableArray<AttributedLine>> lines = [];
    private readonly Queue<ulong> order = new();

    /// <summary>Orders with their lines that are not paid back, oldest first.</summary>
    public IEnumerable<KeyValuePair<ulong, ImmutableArray<AttributedLine>>> All => order.Select(id => KeyValuePair.Create(id, lines[id]));

    /// <summary>How many there are.</summary>
    public int Count => order.Count;

    /// <summary>Keeps an order; false when it is known already: the page and the server may both tell of it.</summary>
    public bool TryAdd(ulong orderId, ImmutableArray<AttributedLine> bought)
    {
        if (!lines.TryAdd(orderId, bought)) return false;
        order.Enqueue(orderId);
        if (order.Count > Limit) lines.Remove(order.Dequeue());
        return true;
    }

    /// <summary>Takes lines out of an order: those of some products, or all of them. What is not there was paid back before, or not recommended.</summary>
    public ImmutableArray<AttributedLine> Take(ulong orderId, IReadOnlyCollection<ulong> products)
    {
        if (!lines.TryGetValue(orderId, out ImmutableArray<AttributedLine> bought)) return [];
        if (products.Count == 0)
        {
            lines[orderId] = [];
            return bought;
        }
        lines[orderId] = [.. bought.Where(line => !products.Contains(line.Product))];
        return [.. bought.Where(line => products.Contains(line.Product))];
    }
}

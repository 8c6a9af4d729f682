namespace Personalization.Recommendations;

/// <summary>Who has bought how often, as hashes; as many of the latest as a shop's counts have room for. Those forgotten count as new visitors again.</summary>
public sealed class BuyerMemory
{
    /// <summary>Buyers remembered.</summary>
    public const int MostBuyers = 100_000;

    private readonly Dictionary<ulong, BuyerMark> marks = [];
    private readonly Queue<ulong> order = new();

    /// <summary>What is remembered, oldest first.</summary>
    public IEnumerable<KeyValuePair<ulong, BuyerMark>> Marks => order.Select(person => KeyValuePair.Create(person, marks[person]));

    /// <summary>How many there are.</summary>
    public int Count => order.Count;

    /// <summary>Orders of a person so far: 0, 1, or 2 for more than one.</summary>
    public int OrdersOf(ulong person) => marks.TryGetValue(person, out BuyerMark mark) ? mark.Orders : 0;

    /// <summary>Counts an order; the same one told again, by the page and by the server, is one.</summary>
    public void Ordered(ulong person, ulong orderId)
    {
        if (marks.TryGetValue(person, out BuyerMark mark))
        {
            if (mark.LastOrder != orderId) marks[person] = new BuyerMark(2, orderId);
        }
        else Remember(person, new BuyerMark(1, orderId));
    }

    /// <summary>Forgets some of the buyers, and says how many those were. What was counted by them stays.</summary>
    public int Forget(IReadOnlySet<ulong> some)
    {
        int count = some.Count(marks.Remove);
        if (count == 0) return 0;
        ulong[] left = [.. order.Where(marks.ContainsKey)];
        order.Clear();
        foreach (ulong one in left) order.Enqueue(one);
        return count;
    }

    /// <summary>Puts a remembered buyer back.</summary>
    public void Remember(ulong person, BuyerMark mark)
    {
        if (marks.TryAdd(person, mark)) order.Enqueue(person);
        if (order.Count > MostBuyers) marks.Remove(order.Dequeue());
    }
}

/// <summary>What is remembered of a buyer.</summary>
/// <param name="Orders">1, or 2 for more.</param>
/// <param name="LastOrder">Hash of the last order's id.</param>
public readonly record struct BuyerMark(byte Orders, ulong LastOrder);

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Brings together what the page and the server tell of one order. The id alone does not make it one: shops begin to count anew, and a
/// broken page sends the same id with every order. It is one where the same person has it, or where one telling names all products of the other.
/// </summary>
internal static class OrderMerge
{
    // Of an id that comes again and again only so many orders are compared.
    private const int Compared = 16;

    /// <summary>The orders, oldest first.</summary>
    public static MergedOrder[] Of(Gathered gathered)
    {
        OrderTold[] told = Told(gathered);
        List<MergedOrder> orders = new(told.Length);
        for (int start = 0, end; start < told.Length; start = end)
        {
            for (end = start + 1; end < told.Length && told[end].Order == told[start].Order; end++) { }
            if (end == start + 1) orders.Add(Single(told[start], gathered));
            else AddMerged(orders, told.AsSpan(start..end), gathered);
        }
        orders.RemoveAll(order => gathered.Denies(order.Person));
        orders.Sort();
        return [.. orders];
    }

    private static OrderTold[] Told(Gathered gathered)
    {
        List<OrderTold> told = new(gathered.Orders.Count);
        for (int place = 0; place < gathered.Orders.Count; place++)
            if (gathered.Orders[place] is var one && gathered.Counts(one.Event, one.Print)) told.Add(one);
        told.Sort((one, other) => (one.Order, one.At, one.Event).CompareTo((other.Order, other.At, other.Event)));
        return [.. told];
    }

    private static MergedOrder Single(in OrderTold told, Gathered gathered) =>
        new(told.At, told.Event, told.Person < 0 ? -1 : gathered.Persons[told.Person], Products(told, gathered));

    private static int[] Products(in OrderTold told, Gathered gathered)
    {
        int[] products = new int[told.Count];
        int count = 0;
        HashSet<int>? many = told.Count > 16 ? [] : null;
        for (int place = 0; place < told.Count; place++)
        {
            int product = gathered.OrderProducts[told.Start + place];
            if (many?.Add(product) ?? !products.AsSpan(0, count).Contains(product)) products[count++] = product;
        }
        return count == products.Length ? products : products[..count];
    }

    private static void AddMerged(List<MergedOrder> orders, ReadOnlySpan<OrderTold> told, Gathered gathered)
    {
        List<(MergedOrder Order, bool Known)> merged = [];
        foreach (OrderTold one in told)
        {
            MergedOrder next = Single(one, gathered);
            int same = merged.Count - 1, last = Math.Max(0, merged.Count - Compared);
            while (same >= last && !IsSame(merged[same].Order, next)) same--;
            if (same < last)
            {
                merged.Add((next, one.Known));
                continue;
            }
            (MergedOrder first, bool isKnown) = merged[same];
            int person = gathered.Denies(first.Person) ? first.Person : gathered.Denies(next.Person) || first.Person < 0 || (one.Known && !isKnown) ? next.Person : first.Person;
            merged[same] = (first with { Person = person, Products = [.. first.Products.Union(next.Products)] }, isKnown || one.Known);
        }
        foreach ((MergedOrder order, _) in merged) orders.Add(order);
    }

    private static bool IsSame(in MergedOrder one, in MergedOrder other) =>
        (one.Person >= 0 && one.Person == other.Person) || IsWithin(one.Products, other.Products) || IsWithin(other.Products, one.Products);

    private static bool IsWithin(int[] few, int[] many) => few.Length <= many.Length && few.All(many.Contains);
}

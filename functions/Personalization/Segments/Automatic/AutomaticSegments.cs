using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Segments.Automatic;

/// <summary>A segment that was found, for a merchant to keep.</summary>
/// <param name="Id">Its id among those found.</param>
/// <param name="Method"><c>rfm</c> or <c>clusters</c>.</param>
/// <param name="Name">Its name, in words.</param>
/// <param name="Description">What it is.</param>
/// <param name="Rule">Its rule, as JSON of the language of segments.</param>
/// <param name="People">Customers for whom the rule holds.</param>
/// <param name="Share">Of all customers, 0 to 1.</param>
/// <param name="Agreement">For clusters: of the customers of the group and those of the rule, the share that is in both. 1 for cells of the grid.</param>
public sealed record AutomaticSegment(string Id, string Method, string Name, string Description, string Rule, int People, double Share, double Agreement);

/// <summary>All that was found.</summary>
/// <param name="At">When the people were looked at, UTC.</param>
/// <param name="Customers">People with an order.</param>
/// <param name="Currency">The currency of money in rules.</param>
/// <param name="Silhouette">How clear the groups are: above 0.5 clear, below 0.25 hardly there; null where none were looked for.</param>
/// <param name="Segments">Cells of the grid, then groups, largest first.</param>
/// <param name="Note">What there is too little of, or null.</param>
public sealed record AutomaticFindings(
    DateTimeOffset At, int Customers, string Currency, double? Silhouette, ImmutableArray<AutomaticSegment> Segments, string? Note)
{
    /// <summary>As it is stored.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, AutomaticCodec.Default.AutomaticFindings);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static AutomaticFindings Deserialize(ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize(stored, AutomaticCodec.Default.AutomaticFindings)!;
}

/// <summary>Finds segments among customers: the cells of the RFM grid, and groups of those alike. Pure; the same customers give the same segments.</summary>
public static class AutomaticSegments
{
    /// <summary>Customers that it takes.</summary>
    public const int FewestCustomers = 50;

    private const int FewestGroups = 3, MostGroups = 8, MostGrouped = 20_000, Sample = 600;

    // The cells cover all fifths, each once: recency from, to; frequency from, to.
    private static readonly (string Id, (int, int) Recency, (int, int) Frequency)[] Cells =
    [
        ("champions", (4, 5), (4, 5)), ("loyal", (3, 3), (4, 5)), ("promising", (4, 5), (2, 3)), ("new", (4, 5), (1, 1)), ("attention", (3, 3), (2, 3)),
        ("drifting", (3, 3), (1, 1)), ("precious", (1, 2), (5, 5)), ("risk", (1, 2), (2, 4)), ("asleep", (1, 2), (1, 1)),
    ];

    /// <summary>Looks for segments.</summary>
    /// <param name="customers">Customers.</param>
    /// <param name="currency">The currency of their money.</param>
    /// <param name="texts">Words for names.</param>
    /// <param name="at">When the customers were so.</param>
    public static AutomaticFindings Find(IReadOnlyList<CustomerNumbers> customers, string currency, SegmentTexts texts, DateTimeOffset at)
    {
        if (customers.Count < FewestCustomers)
            return new AutomaticFindings(at, customers.Count, currency, null, [], $"Too little data: {customers.Count} customers with an order, at least {FewestCustomers} needed.");
        // In an order of their own: what is found must not depend on who came first.
        CustomerNumbers[] sorted = [.. customers.OrderBy(one => one.Orders).ThenBy(one => one.Silence).ThenBy(one => one.OrderValue).ThenBy(one => one.Discounts)];
        (double silhouette, AutomaticSegment[] groups) = Groups(sorted, currency, texts);
        return new AutomaticFindings(at, sorted.Length, currency, silhouette, [.. Grid(sorted, texts), .. groups], null);
    }

    private static IEnumerable<AutomaticSegment> Grid(CustomerNumbers[] customers, SegmentTexts texts)
    {
        double[] silences = Bounds(customers.Select(one => one.Silence)), orders = Bounds(customers.Select(one => one.Orders));
        ILookup<(int, int), CustomerNumbers> cells = customers.ToLookup(one => (5 - silences.Count(bound => one.Silence > bound), 1 + orders.Count(bound => one.Orders > bound)));
        foreach ((string id, (int From, int To) recency, (int From, int To) frequency) in Cells)
        {
            int people = cells.Where(cell => cell.Key.Item1 >= recency.From && cell.Key.Item1 <= recency.To && cell.Key.Item2 >= frequency.From && cell.Key.Item2 <= frequency.To).Sum(cell => cell.Count());
            if (people == 0) continue;
            yield return new AutomaticSegment(
                "rfm-" + id, "rfm", texts.Cells[id].Name, texts.Cells[id].Description, RuleText.OfFifths(recency, frequency), people, people / (double)customers.Length, 1);
        }
    }

    private static (double Silhouette, AutomaticSegment[] Segments) Groups(CustomerNumbers[] all, string currency, SegmentTexts texts)
    {
        // They are in order: every so-manieth is a fair sample. Rules are counted on all.
        int step = (all.Length + MostGrouped - 1) / MostGrouped;
        CustomerNumbers[] customers = [.. all.Where((_, place) => place % step == 0)];
        double[][] points = Standardized(customers);
        (Clustering best, double silhouette) = Enumerable.Range(FewestGroups, MostGroups - FewestGroups + 1).Select(groups => KMeans.Run(points, groups))
            .Select(found => (found, KMeans.Silhouette(points, found, Sample))).MaxBy(found => found.Item2);
        ILookup<int, NumberBox> boxes = BoxTree.Learn(customers, best.Labels, best.Centres.Length);
        RuleText rules = new(currency);
        HashSet<string> names = new(StringComparer.Ordinal);
        List<AutomaticSegment> found = [];
        foreach (IGrouping<int, NumberBox> group in boxes)
        {
            CustomerNumbers[] held = [.. all.Where(one => group.Any(box => box.Has(one)))];
            if (held.Length == 0) continue;
            found.Add(new AutomaticSegment(
                "", "clusters", texts.NameOf(best.Centres[group.Key]), texts.DescriptionOf(held, currency), rules.Of([.. group]), held.Length, held.Length / (double)all.Length,
                Agreement(customers, best.Labels, group)));
        }
        return (silhouette, [.. found.OrderByDescending(one => one.People).ThenBy(one => one.Rule, StringComparer.Ordinal)
            .Select((one, place) => one with { Id = $"group-{place + 1}", Name = names.Add(one.Name) ? one.Name : $"{one.Name} ({place + 1})" })]);
    }

    private static double Agreement(CustomerNumbers[] customers, int[] labels, IGrouping<int, NumberBox> group)
    {
        int both = 0, either = 0;
        foreach ((int place, CustomerNumbers one) in customers.Index())
        {
            bool grouped = labels[place] == group.Key, held = group.Any(box => box.Has(one));
            (both, either) = (both + (grouped && held ? 1 : 0), either + (grouped || held ? 1 : 0));
        }
        return either == 0 ? 0 : both / (double)either;
    }

    // Counts and money in logarithms: from one order to two is as far as from ten to twenty.
    private static double[][] Standardized(CustomerNumbers[] customers)
    {
        double[][] points = [.. customers.Select(one => new[] { double.LogP1(one.Orders), double.LogP1(Math.Max(0, one.Silence)), double.LogP1(Math.Max(0, one.OrderValue)), one.Discounts })];
        for (int axis = 0; axis < CustomerNumbers.Size; axis++)
        {
            double mean = points.Average(point => point[axis]), deviation = Math.Sqrt(points.Average(point => (point[axis] - mean) * (point[axis] - mean)));
            foreach (double[] point in points) point[axis] = deviation < 1e-9 ? 0 : (point[axis] - mean) / deviation;
        }
        return points;
    }

    private static double[] Bounds(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return [.. Enumerable.Range(1, 4).Select(part => sorted[(int)Math.Ceiling(part * sorted.Length / 5.0) - 1])];
    }
}

[JsonSerializable(typeof(AutomaticFindings))]
internal sealed partial class AutomaticCodec : JsonSerializerContext;

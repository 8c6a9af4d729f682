namespace Personalization.Recommendations.Sessions;

/// <summary>Where each product occurs in the visits: places from <c>Starts[p]</c> to <c>Starts[p + 1]</c> of <c>Places</c>, in the order of the visits.</summary>
internal sealed class VisitIndex
{
    private readonly int[] starts;
    private readonly int[] places;

    public VisitIndex(VisitLog visits, int products)
    {
        Visits = visits;
        starts = new int[products + 1];
        foreach (int product in visits.Products) starts[product + 1]++;
        for (int product = 0; product < products; product++) starts[product + 1] += starts[product];
        places = new int[visits.Products.Length];
        VisitOf = new int[visits.Products.Length];
        int[] next = starts[..products];
        for (int visit = 0; visit < visits.Count; visit++)
            for (int place = visits.Starts[visit]; place < visits.Starts[visit + 1]; place++)
            {
                VisitOf[place] = visit;
                places[next[visits.Products[place]]++] = place;
            }
    }

    public VisitLog Visits { get; }

    public int Products => starts.Length - 1;

    /// <summary>The visit that each place belongs to.</summary>
    public int[] VisitOf { get; }

    /// <summary>Places of a product in the visits before one, at most the newest <paramref name="most"/>.</summary>
    public ReadOnlySpan<int> Of(int product, int beforeVisit, int most = int.MaxValue)
    {
        ReadOnlySpan<int> all = places.AsSpan(starts[product]..starts[product + 1]);
        int end = all.Length;
        if (end > 0 && VisitOf[all[end - 1]] >= beforeVisit) end = FirstFrom(all, beforeVisit);
        return all[Math.Max(0, end - Math.Min(end, most))..end];
    }

    private int FirstFrom(ReadOnlySpan<int> all, int visit)
    {
        int low = 0, high = all.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (VisitOf[all[middle]] < visit) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

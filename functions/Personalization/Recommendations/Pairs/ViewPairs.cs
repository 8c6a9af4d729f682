using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>What was looked at during one visit: the nearer each other, the more. Scores are shrunken cosines.</summary>
internal sealed class ViewPairs : IRowSource
{
    // Visits walked of a product, and what is looked at of a visit: they bound the time that a product takes.
    private const int MostVisits = 10_000;
    private const int LongestVisit = 200;
    private const int Nearest = 5;
    private const double Shrinkage = 3;

    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);

    private readonly LookLog looks;
    private readonly Occurrences occurrences;
    private readonly double[] weights;
    private readonly double[] totals;

    public ViewPairs(int products, VisitLog visits)
    {
        looks = LookLog.Of(visits, LongestVisit);
        occurrences = new Occurrences(products, looks.Starts, looks.Products);
        Recency recency = new(looks.Times.Length == 0 ? 0 : looks.Times.Max(), HalfLife);
        weights = [.. looks.Times.Select(recency.Weight)];
        totals = new double[products];
        for (int visit = 0; visit < weights.Length; visit++)
            foreach (int product in looks.Of(visit)) totals[product] += weights[visit];
    }

    public double Gather(int product, SparseSums<double> into)
    {
        foreach (int visit in occurrences.Newest(product, MostVisits))
        {
            ReadOnlySpan<int> steps = looks.Of(visit);
            for (int at = steps.IndexOf(product); at >= 0 && at < steps.Length; at++)
            {
                if (steps[at] != product) continue;
                for (int other = Math.Max(0, at - Nearest); other < Math.Min(steps.Length, at + Nearest + 1); other++)
                    if (other != at) into.Add(steps[other], weights[visit] / Math.Abs(other - at));
            }
        }
        return totals[product];
    }

    public float Score(int product, int neighbour, double together, double all) => (float)(together / Math.Sqrt((all + Shrinkage) * (totals[neighbour] + Shrinkage)));
}

/// <summary>Visits without what was bought, and with a page looked at again and again as one look.</summary>
internal sealed record LookLog(int[] Starts, int[] Products, uint[] Times)
{
    public ReadOnlySpan<int> Of(int visit) => Products.AsSpan(Starts[visit]..Starts[visit + 1]);

    /// <summary>The looks of visits, of long ones the newest.</summary>
    public static LookLog Of(VisitLog visits, int longest)
    {
        int[] starts = new int[visits.Count + 1], products = new int[visits.Starts[^1]];
        uint[] times = new uint[visits.Count];
        int end = 0;
        for (int visit = 0; visit < visits.Count; visit++)
        {
            int start = end;
            for (int place = visits.Starts[visit]; place < visits.Starts[visit + 1]; place++)
            {
                times[visit] = visits.Times[place];
                if (visits.Kinds[place] == (byte)InteractionKind.Purchase || (end > start && products[end - 1] == visits.Products[place])) continue;
                products[end++] = visits.Products[place];
            }
            if (end - start > longest)
            {
                products.AsSpan((end - longest)..end).CopyTo(products.AsSpan(start));
                end = start + longest;
            }
            starts[visit + 1] = end;
        }
        return new LookLog(starts, products, times);
    }
}

namespace Personalization.Recommendations.Sessions;

/// <summary>How often and how closely one product follows or precedes another within visits.</summary>
internal struct PairSums
{
    /// <summary>Times it comes right after.</summary>
    public float Next;

    /// <summary>Times it comes later, each divided by the distance in different products.</summary>
    public float After;

    /// <summary>The same for coming earlier.</summary>
    public float Before;

    /// <summary>Times it is in the same visit, each divided by the length of the visit: a pair of a short visit says more.</summary>
    public float Together;

    /// <summary><see cref="After"/> with the visits of long ago weighing less.</summary>
    public float RecentAfter;

    /// <summary><see cref="After"/> of about the newest visits only.</summary>
    public float NewestAfter;
}

/// <summary>Sums up the neighbours of one product after another; one for each thread.</summary>
internal sealed class PairScan(VisitIndex index, int visits)
{
    private const int MostOccurrences = 3000;
    private const int Window = 12;
    private const int Span = 40;

    // Decay by place among the visits, so that quiet and busy shops are treated alike.
    private const double RecentShare = 0.15;
    private const double NewestShare = 0.03;

    private readonly PairSums[] sums = new PairSums[index.Products];
    private readonly int[] touched = new int[index.Products];
    private readonly bool[] isTouched = new bool[index.Products];
    private int count;

    /// <summary>Products found beside the one last looked at.</summary>
    public ReadOnlySpan<int> Found => touched.AsSpan(0, count);

    /// <summary>What was found of a product beside the one last looked at; all zero for others.</summary>
    public ref readonly PairSums this[int product] => ref sums[product];

    /// <summary>Looks at the visits around each occurrence of a product.</summary>
    public void Look(int product)
    {
        foreach (int one in Found)
        {
            sums[one] = default;
            isTouched[one] = false;
        }
        count = 0;
        foreach (int place in index.Of(product, visits, MostOccurrences)) Look(product, place);
    }

    private void Look(int product, int place)
    {
        VisitLog log = index.Visits;
        int visit = index.VisitOf[place];
        int first = log.Starts[visit], end = log.Starts[visit + 1];
        double age = (visits - visit) / (double)visits;
        (float recent, float newest) = ((float)Math.Exp(-age / RecentShare), (float)Math.Exp(-age / NewestShare));
        float share = 1f / Math.Max(2, end - first);
        int distance = 0;
        for (int at = place + 1; at < Math.Min(end, place + Span) && distance < Window; at++)
        {
            int other = log.Products[at];
            if (Between(log.Products, place + 1, at, other)) continue;
            if (other != product) distance++;
            float near = 1f / (other == product ? at - place : distance);
            ref PairSums sum = ref Touch(other);
            if (at == place + 1 || (other != product && distance == 1)) sum.Next++;
            sum.After += near;
            sum.RecentAfter += near * recent;
            sum.NewestAfter += near * newest;
            sum.Together += share;
        }
        distance = 0;
        for (int at = place - 1; at >= Math.Max(first, place - Span) && distance < Window; at--)
        {
            int other = log.Products[at];
            if (Between(log.Products, at + 1, place, other)) continue;
            if (other != product) distance++;
            ref PairSums sum = ref Touch(other);
            sum.Before += 1f / (other == product ? place - at : distance);
            sum.Together += share;
        }
    }

    /// <summary>Only the nearest of several steps with a product counts.</summary>
    private static bool Between(int[] products, int from, int to, int product) => products.AsSpan(from, to - from).Contains(product);

    private ref PairSums Touch(int product)
    {
        if (!isTouched[product])
        {
            isTouched[product] = true;
            touched[count++] = product;
        }
        return ref sums[product];
    }
}

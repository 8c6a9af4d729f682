using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations.Vmis;

/// <summary>
/// VMIS-kNN (Kersbergen, Sprangers, Schelter: Serenade, SIGMOD 2022) with nothing left out or approximated: of the visits that share a product
/// with this one the most recent; of these the nearest, by the sum of the shared products' places in this visit; their products by the
/// neighbours' weights and by how rare they are. Each kind of event counts as a click.
/// </summary>
internal sealed class VmisKnn(int mostRecent = VmisKnn.MostRecent, int neighbours = VmisKnn.Neighbours) : ISessionMethod
{
    private const int MostRecent = 500;
    private const int Neighbours = 100;
    private const int LastClicks = 9;
    private const float StepBack = 0.1f;

    private readonly int[] candidates = new int[mostRecent];
    private readonly LargestKeys nearest = new(), leading = new();
    private VmisIndex? built;
    private Match[] matches = [];
    private float[] scores = [];
    private int[] touched = [];
    private int turn;

    public string Name => "vmis-knn";

    public long SnapshotBytes => Index.Bytes;

    private VmisIndex Index => built ?? throw new InvalidOperationException("Build comes first");

    public void Build(ShoppingLog log)
    {
        built = new VmisIndex(log, mostRecent);
        matches = new Match[built.Visits];
        scores = new float[built.Products];
        touched = new int[built.Products];
        turn = 0;
    }

    public int Predict(ReadOnlySpan<int> session, Span<int> best)
    {
        if (session.Length > LastClicks) session = session[^LastClicks..];
        int found = Candidates(session);
        nearest.Clear(neighbours);
        // The more recent of two that are as near goes first.
        foreach (int visit in candidates.AsSpan(0, found)) nearest.Offer((long)matches[visit].Similarity << 32 | (uint)visit);
        int made = Best(Score(), best);
        return Fill(best, made);
    }

    /// <summary>The most recent visits that share a product; their matches hold how similar they are. Stops a product's visits where all others are older.</summary>
    private int Candidates(ReadOnlySpan<int> session)
    {
        turn++;
        int count = 0;
        bool heaped = false;
        for (int back = 0; back < session.Length; back++)
        {
            int product = session[^(back + 1)];
            if (product < 0 || session[^back..].Contains(product)) continue;
            int similarity = session.Length - back;
            foreach (int visit in Index.VisitsOf(product))
            {
                ref Match match = ref matches[visit];
                if (match.Turn == turn)
                {
                    match.Similarity += similarity;
                    continue;
                }
                if (count < candidates.Length) candidates[count++] = visit;
                else
                {
                    if (!heaped) OldestFirst.Heapify(candidates);
                    heaped = true;
                    if (visit < candidates[0]) break;
                    OldestFirst.ReplaceRoot(candidates, visit);
                }
                match = new Match { Turn = turn, Similarity = similarity, Back = back };
            }
        }
        return count;
    }

    /// <summary>Adds up the neighbours' products; says how many there are.</summary>
    private int Score()
    {
        int count = 0;
        foreach (long key in nearest.Keys)
        {
            int visit = (int)key;
            ref Match match = ref matches[visit];
            float weight = match.Similarity * (1 - StepBack * (match.Back + 1));
            foreach (int product in Index.ProductsOf(visit))
            {
                ref float score = ref scores[product];
                if (score == 0) touched[count++] = product;
                score += weight;
            }
        }
        return count;
    }

    private int Best(int count, Span<int> best)
    {
        leading.Clear(best.Length);
        foreach (int product in touched.AsSpan(0, count))
        {
            // The bits of positive numbers are in the order of the numbers.
            leading.Offer((long)BitConverter.SingleToInt32Bits(scores[product] * Index.Weights[product]) << 32 | (uint)product);
            scores[product] = 0;
        }
        leading.Sort();
        ReadOnlySpan<long> keys = leading.Keys;
        for (int place = 0; place < keys.Length; place++) best[place] = (int)keys[place];
        return keys.Length;
    }

    private int Fill(Span<int> best, int made)
    {
        int[] fallback = Index.Best;
        for (int place = 0; place < fallback.Length && made < best.Length; place++)
            if (!best[..made].Contains(fallback[place])) best[made++] = fallback[place];
        return made;
    }

    /// <summary>How a visit meets the one asked for; of an earlier question unless the turn is the running one.</summary>
    private struct Match
    {
        public int Turn, Similarity, Back;
    }
}

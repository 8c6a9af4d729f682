using Personalization.Benchmarks.Recommendations.Files;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>How often the product that came next was among those predicted, and how far in front. Every query counts; a repeated product counts once.</summary>
internal sealed class Accuracy(int known)
{
    /// <summary>How many predictions are looked at.</summary>
    public const int Length = 20;

    private readonly bool[] shown = new bool[known];
    private readonly Hits all = new(), notLast = new(), novel = new();
    private readonly int[] distinct = new int[Length];

    public void Add(Queries queries, int query, ReadOnlySpan<int> best)
    {
        int target = queries.Target(query);
        int rank = Rank(best, target);
        ReadOnlySpan<int> prefix = queries.Prefix(query);
        all.Add(rank);
        if (prefix[^1] != target) notLast.Add(rank);
        if (!prefix.Contains(target)) novel.Add(rank);
    }

    public AccuracyFigures Figures() => new(all.Count, all.Rate(1), all.Rate(5), all.Rate(10), all.Rate(Length), all.Reciprocal,
        known == 0 ? 0 : (double)shown.Count(one => one) / known, notLast.Figures(), novel.Figures());

    /// <summary>Place of the target, from 1; 0 where it is not.</summary>
    private int Rank(ReadOnlySpan<int> best, int target)
    {
        int count = 0, rank = 0;
        foreach (int product in best)
        {
            if (count == Length) break;
            if (distinct.AsSpan(0, count).Contains(product)) continue;
            distinct[count++] = product;
            shown[product] = true;
            if (product == target) rank = count;
        }
        return rank;
    }

    private sealed class Hits
    {
        private readonly int[] ranks = new int[Length + 1];
        private double reciprocal;

        public int Count { get; private set; }

        public double Reciprocal => Count == 0 ? 0 : reciprocal / Count;

        public void Add(int rank)
        {
            Count++;
            ranks[rank]++;
            if (rank > 0) reciprocal += 1.0 / rank;
        }

        public double Rate(int first) => Count == 0 ? 0 : (double)ranks.Skip(1).Take(first).Sum() / Count;

        public SubsetFigures Figures() => new(Count, Rate(Length), Reciprocal);
    }
}

/// <summary>Accuracy over all queries. Rates are shares of the queries, coverage a share of the log's products.</summary>
internal sealed record AccuracyFigures(
    int Queries, double Hit1, double Hit5, double Hit10, double Hit20, double Reciprocal20, double Coverage, SubsetFigures NotLast, SubsetFigures Novel);

/// <summary>Accuracy over some of the queries.</summary>
internal sealed record SubsetFigures(int Queries, double Hit20, double Reciprocal20);

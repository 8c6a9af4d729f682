using System.Runtime.InteropServices;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>Makes the model snapshot that the app serves from visits. The only place here that knows what a model is.</summary>
internal static class ModelSeed
{
    private const int Near = 5;
    private const int RowLength = 50;

    public static byte[] Snapshot(ShoppingLog log, DateTimeOffset builtAt)
    {
        NeighbourRows viewed = Rows(log, _ => true), bought = Rows(log, kind => kind != InteractionKind.View);
        return ModelCodec.Serialize(new RecommendationModel("bench", builtAt, log.Visits.Products.Length, log.ProductIds, bought, viewed));
    }

    private static NeighbourRows Rows(ShoppingLog log, Predicate<InteractionKind> counts)
    {
        long[] pairs = Pairs(log.Visits, counts);
        Array.Sort(pairs);
        int[] starts = new int[log.ProductIds.Length + 1];
        List<int> products = [];
        List<float> scores = [];
        List<(int Product, int Count)> row = [];
        for (int product = 0, place = 0; product < log.ProductIds.Length; product++)
        {
            row.Clear();
            for (; place < pairs.Length && (int)(pairs[place] >> 32) == product; place++)
            {
                int other = (int)pairs[place];
                if (row.Count > 0 && row[^1].Product == other) CollectionsMarshal.AsSpan(row)[^1].Count++;
                else row.Add((other, 1));
            }
            row.Sort((one, next) => one.Count != next.Count ? next.Count.CompareTo(one.Count) : one.Product.CompareTo(next.Product));
            foreach ((int other, int count) in row.Take(RowLength))
            {
                products.Add(other);
                scores.Add(count / (count + 20f));
            }
            starts[product + 1] = products.Count;
        }
        return new NeighbourRows(starts, [.. products], [.. scores]);
    }

    /// <summary>Each two products that stand near each other in a visit, both ways.</summary>
    private static long[] Pairs(VisitLog visits, Predicate<InteractionKind> counts)
    {
        List<long> pairs = [];
        List<int> steps = [];
        for (int visit = 0; visit < visits.Count; visit++)
        {
            steps.Clear();
            for (int place = visits.Starts[visit]; place < visits.Starts[visit + 1]; place++)
                if (counts((InteractionKind)visits.Kinds[place])) steps.Add(visits.Products[place]);
            for (int one = 0; one < steps.Count; one++)
                for (int other = one + 1; other < Math.Min(steps.Count, one + Near); other++)
                {
                    if (steps[one] == steps[other]) continue;
                    pairs.Add((long)steps[one] << 32 | (uint)steps[other]);
                    pairs.Add((long)steps[other] << 32 | (uint)steps[one]);
                }
        }
        return [.. pairs];
    }
}

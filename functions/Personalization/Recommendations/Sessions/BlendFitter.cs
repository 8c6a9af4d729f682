using Personalization.Common;

namespace Personalization.Recommendations.Sessions;

/// <summary>Fits a blend to sessions: Adam (Kingma and Ba 2015) on the cross-entropy, held near the prior as far as the sessions are few.</summary>
internal static class BlendFitter
{
    private const int LeastEpochs = 8;
    private const int LeastBatches = 300;
    private const int BatchSize = 256;

    // Always two halves, summed in order: the same weights on any number of cores.
    private const int Halves = 2;
    private const double FirstRate = 0.02;
    private const double LastRate = 0.0005;

    // How many sessions the prior is worth.
    private const double PriorStrength = 50;

    /// <summary>The fitted blend; the prior itself when there are too few sessions for a batch.</summary>
    public static Blend Fit(BlendQueries queries, BlendRows rows, Popularity popularity, int longestRow)
    {
        Blend prior = Blend.Prior();
        if (queries.Count < BatchSize) return prior;
        double[] weights = [.. prior.Values];
        float[] allLog = Array.ConvertAll(popularity.All, count => MathF.Log(1 + count));
        float[] newestLog = Array.ConvertAll(popularity.Newest, count => MathF.Log(1 + count));
        BlendGradient[] halves = [new(rows, allLog, newestLog, longestRow), new(rows, allLog, newestLog, longestRow)];
        Adam adam = new(Blend.Count);
        int epochs = Math.Max(LeastEpochs, LeastBatches / (queries.Count / BatchSize));
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            int[] order = Order(queries.Count, epoch);
            for (int batch = 0; batch + BatchSize <= order.Length; batch += BatchSize)
            {
                float[] current = Array.ConvertAll(weights, weight => (float)weight);
                Parallel.For(0, Halves, half =>
                {
                    halves[half].Reset(current);
                    int from = batch + (half * BatchSize / Halves);
                    foreach (int query in order.AsSpan(from, BatchSize / Halves)) halves[half].Add(queries.Session(query, out int target), target);
                });
                adam.Step(weights, Mean(halves, weights, prior.Values, queries.Count), FirstRate * Math.Pow(LastRate / FirstRate, epoch / (double)epochs));
            }
        }
        return new Blend(weights);
    }

    private static double[] Mean(BlendGradient[] halves, double[] weights, double[] prior, int queries)
    {
        int added = Math.Max(1, halves.Sum(half => half.Added));
        double[] mean = new double[weights.Length];
        for (int weight = 0; weight < mean.Length; weight++)
            if (!Blend.IsFixed(weight))
                mean[weight] = (halves.Sum(half => (double)half.Sum[weight]) / added) + (PriorStrength / queries * (weights[weight] - prior[weight]));
        return mean;
    }

    /// <summary>An order by chance that is the same at every fit.</summary>
    private static int[] Order(int count, int epoch)
    {
        ulong[] keys = new ulong[count];
        int[] order = new int[count];
        for (int query = 0; query < count; query++) (keys[query], order[query]) = (StableHash.Mix(((ulong)epoch << 32) | (uint)query), query);
        Array.Sort(keys, order);
        return order;
    }

    private sealed class Adam(int count)
    {
        private const double MeanDecay = 0.9;
        private const double SquareDecay = 0.99;
        private readonly double[] means = new double[count];
        private readonly double[] squares = new double[count];
        private int steps;

        public void Step(double[] weights, double[] gradient, double rate)
        {
            steps++;
            for (int weight = 0; weight < weights.Length; weight++)
            {
                means[weight] = (MeanDecay * means[weight]) + ((1 - MeanDecay) * gradient[weight]);
                squares[weight] = (SquareDecay * squares[weight]) + ((1 - SquareDecay) * gradient[weight] * gradient[weight]);
                double mean = means[weight] / (1 - Math.Pow(MeanDecay, steps)), square = squares[weight] / (1 - Math.Pow(SquareDecay, steps));
                weights[weight] -= rate * mean / (Math.Sqrt(square) + 1e-8);
            }
        }
    }
}

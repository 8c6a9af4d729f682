using System.Collections.Concurrent;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Predicts the next product of a session. Immutable and safe for many readers at once; a prediction adds up rows of the products of the
/// session, and allocates nothing.
/// </summary>
public sealed class SessionModel
{
    /// <summary>Scores count in 1/4096 of a unit of log-odds.</summary>
    public const int Unit = 4096;

    private const int Untouched = int.MinValue;

    private readonly ConcurrentBag<Scratch> scratches = [];

    internal SessionModel(SessionRows rows, int[] biases, int[] popular, SessionWeights weights) =>
        (Rows, Biases, Popular, Weights) = (rows, biases, popular, weights);

    /// <summary>A model of nothing.</summary>
    public static SessionModel Empty { get; } = new(SessionRows.Empty, [], [], SessionWeights.Of(Blend.Prior(), new(0, 1), new(0, 1)));

    /// <summary>How many products it knows; their numbers are below.</summary>
    public int Products => Rows.Count;

    internal SessionRows Rows { get; }

    internal int[] Biases { get; }

    /// <summary>Products that many look at now, best first: they fill what a session says nothing of.</summary>
    internal int[] Popular { get; }

    internal SessionWeights Weights { get; }

    /// <summary>
    /// Predicts what comes next.
    /// </summary>
    /// <param name="session">Steps, oldest first, those of earlier visits before the current one; products that the model does not know are left out by the caller.</param>
    /// <param name="best">Receives products, best first; of equal ones the smaller number first. Products of the session may be among them.</param>
    /// <returns>How many were found.</returns>
    public int Predict(ReadOnlySpan<SessionStep> session, Span<ScoredProduct> best)
    {
        if (!scratches.TryTake(out Scratch? scratch)) scratch = new Scratch(Products);
        Sum(session, scratch);
        int found = Cut(scratch, best);
        scratches.Add(scratch);
        return found;
    }

    private void Sum(ReadOnlySpan<SessionStep> session, Scratch scratch)
    {
        Span<ShapedStep> shaped = stackalloc ShapedStep[SessionShape.MostShaped];
        int steps = SessionShape.Read(session, shaped, out int lengthGroup);
        foreach (ref readonly ShapedStep step in shaped[..steps])
        {
            int own = step.Role switch
            {
                StepRole.Row => Weights.Repeats[(step.Rank * SessionShape.Lengths) + lengthGroup],
                StepRole.Again => Weights.Again,
                _ => Weights.Follow,
            };
            scratch.Add(step.Product, own, Biases);
            if (step.Role is StepRole.Row) AddRow(step, scratch);
        }
    }

    private void AddRow(in ShapedStep step, Scratch scratch)
    {
        ReadOnlySpan<int> weights = Weights.Of(step);
        (int ofLast, int ofEarlier, int plus) = (weights[0], weights[1], weights[2]);
        int from = Rows.Starts[step.Product], length = Rows.Starts[step.Product + 1] - from;
        ReadOnlySpan<int> products = Rows.Products.AsSpan(from, length);
        ReadOnlySpan<byte> last = Rows.Last.AsSpan(from, length), earlier = Rows.Earlier.AsSpan(from, length);
        int[] scores = scratch.Scores, biases = Biases;
        for (int place = 0; place < products.Length; place++)
        {
            int product = products[place], score = scores[product];
            if (score == Untouched)
            {
                scratch.Touched[scratch.Count++] = product;
                score = biases[product];
            }
            scores[product] = score + (ofLast * last[place]) + (ofEarlier * earlier[place]) + plus;
        }
    }

    private static int Cut(Scratch scratch, Span<ScoredProduct> best)
    {
        int found = 0;
        foreach (int product in scratch.Touched.AsSpan(0, scratch.Count))
        {
            int score = scratch.Scores[product];
            scratch.Scores[product] = Untouched;
            if (found == best.Length)
            {
                if (found == 0 || !IsBefore(product, score, best[found - 1])) continue;
                found--;
            }
            int place = found++;
            for (; place > 0 && IsBefore(product, score, best[place - 1]); place--) best[place] = best[place - 1];
            best[place] = new ScoredProduct(product, score);
        }
        scratch.Count = 0;
        return found;
    }

    private static bool IsBefore(int product, int score, ScoredProduct other) =>
        score > other.Score || (score == other.Score && product < other.Product);

    private sealed class Scratch
    {
        public Scratch(int products)
        {
            (Scores, Touched) = (new int[products], new int[products]);
            Array.Fill(Scores, Untouched);
        }

        public int[] Scores { get; }

        public int[] Touched { get; }

        public int Count { get; set; }

        public void Add(int product, int score, int[] biases)
        {
            if (Scores[product] == Untouched)
            {
                Touched[Count++] = product;
                Scores[product] = biases[product];
            }
            Scores[product] += score;
        }
    }
}

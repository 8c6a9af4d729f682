using System.Buffers;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations;

/// <summary>Adds up scores of numbered products. Starting anew costs nothing, so that one board serves many requests, one at a time.</summary>
internal sealed class ScoreBoard(int products)
{
    private readonly int[] rounds = new int[products];
    private readonly float[] scores = new float[products];
    private readonly float[] strongest = new float[products];
    private readonly int[] because = new int[products];
    private int[] touched = new int[Math.Min(products, 256)];
    private int count;
    private int round;

    /// <summary>The products that have a score, in the order in which they first got one.</summary>
    public ReadOnlySpan<int> Touched => touched.AsSpan(0, count);

    /// <summary>Forgets all scores.</summary>
    public void Begin()
    {
        count = 0;
        if (++round != int.MaxValue) return;
        Array.Clear(rounds);
        round = 1;
    }

    /// <summary>Adds to a product's score.</summary>
    /// <param name="product">Number of the product.</param>
    /// <param name="part">What to add.</param>
    /// <param name="reason">What it is for; that of the largest part is kept.</param>
    public void Add(int product, float part, int reason)
    {
        if (rounds[product] != round)
        {
            rounds[product] = round;
            if (count == touched.Length) Array.Resize(ref touched, Math.Min(products, 2 * count));
            touched[count++] = product;
            (scores[product], strongest[product], because[product]) = (part, part, reason);
            return;
        }
        scores[product] += part;
        if (part > strongest[product]) (strongest[product], because[product]) = (part, reason);
    }

    /// <summary>Adds a row of neighbours that has the same numbers as the board.</summary>
    public void AddRow(NeighbourRows rows, int row, float weight)
    {
        ReadOnlySpan<int> neighbours = rows.Of(row);
        ReadOnlySpan<float> strengths = rows.ScoresOf(row);
        for (int at = 0; at < neighbours.Length; at++) Add(neighbours[at], strengths[at] * weight, -1);
    }

    /// <summary>The score of a product; 0 where it has none.</summary>
    public float ScoreOf(int product) => rounds[product] == round ? scores[product] : 0;

    /// <summary>What says most for a product, or -1.</summary>
    public int BecauseOf(int product) => rounds[product] == round ? because[product] : -1;

    /// <summary>Writes the best scores above 0, best first, equal ones by number; gives how many.</summary>
    public int Best(Span<Scored> best)
    {
        TopList top = new(best);
        foreach (int product in Touched)
            if (scores[product] > 0) top.Offer(new Scored(product, scores[product], because[product]));
        return top.Sort();
    }

    /// <inheritdoc cref="Best(Span{Scored})"/>
    public int Best(Span<ScoredProduct> best)
    {
        Scored[] rented = ArrayPool<Scored>.Shared.Rent(best.Length);
        int found = Best(rented.AsSpan(0, best.Length));
        for (int place = 0; place < found; place++) best[place] = new ScoredProduct(rented[place].Product, (int)(rented[place].Score * SessionModel.Unit));
        ArrayPool<Scored>.Shared.Return(rented);
        return found;
    }
}

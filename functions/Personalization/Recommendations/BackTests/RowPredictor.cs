using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Guesses by rows of neighbours: those of the newest products count most, and what is there already is not guessed.</summary>
/// <param name="rows">Rows.</param>
public sealed class RowPredictor(NeighbourRows rows) : ISessionPredictor
{
    private const int Anchors = 10;

    // What an older product counts against the next newer one.
    private const double Decay = 0.7;

    private readonly TopProducts top = new(rows.Starts.Length - 1);

    /// <inheritdoc/>
    public int Predict(ReadOnlySpan<int> products, Span<int> best)
    {
        double weight = 1;
        ReadOnlySpan<int> anchors = products[Math.Max(0, products.Length - Anchors)..];
        for (int place = anchors.Length - 1; place >= 0; place--, weight *= Decay)
            for (int at = rows.Starts[anchors[place]]; at < rows.Starts[anchors[place] + 1]; at++)
                if (!anchors.Contains(rows.Products[at])) top.Add(rows.Products[at], weight * rows.Scores[at]);
        return top.Take(best);
    }
}

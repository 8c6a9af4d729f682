using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>
/// Guesses what a customer buys next from all that they have bought: the neighbours of it, and, since customers buy the same things again, the
/// things themselves.
/// </summary>
/// <param name="rows">Rows of what was bought together.</param>
/// <param name="ownWeight">What one purchase of a product says for buying it again, in the scale of the rows' scores; 0 leaves own products out.</param>
public sealed class HistoryPredictor(NeighbourRows rows, double ownWeight = 1) : ISessionPredictor
{
    private const int Anchors = 100;
    private const double Decay = 0.96;

    private readonly TopProducts top = new(rows.Starts.Length - 1);

    /// <inheritdoc/>
    public int Predict(ReadOnlySpan<int> products, Span<int> best)
    {
        HashSet<int> own = [];
        double weight = 1;
        for (int place = products.Length - 1; place >= 0 && own.Count < Anchors; place--)
        {
            int anchor = products[place];
            if (ownWeight > 0) top.Add(anchor, ownWeight * weight);
            if (!own.Add(anchor)) continue;
            for (int at = rows.Starts[anchor]; at < rows.Starts[anchor + 1]; at++) top.Add(rows.Products[at], weight * rows.Scores[at]);
            weight *= Decay;
        }
        if (ownWeight == 0)
            foreach (int product in own) top.Remove(product);
        return top.Take(best);
    }
}

using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Recommendations.BackTests;

/// <summary>Fills the places that one predictor leaves empty from another, as a strategy's fallback does.</summary>
internal sealed class FilledPredictor(ISessionPredictor first, ISessionPredictor then) : ISessionPredictor
{
    /// <inheritdoc/>
    public int Predict(ReadOnlySpan<int> products, Span<int> best)
    {
        int count = first.Predict(products, best);
        if (count == best.Length) return count;
        Span<int> more = new int[2 * best.Length];
        foreach (int product in more[..then.Predict(products, more)])
            if (count < best.Length && !best[..count].Contains(product)) best[count++] = product;
        return count;
    }
}

using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Lets a predictor that numbers products in its own way guess for a log.</summary>
public sealed class TranslatedPredictor : ISessionPredictor
{
    private const int Unknown = -1;

    private readonly ISessionPredictor inner;
    private readonly int[] toInner;
    private readonly int[] toOuter;
    private readonly List<int> known = [];

    private TranslatedPredictor(ISessionPredictor inner, int[] toInner, int[] toOuter) => (this.inner, this.toInner, this.toOuter) = (inner, toInner, toOuter);

    /// <summary>The predictor itself where both number products alike.</summary>
    /// <param name="inner">The predictor.</param>
    /// <param name="innerIds">Its products.</param>
    /// <param name="outerIds">Products of the log, each once.</param>
    public static ISessionPredictor Of(ISessionPredictor inner, string[] innerIds, string[] outerIds)
    {
        if (ReferenceEquals(innerIds, outerIds)) return inner;
        Dictionary<string, int> places = outerIds.Index().ToDictionary(id => id.Item, id => id.Index, StringComparer.Ordinal);
        int[] toOuter = [.. innerIds.Select(id => places.GetValueOrDefault(id, Unknown))], toInner = new int[outerIds.Length];
        toInner.AsSpan().Fill(Unknown);
        for (int place = 0; place < toOuter.Length; place++)
            if (toOuter[place] != Unknown) toInner[toOuter[place]] = place;
        return new TranslatedPredictor(inner, toInner, toOuter);
    }

    /// <inheritdoc/>
    public int Predict(ReadOnlySpan<int> products, Span<int> best)
    {
        known.Clear();
        foreach (int product in products)
            if (toInner[product] != Unknown) known.Add(toInner[product]);
        int guesses = inner.Predict(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(known), best), count = 0;
        for (int place = 0; place < guesses; place++)
            if (toOuter[best[place]] != Unknown) best[count++] = toOuter[best[place]];
        return count;
    }
}

using System.Collections.Frozen;

namespace Personalization.Catalog.Search;

/// <summary>In which order wishes are let go of when no product meets all.</summary>
internal static class Relaxation
{
    /// <summary>Sets of wishes to let go of, one after the other: none, each alone, then more and more; the words go down to the best of them before the price goes.</summary>
    /// <param name="given">The wishes, those first that are given up most easily.</param>
    /// <param name="wordCount">How many words are looked for.</param>
    public static IEnumerable<FrozenSet<string>> Ladder(IReadOnlyList<string> given, int wordCount)
    {
        List<string> all = [.. given];
        if (wordCount > 1) all.Insert(all.Contains(Wishes.Price) ? all.Count - 1 : all.Count, Wishes.Words);
        yield return FrozenSet<string>.Empty;
        foreach (string one in all) yield return [one];
        for (int count = 2; count <= all.Count; count++) yield return [.. all.Take(count)];
    }
}

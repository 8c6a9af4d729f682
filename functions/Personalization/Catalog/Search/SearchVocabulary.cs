using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Personalization.Catalog.Search;

/// <summary>The words of a catalog.</summary>
internal sealed class SearchVocabulary(AtomicReader? reader)
{
    private const int ShortestTypo = 4, ShortestDoubleTypo = 8;

    /// <summary>How many products have a word in what names them: not only in a description.</summary>
    public int Naming(string stem) => SearchIndex.Fields.Where(field => field.Name != "description").Sum(field => Frequency(field.Name, stem));

    /// <summary>How many products have a word anywhere.</summary>
    public int Anywhere(string stem) => SearchIndex.Fields.Sum(field => Frequency(field.Name, stem));

    /// <summary>Whether any word begins like that.</summary>
    public bool HasPrefix(string surface)
    {
        if (reader?.GetTerms(SearchIndex.Surfaces) is not { } terms) return false;
        TermsEnum all = terms.GetEnumerator();
        return all.SeekCeil(new BytesRef(surface)) != TermsEnum.SeekStatus.END && all.Term.Utf8ToString().StartsWith(surface, StringComparison.Ordinal);
    }

    /// <summary>The word that was probably meant: the nearest, then the most frequent, then the first by its letters. Null where none is near.</summary>
    public string? Nearest(string surface)
    {
        if (surface.Length < ShortestTypo || surface.Any(char.IsDigit) || reader?.GetTerms(SearchIndex.Surfaces) is not { } terms) return null;
        int edits = surface.Length < ShortestDoubleTypo ? 1 : 2;
        FuzzyTermsEnum near = new(terms, new AttributeSource(), new Term(SearchIndex.Surfaces, surface), edits, 0, true);
        (string Word, int Distance, int Count)? best = null;
        while (near.MoveNext())
        {
            string word = near.Term.Utf8ToString();
            (string Word, int Distance, int Count) one = (word, Typos.Distance(surface, word), near.DocFreq);
            if (word.Length < ShortestTypo - 1 || word.Any(char.IsDigit)) continue;
            if (best is not { } known || (one.Distance, -one.Count, one.Word).CompareTo((known.Distance, -known.Count, known.Word)) < 0) best = one;
        }
        return best?.Word;
    }

    private int Frequency(string field, string stem) => reader?.DocFreq(new Term(field, stem)) ?? 0;
}

/// <summary>How far words are apart.</summary>
public static class Typos
{
    /// <summary>Letters to put in, take out, replace or swap with the next one to make one word of another.</summary>
    public static int Distance(string one, string other)
    {
        int[] before = new int[other.Length + 1], row = new int[other.Length + 1], next = new int[other.Length + 1];
        for (int at = 0; at <= other.Length; at++) row[at] = at;
        for (int from = 1; from <= one.Length; from++)
        {
            next[0] = from;
            for (int to = 1; to <= other.Length; to++)
            {
                int cost = one[from - 1] == other[to - 1] ? 0 : 1;
                next[to] = Math.Min(Math.Min(next[to - 1], row[to]) + 1, row[to - 1] + cost);
                if (from > 1 && to > 1 && one[from - 1] == other[to - 2] && one[from - 2] == other[to - 1]) next[to] = Math.Min(next[to], before[to - 2] + 1);
            }
            (before, row, next) = (row, next, before);
        }
        return row[other.Length];
    }
}

using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Personalization.Catalog.Search;

/// <summary>A word of a query and what stands for it in the catalog.</summary>
/// <param name="Written">As written.</param>
/// <param name="Stems">Stems that are as good as it, each with how good; none where the catalog has no such word.</param>
internal sealed record QueryWord(string Written, IReadOnlyList<(string Stem, float Weight)> Stems)
{
    /// <summary>The word that it was taken for; null where it was right.</summary>
    public string? Taken { get; init; }

    /// <summary>What words begin with that are also good; for a word that may not be finished.</summary>
    public string? Prefix { get; init; }

    public bool IsKnown => Stems.Count > 0 || Prefix is not null;
}

/// <summary>Reads the words of queries in the light of what the catalog has.</summary>
internal sealed class QueryWords(SearchVocabulary vocabulary)
{
    private const float Synonym = 0.6f, PrefixWeight = 0.5f, TieBreaker = 0.1f, Wished = 2f;
    private const int ShortestPrefix = 3;

    public QueryWord[] Read(IReadOnlyList<Word> words)
    {
        List<QueryWord> read = [];
        for (int place = 0; place < words.Count; place++)
        {
            // People write in one word what the shop writes in two, and the other way round.
            if (place + 1 < words.Count && vocabulary.Naming(words[place].Stem) == 0 && Joined(words[place], words[place + 1]) is { } joined)
            {
                read.Add(joined);
                place++;
            }
            else read.AddRange(Of(words[place], place == words.Count - 1));
        }
        return [.. read];
    }

    /// <summary>The same words, each also as the catalog says it elsewhere.</summary>
    public QueryWord[] Widened(IEnumerable<QueryWord> words) => [.. words.Select(word => word with
    {
        Stems = [.. word.Stems, .. word.Stems.SelectMany(one => Synonyms.Default.Of(one.Stem)).Distinct(StringComparer.Ordinal).Where(stem => word.Stems.All(one => one.Stem != stem) && vocabulary.Naming(stem) > 0).Select(stem => (stem, Synonym))],
    })];

    public static Query ToQuery(IReadOnlyList<QueryWord> words, QueryWishes wishes, bool any)
    {
        if (words.Count == 0) return new MatchAllDocsQuery();
        BooleanQuery all = [], some = [];
        foreach (QueryWord word in words) some.Add(ToQuery(word), any ? Occur.SHOULD : Occur.MUST);
        all.Add(some, Occur.MUST);
        // What is wished for and is in the very name comes first: a wooden train before the tracks of one.
        foreach (string stem in wishes.Colors.SelectMany(AttributeWords.Colors.StemsOf).Concat(wishes.Materials.SelectMany(AttributeWords.Materials.StemsOf)))
            all.Add(new TermQuery(new Term("name", stem)) { Boost = Wished }, Occur.SHOULD);
        return all;
    }

    /// <summary>For content: whatever shares a word.</summary>
    public static Query ToContentQuery(IReadOnlyList<Word> words)
    {
        BooleanQuery any = [];
        foreach (Word word in words)
            any.Add(ToQuery(new QueryWord(word.Surface, [(word.Stem, 1), .. Synonyms.Default.Of(word.Stem).Where(stem => stem != word.Stem).Select(stem => (stem, Synonym))]), SearchIndex.ContentFields), Occur.SHOULD);
        return any;
    }

    private static DisjunctionMaxQuery ToQuery(QueryWord word, (string Name, float Weight)[]? fields = null)
    {
        DisjunctionMaxQuery any = new(TieBreaker);
        foreach ((string stem, float weight) in word.Stems)
            foreach ((string field, float boost) in fields ?? SearchIndex.Fields) any.Add(new TermQuery(new Term(field, stem)) { Boost = boost * weight });
        if (word.Prefix is { } prefix) any.Add(new ConstantScoreQuery(new PrefixQuery(new Term(SearchIndex.Surfaces, prefix))) { Boost = PrefixWeight });
        return any;
    }

    private QueryWord[] Of(Word word, bool last)
    {
        bool named = vocabulary.Naming(word.Stem) > 0;
        string[] synonyms = [.. Synonyms.Default.Of(word.Stem).Where(stem => stem != word.Stem && vocabulary.Naming(stem) > 0)];
        if (named || vocabulary.Anywhere(word.Stem) > 0) return [new QueryWord(word.Surface, [(word.Stem, 1), .. named ? [] : synonyms.Select(stem => (stem, Synonym))])];
        if (synonyms.Length > 0) return [new QueryWord(word.Surface, [.. synonyms.Select(stem => (stem, Synonym))])];
        if (last && word.Surface.Length >= ShortestPrefix && vocabulary.HasPrefix(word.Surface)) return [new QueryWord(word.Surface, []) { Prefix = word.Surface }];
        if (Split(word) is { } parts) return parts;
        // What other shops sell is no slip of the pen.
        if (Synonyms.Default.Of(word.Stem).Count > 0) return [new QueryWord(word.Surface, [])];
        if (vocabulary.Nearest(word.Surface) is { } meant) return [new QueryWord(word.Surface, [(Words.StemsOf(meant), 1)]) { Taken = meant }];
        if (Synonyms.Default.Nearest(word.Surface) is { } other && Synonyms.Default.Of(Words.StemsOf(other)).Where(stem => vocabulary.Naming(stem) > 0).ToArray() is { Length: > 0 } alike)
            return [new QueryWord(word.Surface, [.. alike.Select(stem => (stem, Synonym))]) { Taken = other }];
        return [new QueryWord(word.Surface, [])];
    }

    private QueryWord? Joined(Word one, Word other)
    {
        string both = one.Surface + other.Surface, stem = Words.StemsOf(both);
        return vocabulary.Naming(stem) > 0 ? new QueryWord($"{one.Surface} {other.Surface}", [(stem, 1)]) : null;
    }

    private QueryWord[]? Split(Word word)
    {
        for (int at = ShortestPrefix; at <= word.Surface.Length - ShortestPrefix; at++)
        {
            string left = Words.StemsOf(word.Surface[..at]), right = Words.StemsOf(word.Surface[at..]);
            if (vocabulary.Naming(left) > 0 && vocabulary.Naming(right) > 0) return [new QueryWord(word.Surface[..at], [(left, 1)]), new QueryWord(word.Surface[at..], [(right, 1)])];
        }
        return null;
    }
}

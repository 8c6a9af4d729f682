using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>A question while it is being understood: its words, what phrases are in them, and which are spoken for.</summary>
internal sealed class Question
{
    private readonly bool[] used;

    private Question(string text, List<Word> words, Lexicon lexicon)
    {
        (Text, Words) = (text, words);
        used = new bool[words.Count];
        Matches = lexicon.In(words);
    }

    /// <summary>As asked, digits and separators as ASCII has them.</summary>
    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    public IReadOnlyList<PhraseMatch> Matches { get; }

    /// <summary>Reads a question. Words that neither the catalog nor the lexicon has are taken for the nearest one of either.</summary>
    public static Question Read(string text, Lexicon lexicon, ProductSearch search)
    {
        List<Word> words = [.. Catalog.Search.Words.Of(text).Select(word => Meant(word, lexicon, search))];
        return new Question(Catalog.Search.Words.Fold(text), NumberReader.InDigits(words, lexicon), lexicon);
    }

    public IEnumerable<PhraseMatch> Of(string section) => Matches.Where(match => match.Section == section);

    /// <summary>The longest phrase of a section, the first where there are several; null for none.</summary>
    public PhraseMatch? Best(string section) =>
        Of(section).OrderByDescending(match => match.End - match.Start).ThenBy(match => match.Start).Select(match => (PhraseMatch?)match).FirstOrDefault();

    public bool IsUsed(int place) => used[place];

    public void Use(int from, int to)
    {
        for (int place = from; place < to; place++) used[place] = true;
    }

    private static Word Meant(Word word, Lexicon lexicon, ProductSearch search)
    {
        bool known(Word one) => lexicon.Has(one) || search.HasOrMeans(one) || AttributeWords.Colors.Has(one) || AttributeWords.Materials.Has(one);
        if (known(word)) return word;
        foreach (string bare in Clitics.Without(word.Surface))
            if (Catalog.Search.Words.Of(bare) is [var whole] && known(whole)) return word with { Surface = whole.Surface, Stem = whole.Stem };
        (string Surface, int Distance)? said = lexicon.Nearest(word.Surface);
        int named = search.Vocabulary.Nearest(word.Surface) is { } name ? Typos.Distance(word.Surface, name) : int.MaxValue;
        return said is { } one && one.Distance < named ? word with { Surface = one.Surface, Stem = Catalog.Search.Words.StemsOf(one.Surface) } : word;
    }
}

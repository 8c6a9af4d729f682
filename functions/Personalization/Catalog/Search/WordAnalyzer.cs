using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fa;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Personalization.Catalog.Search;

/// <summary>
/// One way of reading words for all languages: each stemmer knows the endings of its own script and leaves the words of the others alone,
/// so that texts in several languages need not be told apart.
/// </summary>
/// <param name="stems">Whether endings are taken off.</param>
internal sealed class WordAnalyzer(bool stems) : Analyzer
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        StandardTokenizer source = new(Version, reader);
        TokenStream words = new LowerCaseFilter(Version, source);
        words = new EnglishPossessiveFilter(Version, words);
        words = new ASCIIFoldingFilter(words);
        words = new ArabicNormalizationFilter(words);
        words = new PersianNormalizationFilter(words);
        if (!stems) return new TokenStreamComponents(source, words);
        words = new ShortWordFilter(words);
        words = new PersianEndingFilter(words);
        words = new ArabicWordFilter(words);
        words = new GreekStemFilter(words);
        words = new RussianLightStemFilter(words);
        words = new PorterStemFilter(words);
        return new TokenStreamComponents(source, words);
    }
}

/// <summary>Takes off the endings of Persian plurals and possessives that Arabic does not have.</summary>
internal sealed class PersianEndingFilter(TokenStream input) : TokenFilter(input)
{
    private const int ShortestStem = 3;

    // As normalized: with the Arabic forms of the letters.
    private static readonly string[] Endings = ["هايي", "هايش", "هاي", "ها", "شون", "ش"];

    private ICharTermAttribute? term;

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken()) return false;
        term ??= AddAttribute<ICharTermAttribute>();
        ReadOnlySpan<char> word = term.Buffer.AsSpan(0, term.Length);
        foreach (string ending in Endings)
        {
            if (word.Length < ending.Length + ShortestStem || !word.EndsWith(ending)) continue;
            term.SetLength(word.Length - ending.Length);
            break;
        }
        return true;
    }
}

/// <summary>Keeps words of two and three letters whole: too little would be left to tell them apart.</summary>
internal sealed class ShortWordFilter(TokenStream input) : TokenFilter(input)
{
    private const int Longest = 3;

    private ICharTermAttribute? term;
    private IKeywordAttribute? keyword;

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken()) return false;
        term ??= AddAttribute<ICharTermAttribute>();
        keyword ??= AddAttribute<IKeywordAttribute>();
        keyword.IsKeyword = term.Length <= Longest;
        return true;
    }
}

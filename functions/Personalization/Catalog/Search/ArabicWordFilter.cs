using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.TokenAttributes;
using Personalization.Common;

namespace Personalization.Catalog.Search;

/// <summary>Takes off the article and the endings of Arabic, but no letter that may as well belong to the word: "and" is written to it, and pillows begin with it.</summary>
internal sealed class ArabicWordFilter(TokenStream input) : TokenFilter(input)
{
    private const char And = 'و';
    private const string AndThe = "وال", The = "ال";

    // Plurals that are other words to whoever knows endings only, as normalized, and what they are the plural of.
    private static readonly FrozenDictionary<string, string> Plurals = new ShippedFiles("Personalization.Catalog.Search.", ".json").Read("plurals", SearchJson.Default.DictionaryStringString)
        .ToFrozenDictionary(one => Normalized(one.Key), one => Normalized(one.Value), StringComparer.Ordinal);

    private readonly ArabicStemmer stemmer = new();
    private ICharTermAttribute? term;
    private IKeywordAttribute? keyword;

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken()) return false;
        term ??= AddAttribute<ICharTermAttribute>();
        keyword ??= AddAttribute<IKeywordAttribute>();
        if (keyword.IsKeyword || term.Length == 0) return true;
        if (Singular(term.Buffer.AsSpan(0, term.Length)) is { } singular) term.SetEmpty().Append(singular);
        int length = term.Buffer[0] == And && !term.Buffer.AsSpan(0, term.Length).StartsWith(AndThe) ? term.Length : stemmer.StemPrefix(term.Buffer, term.Length);
        term.SetLength(stemmer.StemSuffix(term.Buffer, length));
        return true;
    }

    private static string? Singular(ReadOnlySpan<char> word) =>
        Plurals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.StartsWith(The) ? word[The.Length..] : word, out string? singular) ? singular : null;

    private static string Normalized(string written)
    {
        char[] letters = written.ToCharArray();
        return new string(letters, 0, new ArabicNormalizer().Normalize(letters, letters.Length));
    }
}

using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Personalization.Catalog.Search;

/// <summary>A word of a text.</summary>
/// <param name="Surface">As it is written, but for case, accents and variants of letters.</param>
/// <param name="Stem">Without its endings: forms of one word have the same.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
public readonly record struct Word(string Surface, string Stem, int Start, int End);

/// <summary>The words of texts in the shop's languages, also several in one text.</summary>
public static class Words
{
    private static readonly WordAnalyzer Surfaces = new(stems: false), Stems = new(stems: true);

    /// <summary>The words of a text, in order.</summary>
    public static IReadOnlyList<Word> Of(string text)
    {
        string folded = Fold(text);
        List<Word> words = [];
        Read(Surfaces, folded, (surface, from, to) => words.Add(new Word(surface, surface, from, to)));
        int place = 0;
        Read(Stems, folded, (stem, _, _) => words[place] = words[place++] with { Stem = stem });
        return words;
    }

    /// <summary>The stems of a text, joined by spaces: equal for texts that say the same in other forms.</summary>
    public static string StemsOf(string text)
    {
        StringBuilder all = new();
        Read(Stems, Fold(text), (stem, _, _) => (all.Length > 0 ? all.Append(' ') : all).Append(stem));
        return all.ToString();
    }

    /// <summary>The text with digits and separators of all scripts as ASCII has them; as long as it was.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (int place = 0; place < to.Length; place++) to[place] = Folded(from, place);
    });

    private static char Folded(string text, int place)
    {
        char one = text[place];
        return one switch
        {
            >= '٠' and <= '٩' => (char)('0' + (one - '٠')),
            >= '۰' and <= '۹' => (char)('0' + (one - '۰')),
            'ё' => 'е',
            'Ё' => 'Е',
            // Lucene's own filter for Greek asks for a culture, which there are none of here.
            'ά' or 'Ά' => 'α',
            'έ' or 'Έ' => 'ε',
            'ή' or 'Ή' => 'η',
            'ί' or 'ϊ' or 'ΐ' or 'Ί' or 'Ϊ' => 'ι',
            'ό' or 'Ό' => 'ο',
            'ύ' or 'ϋ' or 'ΰ' or 'Ύ' or 'Ϋ' => 'υ',
            'ώ' or 'Ώ' => 'ω',
            'ς' => 'σ',
            '\u200c' or '\u00a0' or '\u202f' => ' ', // A non-joiner separates what people also write apart.
            '٫' => '.',
            '’' or 'ʼ' => '\'',
            ',' when IsDecimal(text, place) => '.',
            // Arabic writes "and", "to" and "for" to the number behind them.
            'و' or 'ل' or 'ب' or 'ـ' when IsDigit(text, place + 1) || (IsDigit(text, place + 2) && text[place + 1] is 'ـ') => ' ',
            '×' or 'х' or 'Х' when IsDigit(text, place - 1) && IsDigit(text, place + 1) => 'x',
            _ => one,
        };
    }

    private static bool IsDecimal(string text, int place) => IsDigit(text, place - 1) && IsDigit(text, place + 1) && !(IsDigit(text, place + 2) && IsDigit(text, place + 3));

    private static bool IsDigit(string text, int place) => place >= 0 && place < text.Length && char.IsDigit(text[place]);

    private static void Read(WordAnalyzer analyzer, string folded, Action<string, int, int> found)
    {
        using TokenStream stream = analyzer.GetTokenStream("", folded);
        ICharTermAttribute term = stream.AddAttribute<ICharTermAttribute>();
        IOffsetAttribute offset = stream.AddAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) found(term.ToString(), offset.StartOffset, offset.EndOffset);
        stream.End();
    }
}

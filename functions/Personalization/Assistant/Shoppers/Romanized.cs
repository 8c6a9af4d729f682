using System.Collections.Frozen;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Greek, Russian, Persian and Arabic in Latin letters, as people write them on a keyboard that has no others: told by the words that they are, and written in their own letters again.</summary>
internal sealed class Romanized
{
    private const double OwnWord = 2;
    private const int LeastWords = 2, ShortestWord = 2, LeastBones = 2;

    private readonly LatinLetters letters;
    private readonly FrozenDictionary<string, (string Signs, string Word)[]> byBones, bySigns;

    // Of goods' names nobody knows whether they are Persian or Arabic.
    private readonly FrozenSet<string> said;

    private Romanized(LatinLetters letters)
    {
        this.letters = letters;
        said = Lexicon.Shoppers.SurfacesOf(letters.Language).ToFrozenSet(StringComparer.Ordinal);
        (string Signs, string Word)[] words = [.. said.Concat(SearchWords.Surfaces).Where(word => IsOf(letters.Language, word)).SelectMany(Forms).Distinct(StringComparer.Ordinal).Select(word => (letters.SignsOf(word), word))];
        byBones = words.GroupBy(one => LatinLetters.Bones(one.Signs)).Where(same => same.Key.Length >= LeastBones).ToFrozenDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        bySigns = words.GroupBy(one => one.Signs).ToFrozenDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
    }

    private static Romanized[] All { get; } = [.. LatinLetters.All.Select(letters => new Romanized(letters))];

    /// <summary>The question in its own letters, and its language; null where it is in none of these, or in English for the most part.</summary>
    public static (string Text, string Language)? Read(string text, ProductSearch search)
    {
        Word[] latin = [.. Words.Of(text).Where(word => word.Surface.Length >= ShortestWord && word.Surface.All(char.IsAsciiLetterOrDigit) && word.Surface.Any(char.IsAsciiLetter))];
        Word[] strange = [.. latin.Where(word => !Lexicon.Shoppers.Has(word) && !search.HasOrMeans(word) && Synonyms.Default.Of(word.Stem).Count == 0)];
        if (strange.Length < LeastWords || strange.Length * 2 < latin.Length) return null;
        (Romanized Language, (Word Word, string Own, double Sure)[] Found)[] read = [.. All.Select(one => (one, one.Find(latin)))];
        (Romanized language, (Word Word, string Own, double Sure)[] found) = read.MaxBy(one => one.Found.Sum(word => word.Sure));
        int told = found.Count(one => strange.Contains(one.Word));
        if (told < LeastWords || told * 2 < strange.Length) return null;
        foreach ((Word word, string own, _) in found.OrderByDescending(one => one.Word.Start)) text = text[..word.Start] + own + text[word.End..];
        return (text, language.letters.Language);
    }

    private (Word, string, double)[] Find(IEnumerable<Word> words) =>
        [.. words.Select(word => (word, Own: Own(word.Surface))).Where(one => one.Own is not null).Select(one => (one.word, one.Own!.Value.Word, one.Own.Value.Sure + (said.Contains(one.Own.Value.Word) ? OwnWord : 0)))];

    private (string Word, double Sure)? Own(string latin)
    {
        // Digits are letters in Arabic alone.
        if (latin.Any(sign => char.IsDigit(sign) && !letters.Latin.ContainsKey(sign.ToString()))) return null;
        string signs = letters.SignsOfLatin(latin);
        if (bySigns.GetValueOrDefault(signs) is [var same, ..]) return (same.Word, latin.Length);
        if (byBones.GetValueOrDefault(LatinLetters.Bones(signs)) is not { } alike) return null;
        ((string Signs, string Word) one, int apart) = alike.Select(one => (one, Apart: Typos.Distance(one.Signs, signs))).OrderBy(one => one.Apart).ThenBy(one => one.one.Word, StringComparer.Ordinal).First();
        // Persian and Arabic leave short vowels out; Greek and Russian write them all.
        int most = letters.Language is "fa" or "ar" ? signs.Length / 2 : signs.Length / 4;
        return apart <= most ? (one.Word, latin.Length - apart) : null;
    }

    // In Greek a word loses its last letter where something is done with it; in Arabic the last one is heard before another word.
    private static string[] Forms(string word) => word[^1] switch { 'σ' => [word, word[..^1]], 'ه' => [word, word[..^1] + 'ت'], _ => [word] };

    private static bool IsOf(string language, string word) => word.Length > 0 && !word.Any(char.IsDigit) && (language switch
    {
        "el" => word[0] is >= '\u0370' and <= '\u03ff',
        "ru" => word[0] is >= '\u0400' and <= '\u04ff',
        _ => word[0] is >= '\u0600' and <= '\u06ff',
    });
}

using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Personalization.Catalog.Search;
using Personalization.Common;

namespace Personalization.Assistant.Shoppers;

/// <summary>
/// How shoppers say things: the files of <c>Lexicon</c>, one for each language, read as one, since people mix languages. Phrases are found by
/// the stems of their first words.
/// </summary>
internal sealed class Lexicon
{
    private const string FillerSection = "fillers";
    private const string Persian = "fa", Arabic = "ar";
    private const int ShortestTypo = 4, ShortestDoubleTypo = 8;

    private readonly FrozenDictionary<string, Phrase[]> byFirst;
    private readonly Phrase[] anywhere, free;
    private readonly Fillers[] fillers;
    private readonly FrozenSet<string> stems;
    private readonly string[] surfaces;
    private readonly FrozenDictionary<string, string[]> byLanguage;

    private Lexicon((string Language, Dictionary<string, Dictionary<string, string[]>> Sections)[] files)
    {
        (string Language, string Section, string Key, string Written)[] all = [.. files.SelectMany(file => file.Sections.SelectMany(section => section.Value.SelectMany(one => one.Value.Select(written => (file.Language, section.Key, one.Key, written)))))];
        Phrase[] phrases = [.. all.Where(one => one.Section != FillerSection).Select(one => Phrase.Parse(one.Section, one.Key, one.Written)).OfType<Phrase>()];
        byFirst = phrases.Where(StartsWithWord).SelectMany(phrase => phrase.Parts[0].Stems.Select(first => (First: first[0], phrase)))
            .GroupBy(one => one.First, one => one.phrase).ToFrozenDictionary(same => same.Key, same => same.Distinct().ToArray(), StringComparer.Ordinal);
        anywhere = [.. phrases.Where(phrase => !StartsWithWord(phrase))];
        free = [.. phrases.Where(phrase => phrase.Section == "intents" && phrase.IsFree)];
        Word[] words = [.. all.SelectMany(one => one.Written.Split(' ', '|', '_')).Distinct(StringComparer.Ordinal).SelectMany(Words.Of)];
        fillers = [.. files.Select(file => Fillers.Of(file.Language, file.Sections.GetValueOrDefault(FillerSection)?.Values.SelectMany(written => written) ?? []))];
        byLanguage = all.GroupBy(one => one.Language).ToFrozenDictionary(same => same.Key, same => same.SelectMany(one => one.Written.Split(' ', '|', '_')).Distinct(StringComparer.Ordinal).SelectMany(Words.Of).Select(word => word.Surface).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        stems = words.Select(word => word.Stem).ToFrozenSet(StringComparer.Ordinal);
        GreekBySound = words.Select(word => word.Surface).Concat(Synonyms.Default.Surfaces).Where(word => word.Length > 1 && word.All(letter => letter is >= 'α' and <= 'ω'))
            .GroupBy(Greeklish.SoundOf, StringComparer.Ordinal).ToFrozenDictionary(same => same.Key, same => same.OrderBy(word => word.Length).ThenBy(word => word, StringComparer.Ordinal).First(), StringComparer.Ordinal);
        surfaces = [.. words.Select(word => word.Surface).Where(surface => surface.Length >= ShortestTypo).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The lexicon of shoppers.</summary>
    public static Lexicon Shoppers { get; } = Load("Personalization.Assistant.Shoppers.Lexicon.");

    /// <summary>Greek words of phrases, and of what shops sell, by how they sound.</summary>
    public FrozenDictionary<string, string> GreekBySound { get; }

    /// <summary>Whether a word says nothing of what is looked for.</summary>
    /// <param name="word">The word.</param>
    /// <param name="isNamed">Whether the catalog has it: then only just as it stands in the lexicon, since another language's word may have the same stem.</param>
    /// <param name="language">The question's language: Persian and Arabic share letters, and what is nothing in one may be a thing in the other.</param>
    public bool IsFiller(Word word, bool isNamed, string? language) =>
        fillers.Any(one => !(language == Persian && one.Language == Arabic) && !(language == Arabic && one.Language == Persian) && one.Has(word, isNamed)) || (word.Surface.Length == 1 && !char.IsDigit(word.Surface[0]));

    /// <summary>The words of a language.</summary>
    public IReadOnlyList<string> SurfacesOf(string language) => byLanguage.GetValueOrDefault(language, []);

    /// <summary>Whether a word occurs in any phrase.</summary>
    public bool Has(Word word) => stems.Contains(word.Stem);

    /// <summary>The word of the lexicon that was probably meant, and how far it is; null where none is near.</summary>
    public (string Surface, int Distance)? Nearest(string surface)
    {
        if (surface.Length < ShortestTypo || surface.Any(char.IsDigit)) return null;
        int edits = surface.Length < ShortestDoubleTypo ? 1 : 2;
        return surfaces.Where(word => Math.Abs(word.Length - surface.Length) <= edits).Select(word => ((string, int Distance)?)(word, Typos.Distance(surface, word)))
            .Where(one => one!.Value.Distance <= edits).MinBy(one => one!.Value.Distance);
    }

    /// <summary>The phrases of one section that are found in a text, in their order.</summary>
    public IEnumerable<PhraseMatch> In(IReadOnlyList<Word> words, string section)
    {
        for (int start = 0; start < words.Count; start++)
            foreach (Phrase phrase in byFirst.GetValueOrDefault(words[start].Stem, []))
                if (phrase.Section == section && phrase.EndAt(words, start) is > 0 and int end) yield return new PhraseMatch(phrase, start, end);
    }

    /// <summary>All phrases that are found in a text.</summary>
    public List<PhraseMatch> In(IReadOnlyList<Word> words)
    {
        List<PhraseMatch> found = [];
        for (int start = 0; start < words.Count; start++)
            foreach (Phrase phrase in anywhere.Concat(byFirst.GetValueOrDefault(words[start].Stem, [])))
                if (phrase.EndAt(words, start) is > 0 and int end && end > start) found.Add(new PhraseMatch(phrase, start, end));
        foreach (Phrase phrase in free)
            if (!found.Exists(match => match.Phrase == phrase) && phrase.Anywhere(words) is { IsEmpty: false } places) found.Add(new PhraseMatch(phrase, places.Min(), places.Min() + 1) { IsLoose = true });
        return found;
    }

    private static bool StartsWithWord(Phrase phrase) => phrase.Parts[0] is { IsGap: false, IsNumber: false };

    private static Lexicon Load(string folder) => new([.. new ShippedFiles(folder, ".json").ReadAll(LexiconJson.Default.Lexicon).Select(one => (one.Key, one.Value))]);

    private sealed record Fillers(string Language, FrozenSet<string> Stems, FrozenSet<string> Surfaces)
    {
        public static Fillers Of(string language, IEnumerable<string> written)
        {
            Word[] words = [.. written.SelectMany(Words.Of)];
            return new Fillers(language, words.Select(word => word.Stem).ToFrozenSet(StringComparer.Ordinal), words.Select(word => word.Surface).ToFrozenSet(StringComparer.Ordinal));
        }

        public bool Has(Word word, bool isNamed) => isNamed ? Surfaces.Contains(word.Surface) : Stems.Contains(word.Stem);
    }
}

[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string[]>>), TypeInfoPropertyName = "Lexicon")]
internal sealed partial class LexiconJson : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Catalog.Search;
using Personalization.Common;

namespace Personalization.Assistant.Merchants;

/// <summary>What a language's words mean in a merchant's question, from files that come along. Patterns are stems in order; a star ends one that may have any ending.</summary>
internal sealed class MerchantLexicon
{
    private static readonly ShippedFiles Files = new("Personalization.Assistant.Merchants.Lexicons.", ".json");
    private static readonly Lazy<ImmutableDictionary<string, MerchantLexicon>> All =
        new(() => Files.ReadAll(MerchantCodec.Default.LexiconFile).ToImmutableDictionary(one => one.Key, one => new MerchantLexicon(one.Value)));

    private const int ShortestTypo = 5;

    private readonly ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> intents, marks;
    private readonly ImmutableArray<string> stems, stops;
    private readonly ImmutableDictionary<string, string[]> hints;

    private MerchantLexicon(LexiconFile file)
    {
        (intents, marks) = (Read(file.Intents), Read(file.Marks));
        stops = [.. file.Stops.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Stem)];
        hints = intents.SelectMany(one => one.Value.SelectMany(stems => stems).Where(stem => QuestionWords.SaysMuch(stem) && !stops.Contains(stem)).Distinct().Select(stem => (stem, intent: one.Key)))
            .GroupBy(one => one.stem, one => one.intent).ToImmutableDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        stems = [.. intents.Values.Concat(marks.Values).SelectMany(all => all).SelectMany(one => one).Distinct()];
    }

    /// <summary>The languages there are.</summary>
    public static IEnumerable<string> Languages => All.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Those that a question may be in: its own and English, in which shops mix theirs.</summary>
    public static IReadOnlyList<MerchantLexicon> For(string language) =>
        All.Value.TryGetValue(language, out MerchantLexicon? own) && language != "en" ? [own, All.Value["en"]] : [All.Value["en"]];

    /// <summary>The best pattern of each intent: two for each of its words, one less where they stand in another order or far apart.</summary>
    public IEnumerable<(string Intent, int Strength)> Intents(QuestionWords words)
    {
        foreach ((string intent, ImmutableArray<ImmutableArray<string>> patterns) in intents)
            if (patterns.Max(one => !words.Find(one).IsEmpty ? 2 * one.Length : words.HasAnywhere(one) ? (2 * one.Length) - 1 : 0) is > 0 and var best) yield return (intent, best);
    }

    /// <summary>How much the single words of a question speak for each intent: the fewer intents a word has a part in, the more.</summary>
    public IEnumerable<(string Intent, double Share)> Hints(QuestionWords words) =>
        from word in words.All.Distinct()
        from stem in hints.Keys.Where(stem => QuestionWords.Fits(word, stem))
        from intent in hints[stem]
        group 1.0 / hints[stem].Length by intent into own
        select (own.Key, own.Sum());

    /// <summary>The word that was probably meant by one with a slip in it: one letter too many, too few, wrong or swapped; null where none is near.</summary>
    public string? Nearest(string word)
    {
        if (word.Length < ShortestTypo || word.Any(char.IsDigit)) return null;
        foreach (string stem in stems.Where(stem => stem.Length >= ShortestTypo))
        {
            string bare = stem.TrimEnd('*');
            if (bare.Length < ShortestTypo || bare[0] != word[0]) continue;
            if (bare.Length == stem.Length ? Typos.Distance(word, bare) == 1 : Enumerable.Range(bare.Length - 1, 3).Any(length => length <= word.Length && Typos.Distance(word[..length], bare) == 1)) return bare;
        }
        return null;
    }

    /// <summary>The place of the last word of a mark, such as <c>more</c>; −1 for none.</summary>
    public int At(QuestionWords words, string mark) =>
        marks.TryGetValue(mark, out ImmutableArray<ImmutableArray<string>> patterns) ? patterns.Select(words.Find).Where(places => !places.IsEmpty).Select(places => places[^1]).DefaultIfEmpty(-1).Min() : -1;

    /// <summary>Whether a word stands for something in questions, or for nothing: no name of a product is looked for in it.</summary>
    public bool Knows(string word) => stops.Any(stem => QuestionWords.Fits(word, stem)) || stems.Any(stem => QuestionWords.Fits(word, stem));

    private static ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> Read(Dictionary<string, string[]> file) => file.ToImmutableDictionary(
        one => one.Key, one => one.Value.Select(pattern => pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Stem).ToImmutableArray()).ToImmutableArray(), StringComparer.Ordinal);

    private static string Stem(string word) => word.EndsWith('*') ? QuestionWords.Fold(word[..^1]) + "*" : QuestionWords.Fold(word);
}

internal sealed record LexiconFile(Dictionary<string, string[]> Intents, Dictionary<string, string[]> Marks, string[] Stops);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LexiconFile))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class MerchantCodec : JsonSerializerContext;

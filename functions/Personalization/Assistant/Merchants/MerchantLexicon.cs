using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Assistant.Merchants;

/// <summary>What a language's words mean in a merchant's question, from files that come along. Patterns are stems in order; a star ends one that may have any ending.</summary>
internal sealed class MerchantLexicon
{
    private static readonly ShippedFiles Files = new("Personalization.Assistant.Merchants.Lexicons.", ".json");
    private static readonly Lazy<ImmutableDictionary<string, MerchantLexicon>> All =
        new(() => Files.Names.ToImmutableDictionary(name => name, name => new MerchantLexicon(JsonSerializer.Deserialize(Files.Find(name)!, MerchantCodec.Default.LexiconFile)!)));

    private readonly ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> intents, marks;
    private readonly ImmutableArray<string> stems, stops;

    private MerchantLexicon(LexiconFile file)
    {
        (intents, marks) = (Read(file.Intents), Read(file.Marks));
        stops = [.. file.Stops.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Stem)];
        stems = [.. intents.Values.Concat(marks.Values).SelectMany(all => all).SelectMany(one => one).Distinct()];
    }

    /// <summary>The languages there are.</summary>
    public static IEnumerable<string> Languages => All.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Those that a question may be in: its own and English, in which shops mix theirs.</summary>
    public static IReadOnlyList<MerchantLexicon> For(string language) =>
        All.Value.TryGetValue(language, out MerchantLexicon? own) && language != "en" ? [own, All.Value["en"]] : [All.Value["en"]];

    /// <summary>The best pattern of each intent, by how many words of it there are.</summary>
    public IEnumerable<(string Intent, int Words)> Intents(QuestionWords words)
    {
        foreach ((string intent, ImmutableArray<ImmutableArray<string>> patterns) in intents)
            if (patterns.Where(one => !words.Find(one).IsEmpty).Select(one => one.Length).DefaultIfEmpty().Max() is > 0 and var best) yield return (intent, best);
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

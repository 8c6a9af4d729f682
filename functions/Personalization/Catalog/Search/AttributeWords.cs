using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Catalog.Search;

/// <summary>What attributes are called in the shop's languages, and how their values are said: from <c>attributes.json</c> beside this file.</summary>
public sealed class AttributeWords
{
    private readonly FrozenDictionary<string, AttributeConcept[]> byFirst;
    private readonly FrozenDictionary<string, string[]> stemsOf;
    private readonly FrozenSet<string> names, except;

    private AttributeWords(AttributeFile file)
    {
        stemsOf = file.Values.ToFrozenDictionary(one => one.Key, one => one.Value.Select(Words.StemsOf).Where(stems => !stems.Contains(' ')).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        Surfaces = [.. file.Values.Values.SelectMany(said => said).Select(said => string.Join(' ', Words.Of(said).Select(word => word.Surface)))];
        except = (file.Except ?? []).SelectMany(Words.Of).Select(word => word.Surface).ToFrozenSet(StringComparer.Ordinal);
        names = file.Names.Select(Words.StemsOf).ToFrozenSet(StringComparer.Ordinal);
        byFirst = file.Values
            .SelectMany(one => one.Value.Select(text => new AttributeConcept(one.Key, Parent(file, one.Key), Words.StemsOf(text).Split(' '))))
            .GroupBy(one => one.Stems[0])
            .ToFrozenDictionary(same => same.Key, same => same.OrderByDescending(one => one.Stems.Length).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Colours.</summary>
    public static AttributeWords Colors { get; } = new(Load().Color);

    /// <summary>Materials.</summary>
    public static AttributeWords Materials { get; } = new(Load().Material);

    /// <summary>Names of attributes that hold sizes.</summary>
    public static AttributeWords Sizes { get; } = new(Load().Size);

    /// <summary>All ways to say a value.</summary>
    internal IReadOnlyList<string> Surfaces { get; }

    /// <summary>The value of a product's attribute of this kind, whatever the shop calls it; null where it has none.</summary>
    public string? ValueOf(Product product)
    {
        if (product.Attributes is not { } attributes) return null;
        foreach ((string name, string value) in attributes)
            if (names.Contains(Words.StemsOf(name))) return value;
        return null;
    }

    /// <summary>Whether a word begins a way to say a value.</summary>
    public bool Has(Word word) => byFirst.ContainsKey(word.Stem);

    /// <summary>The values that a text names, in order, with the places of their words; those of several words before those of one.</summary>
    public IEnumerable<(AttributeConcept Concept, int At)> In(IReadOnlyList<Word> text)
    {
        for (int place = 0; place < text.Count; place++)
        {
            if (Find(text, place) is not { } concept) continue;
            yield return (concept, place);
            place += concept.Stems.Length - 1;
        }
    }

    /// <summary>Stems of the single words that say a value, by its key.</summary>
    public IReadOnlyList<string> StemsOf(string key) => stemsOf.GetValueOrDefault(key, []);

    /// <summary>Keys of all values that a text names, with what they are a kind of.</summary>
    public IEnumerable<string> KeysIn(string text) => In(Words.Of(text)).SelectMany(one => one.Concept.Parent is { } parent ? [one.Concept.Key, parent] : new[] { one.Concept.Key });

    private AttributeConcept? Find(IReadOnlyList<Word> text, int place) =>
        byFirst.TryGetValue(text[place].Stem, out AttributeConcept[]? candidates) && !except.Contains(text[place].Surface)
            ? candidates.FirstOrDefault(one => place + one.Stems.Length <= text.Count && one.Stems.Select((stem, at) => text[place + at].Stem == stem).All(same => same)) : null;

    private static string? Parent(AttributeFile file, string key) => file.Kinds?.GetValueOrDefault(key);

    private static AttributeFiles Load() => JsonSerializer.Deserialize(
        new ShippedFiles("Personalization.Catalog.Search.", ".json").Find("attributes")!, SearchJson.Default.AttributeFiles)!;
}

/// <summary>A way to say a value.</summary>
/// <param name="Key">The value, the same in all languages.</param>
/// <param name="Parent">What it is a kind of; null for none.</param>
/// <param name="Stems">Stems of its words.</param>
public sealed record AttributeConcept(string Key, string? Parent, string[] Stems);

internal sealed record AttributeFiles(AttributeFile Color, AttributeFile Material, AttributeFile Size);

internal sealed record AttributeFile(string[] Names, Dictionary<string, string[]> Values, Dictionary<string, string>? Kinds, string[]? Except);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(AttributeFiles))]
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SearchJson : JsonSerializerContext;

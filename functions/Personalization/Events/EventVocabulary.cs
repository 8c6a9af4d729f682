using System.Collections.Frozen;
using System.Text.Json;

namespace Personalization.Events;

/// <summary>Translates other vocabularies into Segment's e-commerce v2, from the data file beside this one.</summary>
public sealed class EventVocabulary
{
    private readonly FrozenDictionary<string, string> names;
    private readonly FrozenSet<string> ga4Events;
    private readonly FrozenDictionary<string, string> ga4Properties;
    private readonly FrozenDictionary<string, string> ga4OrderProperties;
    private readonly FrozenDictionary<string, string> ga4PromotionProperties;
    private readonly FrozenSet<string> numbers;
    private readonly FrozenSet<string> strings;

    private EventVocabulary(JsonElement root)
    {
        JsonElement ga4 = root.GetProperty("ga4");
        Dictionary<string, string> all = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in Texts(root.GetProperty("canonical"))) all[name] = name;
        foreach ((string alias, string name) in Pairs(root.GetProperty("aliases"))) all[alias] = name;
        foreach ((string alias, string name) in Pairs(ga4.GetProperty("events"))) all[alias] = name;
        names = all.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        ga4Events = Pairs(ga4.GetProperty("events")).Select(pair => pair.Key).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        ga4Properties = Pairs(ga4.GetProperty("properties")).ToFrozenDictionary(StringComparer.Ordinal);
        ga4OrderProperties = Pairs(ga4.GetProperty("orderProperties")).Concat(ga4Properties).ToFrozenDictionary(StringComparer.Ordinal);
        ga4PromotionProperties = Pairs(ga4.GetProperty("promotionProperties")).Concat(ga4Properties).ToFrozenDictionary(StringComparer.Ordinal);
        numbers = Texts(root.GetProperty("numbers")).ToFrozenSet(StringComparer.Ordinal);
        strings = Texts(root.GetProperty("strings")).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The vocabulary that ships with the suite.</summary>
    public static EventVocabulary Default { get; } = Load();

    /// <summary>The canonical name of an event; the name itself when nothing is known of it (a shop's own event).</summary>
    public string Canonical(string name) => names.GetValueOrDefault(name, name);

    /// <summary>Whether the name, in whatever vocabulary, is one that means something here.</summary>
    public bool IsKnown(string name) => names.ContainsKey(name);

    /// <summary>How the properties of an event of that sent name are renamed, or null when they already have Segment's names.</summary>
    public FrozenDictionary<string, string>? Renames(string sentName, string canonical) =>
        !ga4Events.Contains(sentName) ? null
        : canonical is EventNames.OrderCompleted or EventNames.OrderRefunded ? ga4OrderProperties
        : canonical is EventNames.PromotionViewed or EventNames.PromotionClicked ? ga4PromotionProperties
        : ga4Properties;

    /// <summary>How the properties of one item of such an event are renamed; a promotion named beside an item keeps its own names.</summary>
    internal FrozenDictionary<string, string> ItemRenames => ga4Properties;

    /// <summary>True for a property whose value is a number.</summary>
    public bool IsNumber(string property) => numbers.Contains(property);

    /// <summary>True for a property whose value is text, ids included.</summary>
    public bool IsString(string property) => strings.Contains(property);

    private static EventVocabulary Load()
    {
        using Stream stream = typeof(EventVocabulary).Assembly.GetManifestResourceStream("Personalization.Events.vocabulary.json")
            ?? throw new InvalidOperationException("The vocabulary is missing from the assembly");
        using JsonDocument document = JsonDocument.Parse(stream);
        return new EventVocabulary(document.RootElement);
    }

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement map) =>
        map.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!));
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles.Preferences;

namespace Personalization.Messages.Preferences;

/// <summary>What somebody's choices came to, or why they cannot be taken.</summary>
/// <param name="Choices">All choices as they are to be.</param>
/// <param name="Problem">What is wrong, or null.</param>
public sealed record PreferenceReading(PreferenceChoices Choices, Problem? Problem);

/// <summary>Reads choices: only what the shop offers can be chosen. What is not named stays as it was, null takes it back.</summary>
public static class PreferenceReader
{
    /// <summary>Bytes of a body.</summary>
    public const int MostBytes = 32 * 1024;

    private const int MostNames = 40;
    private const double HighestPrice = 1e9;

    /// <summary>Reads <c>{"categories":[..],"brands":[..],"sizes":{"Shoes":["42"]},"price":{"from":0,"to":80},"frequency":"weekly","channels":{"email":true}}</c>.</summary>
    public static PreferenceReading Read(ReadOnlyMemory<byte> body, PreferenceChoices before, PreferenceOffer offer)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return Refused(before, fault, json.Errors);
        JsonElement root = json.Root;
        List<ProblemError> errors = [];
        JsonFields fields = new(root, "", errors);
        PreferenceChoices next = before;
        bool Said(string name) => root.ValueKind is JsonValueKind.Object && root.TryGetProperty(name, out _);
        if (Said("categories")) next = next with { Categories = Names(fields, "categories", offer.Categories) };
        if (Said("brands")) next = next with { Brands = Names(fields, "brands", offer.Brands) };
        if (Said("price")) next = Price(fields, next);
        if (Said("frequency")) next = next with { Frequency = fields.OneOf("frequency", [.. PreferenceChoices.Frequencies]) };
        if (Said("sizes")) next = next with { Sizes = Sizes(fields, next, offer) };
        if (Said("channels")) next = next with { Channels = Channels(fields, next) };
        fields.RefuseOthers();
        return errors.Count == 0 ? new PreferenceReading(next, null) : Refused(before, $"{errors[0].Pointer}: {errors[0].Detail}", errors);
    }

    /// <summary>True for names that a profile can keep.</summary>
    public static bool Fits(IEnumerable<string> names) => names.Sum(name => Encoding.UTF8.GetByteCount(name) + 3) <= TasteStatement.MostBytes;

    private static ImmutableArray<string> Names(JsonFields fields, string name, ImmutableArray<string> offered)
    {
        if (fields.Any(name) is not { } value || (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 0)) return [];
        string[] names = [.. (fields.Texts(name, MostNames, 100) ?? []).Distinct(StringComparer.Ordinal)];
        if (Array.Find(names, one => !offered.Contains(one)) is { } unknown) fields.Wrong(name, "unknown_value", $"The shop does not offer \"{unknown}\". GET /v1/preferences says what it offers.");
        else if (!Fits(names)) fields.Wrong(name, "too_many", $"All {name} together are too long. Choose fewer, or wider ones.");
        return [.. names];
    }

    private static PreferenceChoices Price(JsonFields fields, PreferenceChoices next)
    {
        if (fields.Any("price") is null || fields.Object("price") is not { } price) return next with { PriceFrom = null, PriceTo = null };
        next = next with { PriceFrom = (decimal?)price.Number("from", 0, HighestPrice), PriceTo = (decimal?)price.Number("to", 0, HighestPrice) };
        if (next.PriceFrom > next.PriceTo) price.Wrong("to", "out_of_range", "to must not be lower than from.");
        price.RefuseOthers();
        return next;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Sizes(JsonFields fields, PreferenceChoices next, PreferenceOffer offer)
    {
        ImmutableSortedDictionary<string, ImmutableArray<string>> sizes = next.Sizes;
        foreach (JsonProperty one in fields.Members("sizes", MostNames))
        {
            string[] said = one.Value.ValueKind is JsonValueKind.Array ? [.. one.Value.EnumerateArray().Select(size => size.ValueKind is JsonValueKind.String ? size.GetString()! : "")] : [];
            if (one.Value.ValueKind is JsonValueKind.Null || (one.Value.ValueKind is JsonValueKind.Array && said.Length == 0)) sizes = sizes.Remove(one.Name);
            else if (offer.Sizes.TryGetValue(one.Name, out ImmutableArray<string> offered) && said.Length > 0 && said.Length <= offered.Length && said.All(offered.Contains))
                sizes = sizes.SetItem(one.Name, [.. said.Distinct(StringComparer.Ordinal)]);
            else fields.Wrong("sizes", "unknown_value", $"The shop does not offer these sizes of \"{one.Name}\". GET /v1/preferences says what it offers.");
        }
        return sizes;
    }

    private static ImmutableSortedDictionary<string, bool?> Channels(JsonFields fields, PreferenceChoices next)
    {
        if (fields.Object("channels") is not { } said) return next.Channels;
        ImmutableSortedDictionary<string, bool?> channels = next.Channels;
        foreach (MessageChannel channel in PreferenceChoices.AskedChannels)
            if (said.Flag(MessageNames.Of(channel)) is { } wanted) channels = channels.SetItem(MessageNames.Of(channel), wanted);
        said.RefuseOthers();
        return channels;
    }

    private static PreferenceReading Refused(PreferenceChoices before, string detail, IReadOnlyList<ProblemError> errors) =>
        new(before, new Problem(400, "invalid-preferences", "The preferences cannot be taken", detail, errors));
}

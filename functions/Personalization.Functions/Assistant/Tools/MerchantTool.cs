using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Insights.People;
using Personalization.Functions.Profiles;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>What the merchant's tools have in common.</summary>
internal static class MerchantTool
{
    /// <summary>Rows of a list that is told whole.</summary>
    public const int Most = 50;

    public static readonly ToolParameter Person = new("person", ToolType.Text, "Who, as user_id:ID, email:ADDRESS, phone:NUMBER or anonymous_id:ID.") { Required = true };

    private static readonly Problem Unreadable = new(400, "invalid-person", "Nobody is called that", "Say user_id:YOUR_ID, email:ADDRESS, phone:NUMBER or anonymous_id:DEVICE_ID.");

    public static ToolDefinition Reads(string name, string title, string description, params ImmutableArray<ToolParameter> parameters) =>
        new(name, AssistantAudience.Merchant, ToolKind.Read, title, description, parameters);

    public static ToolDefinition Writes(string name, string title, string description, params ImmutableArray<ToolParameter> parameters) =>
        new(name, AssistantAudience.Merchant, ToolKind.Write, title, description + " Changes nothing by itself: it proposes, and a person approves.", parameters);

    public static ToolParameter Limit(int most) => new("limit", ToolType.Integer, $"How many, 1 to {most}.") { Minimum = 1, Maximum = most };

    public static JsonElement Json(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>The currency that most products are priced in.</summary>
    public static string CurrencyOf(CatalogSnapshot catalog) =>
        catalog.Products.Values.Where(one => one.Currency is not null).GroupBy(one => one.Currency!).OrderByDescending(one => one.Count()).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key).FirstOrDefault() ?? "EUR";

    /// <summary>The person that was named, or why there is none.</summary>
    public static async Task<(Profile? Profile, Problem? Problem)> FindAsync(this ProfileUpdater profiles, string person, CancellationToken cancellationToken)
    {
        if ((PersonKey.Parse(person) ?? PersonKey.Parse("user_id:" + person)) is not { } key) return (null, Unreadable);
        Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
        return profile.LastSeen is null ? (null, ProfileProblems.Unknown) : (profile, null);
    }

    /// <summary>How a person is named where the key itself would be an address.</summary>
    public static string Shown(PersonKey key) => key.Type switch
    {
        IdentifierType.Phone => "phone:" + CardContact.MaskedPhone(key.Id),
        IdentifierType.Email => "email:" + CardContact.MaskedEmail(key.Id),
        // Some shops number their customers by their addresses.
        _ => key.Id.Contains('@', StringComparison.Ordinal) ? key.Address[..^key.Id.Length] + CardContact.MaskedEmail(key.Id) : key.Address,
    };

    /// <summary>Where the API tells of a person. An address is left for whoever asks to fill in: models and logs read it too.</summary>
    public static string PathOf(Profile profile, string part) =>
        $"GET /v1/profiles/{(Shown(profile.Key) == profile.Key.Address ? Uri.EscapeDataString(profile.Key.Address) : profile.Key.Address[..^profile.Key.Id.Length] + (profile.Key.Type is IdentifierType.Phone ? "NUMBER" : "ADDRESS"))}/{part}";

    /// <summary>An id that a name makes, in lower case: letters and digits of any script that addresses take, all else as dashes.</summary>
    public static string IdOf(string name, string otherwise)
    {
        string id = string.Join('-', string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return id.Length == 0 ? otherwise : id.Length <= 48 ? id : id[..48].TrimEnd('-');
    }
}

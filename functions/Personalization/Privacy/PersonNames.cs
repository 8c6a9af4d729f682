using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>
/// Names by which events speak of people, in one spelling each: <c>u:</c> and <c>a:</c> with the id, <c>@:</c> with an address. Salted hashes of
/// suppressed people are made of them: storage format.
/// </summary>
public static class PersonNames
{
    private const string AddressPrefix = "@:";
    private static readonly string[] AddressFields = ["email", "phone", "pushToken"];

    /// <summary>The name of a key.</summary>
    public static string Of(PersonKey key) => key.Value is ['u' or 'a', ':', ..] ? key.Value : OfAddress(key.Id);

    /// <summary>The name of an e-mail address, telephone number or token, however it is written.</summary>
    public static string OfAddress(string address) => AddressPrefix + Normal(address);

    /// <summary>All names of a person.</summary>
    public static IEnumerable<string> Of(PersonIdentity person) => person.Keys.Select(Of).Concat(person.Addresses.Select(OfAddress)).Distinct(StringComparer.Ordinal);

    /// <summary>The names that an event gives: its own ids, and the addresses in its traits, context and properties.</summary>
    public static IEnumerable<string> Of(JsonElement line)
    {
        if (Text(line, "userId") is { } user) yield return PersonKey.User(user).Value;
        if (Text(line, "anonymousId") is { } device) yield return PersonKey.Anonymous(device).Value;
        if (Text(line, "previousId") is { } previous)
        {
            yield return PersonKey.User(previous).Value;
            yield return PersonKey.Anonymous(previous).Value;
        }
        JsonElement context = Member(line, "context");
        foreach (JsonElement part in (JsonElement[])[Member(line, "traits"), Member(context, "traits"), Member(line, "properties")])
            foreach (string field in AddressFields)
                if (Text(part, field) is { } address) yield return OfAddress(address);
        if (Text(Member(context, "device"), "token") is { } token) yield return OfAddress(token);
        if (Member(context, "externalIds") is not { ValueKind: JsonValueKind.Array } external) yield break;
        foreach (JsonElement one in external.EnumerateArray())
            if (Text(one, "id") is { } id) yield return Text(one, "type") switch { "user_id" => PersonKey.User(id).Value, "anonymous_id" => PersonKey.Anonymous(id).Value, _ => OfAddress(id) };
    }

    /// <summary>An address in one spelling: e-mail addresses in lower case, telephone numbers as profiles are called after them.</summary>
    public static string Normal(string address)
    {
        string trimmed = address.Trim();
        return trimmed.Contains('@', StringComparison.Ordinal) ? trimmed.ToLowerInvariant() : Identifiers.Phone(trimmed) ?? trimmed;
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement member) ? member : default;

    // Telephone numbers and ids come as numbers too.
    private static string? Text(JsonElement parent, string name) => Member(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } said ? said : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}

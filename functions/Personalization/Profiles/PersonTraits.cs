using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Traits whose names mean something to the suite itself.</summary>
public static class PersonTraits
{
    /// <summary>The language tag of the person, such as <c>el-GR</c>.</summary>
    public const string Locale = "locale";

    /// <summary>What the names of consents to purposes begin with; the purpose follows.</summary>
    public const string Consent = ConsentSignals.Prefix;

    /// <summary>What the names of consents to messages begin with; the channel follows, and the list where there is one.</summary>
    public const string Subscription = "subscription:";

    /// <summary>What the names of sizes begin with; what the size is of follows, such as <c>size:shoes</c>.</summary>
    public const string Size = "size:";

    /// <summary>The sizes of the person, by what they are of.</summary>
    public static ImmutableSortedDictionary<string, JsonElement> Sizes(Profile profile) =>
        Of(profile, Size).ToImmutableSortedDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    /// <summary>All text traits whose names begin so, by the rest of the name.</summary>
    public static ImmutableSortedDictionary<string, string> Texts(Profile profile, string prefix) =>
        Of(profile, prefix).Where(one => one.Value.ValueKind is JsonValueKind.String).ToImmutableSortedDictionary(one => one.Key, one => one.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>A trait that is text; null where there is none.</summary>
    public static string? Text(Profile profile, string name) =>
        profile.Traits.TryGetValue(name, out Trait? trait) && trait.Value.ValueKind is JsonValueKind.String && trait.Value.GetString() is { Length: > 0 } text ? text : null;

    private static IEnumerable<KeyValuePair<string, JsonElement>> Of(Profile profile, string prefix) =>
        profile.Traits.Where(trait => trait.Key.StartsWith(prefix, StringComparison.Ordinal) && trait.Value.Value.ValueKind is not JsonValueKind.Null)
            .Select(trait => KeyValuePair.Create(trait.Key[prefix.Length..], trait.Value.Value));
}

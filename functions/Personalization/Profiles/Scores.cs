using System.Globalization;
using System.Text.Json;

namespace Personalization.Profiles;

/// <summary>Scores from outside: the trait <c>score:NAME</c>, and beside it <c>score:NAME:until</c> with the time from which it no longer counts.</summary>
public static class Scores
{
    /// <summary>What their names begin with.</summary>
    public const string Prefix = "score:";

    private const string End = ":until";

    /// <summary>The trait that holds the end of a score.</summary>
    public static string UntilOf(string score) => score + End;

    /// <summary>Whether a trait of that name is a score.</summary>
    public static bool Is(string trait) => trait.StartsWith(Prefix, StringComparison.Ordinal) && !trait.EndsWith(End, StringComparison.Ordinal);

    /// <summary>From when on a score no longer counts, UTC; null for never, and for traits that are none.</summary>
    public static DateTimeOffset? EndOf(Profile profile, string trait) =>
        Is(trait) && profile.Traits.TryGetValue(UntilOf(trait), out Trait? until) && until.Value.ValueKind is JsonValueKind.String
            && DateTimeOffset.TryParse(until.Value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? at : null;

    /// <summary>Whether a trait is a score that no longer counts.</summary>
    public static bool IsOver(Profile profile, string trait, DateTimeOffset now) => EndOf(profile, trait) <= now;
}

using Personalization.Events;

namespace Personalization.Profiles.Imports;

/// <summary>Whose line it is.</summary>
/// <param name="Outcome">As <see cref="Catalog.Imports.MatchReport"/> counts it.</param>
/// <param name="Person">The person that it is taken for; null where it is not taken.</param>
public sealed record PersonMatch(string Outcome, PersonKey? Person)
{
    /// <summary>The line's identifiers belong to different people.</summary>
    public static PersonMatch Ambiguous { get; } = new("ambiguous", null);

    /// <summary>The person asked not to be kept.</summary>
    public static PersonMatch Suppressed { get; } = new("suppressed", null);

    /// <summary>The keys under which somebody of a line may be known, the strongest first.</summary>
    public static IEnumerable<(string Identifier, PersonKey Key)> KeysOf(PersonRow row)
    {
        if (row.UserId is { } userId) yield return ("user_id", PersonKey.User(userId));
        if (row.Email is { } email) yield return ("email", PersonKey.Of(new Identifier(IdentifierType.Email, email)));
        if (row.Phone is { } phone) yield return ("phone", PersonKey.Of(new Identifier(IdentifierType.Phone, phone)));
    }

    /// <summary>Decides by whom the line's identifiers are known.</summary>
    /// <param name="row">The line.</param>
    /// <param name="known">The person behind each key that is known.</param>
    public static PersonMatch Of(PersonRow row, IReadOnlyDictionary<PersonKey, PersonKey> known)
    {
        (string Identifier, PersonKey Person)[] found = [.. KeysOf(row).Where(one => known.ContainsKey(one.Key)).Select(one => (one.Identifier, known[one.Key]))];
        if (found.Length == 0) return new PersonMatch("new", KeysOf(row).First().Key);
        return found.All(one => one.Person == found[0].Person) ? new PersonMatch("matched_" + found[0].Identifier, found[0].Person) : Ambiguous;
    }
}

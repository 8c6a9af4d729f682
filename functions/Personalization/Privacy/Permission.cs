using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>
/// A person's consent to a purpose, as a value that only <see cref="Consents"/> makes out of what the person said. What must not happen without
/// consent takes one as an argument: then it cannot be called without.
/// </summary>
/// <typeparam name="TPurpose">The purpose.</typeparam>
public sealed class Permission<TPurpose>
    where TPurpose : IPurpose
{
    internal Permission(string basis) => Basis = basis;

    /// <summary>What it rests on: <c>granted</c> by the person, or <c>policy</c> of the shop where nothing was said.</summary>
    public string Basis { get; }
}

/// <summary>What the shop does where a person has said nothing about a purpose. By default nothing is allowed.</summary>
/// <param name="Allowed">Purposes that the shop has another lawful basis for, until the person objects. Never marketing, advertising or sharing.</param>
public sealed record ConsentPolicy(ImmutableSortedSet<Purpose> Allowed)
{
    /// <summary>Nothing without a word of the person.</summary>
    public static ConsentPolicy Strict { get; } = new([]);
}

/// <summary>What a person has said to purposes. The statements are declared traits of the profile, <c>consent:PURPOSE</c>, so the newest wins in whatever order they arrive.</summary>
/// <param name="traits">Traits of the profile.</param>
/// <param name="policy">What holds where nothing was said.</param>
public sealed class Consents(IReadOnlyDictionary<string, Trait> traits, ConsentPolicy policy)
{
    /// <summary>What all these traits' names begin with.</summary>
    public const string Prefix = "consent:";

    /// <summary>The permission for a purpose, or null where there is none.</summary>
    public Permission<TPurpose>? For<TPurpose>()
        where TPurpose : IPurpose
    {
        if (traits.TryGetValue(Prefix + NameOf(TPurpose.Purpose), out Trait? said) && said.Value.ValueKind is not System.Text.Json.JsonValueKind.Null)
            return said.Value.ValueKind is System.Text.Json.JsonValueKind.String && said.Value.GetString() == "granted" ? new Permission<TPurpose>("granted") : null;
        return policy.Allowed.Contains(TPurpose.Purpose) ? new Permission<TPurpose>("policy") : null;
    }

    /// <summary>The wire name of a purpose.</summary>
    public static string NameOf(Purpose purpose) => purpose switch
    {
        Purpose.Analytics => "analytics",
        Purpose.Personalization => "personalization",
        Purpose.Marketing => "marketing",
        Purpose.Advertising => "advertising",
        _ => "sharing",
    };
}

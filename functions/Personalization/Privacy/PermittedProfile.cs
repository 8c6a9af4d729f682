using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>A profile that may be used to fit the shop's pages to its person: there is none without that person's permission.</summary>
public sealed class PermittedProfile
{
    /// <summary>Throws <see cref="ArgumentException"/> for a permission of somebody else.</summary>
    /// <param name="profile">The person.</param>
    /// <param name="permission">The person's permission.</param>
    public PermittedProfile(Profile profile, Permission<ForPersonalization> permission)
    {
        ArgumentNullException.ThrowIfNull(permission);
        permission.Demand(profile.Key);
        (Profile, Permission) = (profile, permission);
    }

    /// <summary>The person.</summary>
    public Profile Profile { get; }

    /// <summary>The person's permission.</summary>
    public Permission<ForPersonalization> Permission { get; }

    /// <summary>Ids of the shop's segments that the person is in.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The profile as far as it may be used; null where the person has not agreed.</summary>
    /// <param name="profile">The person.</param>
    /// <param name="policy">What may be done where the person has said nothing.</param>
    /// <param name="segments">Ids of the shop's segments that the person is in.</param>
    public static PermittedProfile? Of(Profile profile, ConsentPolicy policy, IReadOnlyList<string>? segments = null) =>
        new Consents(profile, policy).For<ForPersonalization>() is { } permission ? new PermittedProfile(profile, permission) { Segments = segments ?? [] } : null;
}

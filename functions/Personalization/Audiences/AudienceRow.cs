using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Audiences;

/// <summary>A person on a network's list, as hashes: there is none without that person's permission to advertising and to sharing.</summary>
public sealed record AudienceRow
{
    private AudienceRow(string? email, string? phone) => (Email, Phone) = (email, phone);

    /// <summary>Hash of the e-mail address; null where there is none.</summary>
    public string? Email { get; }

    /// <summary>Hash of the telephone number; null where there is none.</summary>
    public string? Phone { get; }

    /// <summary>The person's row; null where permission is missing, or all that the network could know them by.</summary>
    public static AudienceRow? Of(Profile profile, AdNetwork network)
    {
        Consents consents = Consents.SaidBy(profile);
        return consents.For<ForAdvertising>() is { } advertising && consents.For<ForSharing>() is { } sharing ? Of(profile, network, advertising, sharing) : null;
    }

    /// <inheritdoc cref="Of(Profile, AdNetwork)"/>
    /// <param name="profile">The person.</param>
    /// <param name="network">Whose list it is.</param>
    /// <param name="advertising">The person's permission to be shown advertising elsewhere; another person's throws <see cref="ArgumentException"/>.</param>
    /// <param name="sharing">The person's permission to be matched with what others know; another person's throws <see cref="ArgumentException"/>.</param>
    public static AudienceRow? Of(Profile profile, AdNetwork network, Permission<ForAdvertising> advertising, Permission<ForSharing> sharing)
    {
        advertising.Demand(profile.Key);
        sharing.Demand(profile.Key);
        string? email = AdIdentifiers.Email(network, AudienceRules.EmailOf(profile)), phone = AdIdentifiers.Phone(network, AudienceRules.PhoneOf(profile));
        return email is null && phone is null ? null : new AudienceRow(email is null ? null : AdIdentifiers.Hash(email), phone is null ? null : AdIdentifiers.Hash(phone));
    }
}

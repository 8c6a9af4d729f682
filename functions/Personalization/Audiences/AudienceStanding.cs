using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Population;

namespace Personalization.Audiences;

/// <summary>Whether somebody may and can be on lists of ad networks.</summary>
public enum AudienceStanding
{
    /// <summary>Has said no to advertising or to sharing, or a browser of theirs asks for privacy.</summary>
    Objected,

    /// <summary>Has not said yes to both.</summary>
    NoConsent,

    /// <summary>Has said yes, and has neither an e-mail address nor a telephone number that networks could know them by.</summary>
    NoIdentifier,

    /// <summary>By e-mail address alone.</summary>
    Email,

    /// <summary>By telephone number alone.</summary>
    Phone,

    /// <summary>By both.</summary>
    EmailAndPhone,
}

/// <summary>Who may be on lists of ad networks. Pure.</summary>
public sealed class AudienceRules : IMemberKind
{
    /// <inheritdoc/>
    public string Of(Profile profile) => NameOf(StandingOf(profile));

    /// <summary>How a person stands to all networks.</summary>
    public static AudienceStanding StandingOf(Profile profile)
    {
        Consents consents = Consents.SaidBy(profile);
        if (consents.Said(Purpose.Advertising) is false || consents.Said(Purpose.Sharing) is false) return AudienceStanding.Objected;
        if (consents.For<ForAdvertising>() is null || consents.For<ForSharing>() is null) return AudienceStanding.NoConsent;
        return (AdIdentifiers.Email(AdNetwork.Meta, EmailOf(profile)), AdIdentifiers.Phone(AdNetwork.Meta, PhoneOf(profile))) switch
        {
            (null, null) => AudienceStanding.NoIdentifier,
            (_, null) => AudienceStanding.Email,
            (null, _) => AudienceStanding.Phone,
            _ => AudienceStanding.EmailAndPhone,
        };
    }

    /// <summary>The name of a standing among counts: storage format.</summary>
    public static string NameOf(AudienceStanding standing) => standing switch
    {
        AudienceStanding.Objected => "ads:objected",
        AudienceStanding.NoConsent => "ads:no-consent",
        AudienceStanding.NoIdentifier => "ads:no-identifier",
        AudienceStanding.Email => "ads:email",
        AudienceStanding.Phone => "ads:phone",
        _ => "ads:both",
    };

    internal static string? EmailOf(Profile profile) => PersonTraits.Text(profile, "email") ?? (profile.Key.Type is Events.IdentifierType.Email ? profile.Key.Id : null);

    internal static string? PhoneOf(Profile profile) => PersonTraits.Text(profile, "phone") ?? (profile.Key.Type is Events.IdentifierType.Phone ? profile.Key.Id : null);
}

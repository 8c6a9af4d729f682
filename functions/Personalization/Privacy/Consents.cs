using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>
/// What a person has said to purposes. The statements are declared traits of the profile, <c>consent:PURPOSE</c>, so the newest wins in whatever
/// order they arrive. Global Privacy Control denies advertising and sharing until the person grants them expressly, later. To have subscribed
/// to messages of a channel is a yes to marketing, as long as marketing as a whole is not denied; which channels, the subscriptions say.
/// </summary>
/// <param name="profile">The person.</param>
/// <param name="policy">What holds where nothing was said.</param>
public sealed class Consents(Profile profile, ConsentPolicy policy)
{
    /// <summary>What all these traits' names begin with.</summary>
    public const string Prefix = ConsentSignals.Prefix;

    /// <summary>All purposes, in the order in which people are asked.</summary>
    public static IReadOnlyList<Purpose> Purposes { get; } = [Purpose.Personalization, Purpose.Analytics, Purpose.Marketing, Purpose.Advertising, Purpose.Sharing];

    /// <summary>Whose they are.</summary>
    public PersonKey Person => profile.Key;

    /// <summary>Whether a browser of the person asks, by Global Privacy Control, that nothing is sold or shared.</summary>
    public bool AsksForPrivacy => Find(ConsentSignals.PrivacyControl) is true;

    /// <summary>The consent to marketing of a person; no policy can stand in for it.</summary>
    public static Permission<ForMarketing>? ToMarketing(Profile profile) => SaidBy(profile).For<ForMarketing>();

    /// <summary>What a person has said, where what the shop would do otherwise does not matter.</summary>
    public static Consents SaidBy(Profile profile) => new(profile, ConsentPolicy.Strict);

    /// <summary>The permission for a purpose, or null where there is none.</summary>
    public Permission<TPurpose>? For<TPurpose>()
        where TPurpose : IPurpose => Permission<TPurpose>.Of(this);

    /// <summary>What a permission rests on: <c>granted</c>, <c>subscribed</c> or <c>policy</c>; null where there is none.</summary>
    public string? BasisOf(Purpose purpose) => Said(purpose) switch
    {
        true => "granted",
        false => null,
        null when purpose is Purpose.Marketing && HasSubscribed => "subscribed",
        null => policy.Allowed.Contains(purpose) ? "policy" : null,
    };

    /// <summary>
    /// Whether what all share (models, groups that are looked for, likeness) may be learned from the person: not after a no to analytics or to
    /// personalization, nor where a browser asks for privacy and analytics was not granted.
    /// </summary>
    public bool MayBeLearnedFrom => Said(Purpose.Analytics) is not false && Said(Purpose.Personalization) is not false && (!AsksForPrivacy || Said(Purpose.Analytics) is true);

    /// <summary>Whether the person may be put into groups: these are for pages and for offers, and of no use to whoever has said no to both.</summary>
    public bool MayBeGrouped => Said(Purpose.Personalization) is not false || Said(Purpose.Marketing) is not false;

    /// <summary>What the person has said: yes, no, or nothing.</summary>
    public bool? Said(Purpose purpose)
    {
        string trait = Prefix + NameOf(purpose);
        bool? said = Find(trait);
        if (purpose is not (Purpose.Advertising or Purpose.Sharing) || !AsksForPrivacy) return said;
        return said is true && Find(trait + ConsentSignals.Express) is true
            && profile.Traits[trait + ConsentSignals.Express].At >= profile.Traits[ConsentSignals.PrivacyControl].At;
    }

    /// <summary>The wire name of a purpose.</summary>
    public static string NameOf(Purpose purpose) => purpose switch
    {
        Purpose.Analytics => ConsentSignals.Analytics,
        Purpose.Personalization => ConsentSignals.Personalization,
        Purpose.Marketing => ConsentSignals.Marketing,
        Purpose.Advertising => ConsentSignals.Advertising,
        _ => ConsentSignals.Sharing,
    };

    /// <summary>The purpose of that wire name, or null.</summary>
    public static Purpose? PurposeOf(string? name)
    {
        foreach (Purpose purpose in Purposes)
            if (NameOf(purpose) == name) return purpose;
        return null;
    }

    private bool HasSubscribed => profile.Traits.Any(one => one.Key.StartsWith(PersonTraits.Subscription, StringComparison.Ordinal) && Text(one.Value) == "subscribed");

    // Anything but a yes is a no; a statement that was taken back is none.
    private bool? Find(string trait) =>
        profile.Traits.TryGetValue(trait, out Trait? said) && said.Value.ValueKind is not JsonValueKind.Null ? Text(said) == ConsentSignals.Granted : null;

    private static string? Text(Trait trait) => trait.Value.ValueKind is JsonValueKind.String ? trait.Value.GetString() : null;
}

using Personalization.Segments.Population;

namespace Personalization.Audiences;

/// <summary>How many members of a segment could be on lists of ad networks, as of a pass over all people.</summary>
/// <param name="Members">Members.</param>
/// <param name="Reachable">Those who have said yes and have an address or number.</param>
/// <param name="WithEmail">Of them those with an e-mail address.</param>
/// <param name="WithPhone">Of them those with a telephone number.</param>
/// <param name="Objected">Held back: have said no.</param>
/// <param name="NoConsent">Held back: have not said yes.</param>
/// <param name="NoIdentifier">Held back: have neither address nor number.</param>
public sealed record AudienceSize(long Members, long Reachable, long WithEmail, long WithPhone, long Objected, long NoConsent, long NoIdentifier)
{
    /// <summary>Of what a pass has counted; null where it has not asked.</summary>
    public static AudienceSize? Of(SegmentCount count)
    {
        if (count.Members > 0 && count.Kinds.IsEmpty) return null;
        long email = Number(AudienceStanding.Email), phone = Number(AudienceStanding.Phone), both = Number(AudienceStanding.EmailAndPhone);
        return new AudienceSize(
            count.Members, email + phone + both, email + both, phone + both, Number(AudienceStanding.Objected), Number(AudienceStanding.NoConsent), Number(AudienceStanding.NoIdentifier));

        long Number(AudienceStanding standing) => count.Kinds.GetValueOrDefault(AudienceRules.NameOf(standing));
    }
}

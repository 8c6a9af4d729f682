using System.Globalization;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Identity;

/// <summary>What is to become of a link.</summary>
public sealed record LinkJudgement
{
    /// <summary>The merge to make.</summary>
    public MergeRecord? Merge { get; init; }

    /// <summary>What stands against it.</summary>
    public GuardObjection? Objection { get; init; }

    /// <summary>What a merchant is told; null for what was told before.</summary>
    public QuarantineEntry? Held { get; init; }

    /// <summary>A device on which more than one person signs in.</summary>
    public SharedDevice? Device { get; init; }
}

/// <summary>A device on which more than one person signs in.</summary>
/// <param name="Key">The device.</param>
/// <param name="Users">Keys of the people.</param>
/// <param name="IsShared">True once it belongs to nobody.</param>
public sealed record SharedDevice(PersonKey Key, IReadOnlyList<string> Users, bool IsShared);

/// <summary>Why a merge of two people is held back.</summary>
/// <param name="Guard">The guard.</param>
/// <param name="Why">In words.</param>
public sealed record GuardObjection(string Guard, string Why);

/// <summary>Which links become merges. Pure.</summary>
/// <param name="guards">What protects profiles.</param>
public sealed class IdentityRules(IdentityGuards guards)
{
    /// <summary>The id in a link that names nobody, or null.</summary>
    public PersonKey? BlockedIn(IdentityLink link) => guards.IsBlocked(link.From) ? link.From : guards.IsBlocked(link.Into) ? link.Into : null;

    /// <summary>True where the person can have no further id of that kind, and a merchant was told.</summary>
    public bool IsFull(IdentityState state, PersonKey root, PersonKey further) =>
        state.Full.Contains(Identifiers.Name(further.Type)) && state.Keys(root).Count(key => key.Type == further.Type) >= guards.Most[further.Type];

    /// <summary>What becomes of a link between two people who are not one yet.</summary>
    public LinkJudgement Judge(IdentityLink link, StoredProfile from, StoredProfile into, ShopEvent shopEvent)
    {
        // A former id that nobody has heard of: alias leaves open whether it is one.
        if (link is { From.IsUser: true, Into.IsUser: true } && from.Version is null) return new LinkJudgement();
        if (DeviceOf(link, from) is { } device) return Against(link, shopEvent, OfDevice(device)) with { Device = device };
        if (Objections(from, into).FirstOrDefault() is { } objection)
        {
            LinkJudgement judgement = Against(link, shopEvent, Told(objection, link));
            return objection.Guard is GuardNames.BlockedPair || from.Identity.Shared.Contains(link.From.Value) ? judgement with { Held = null } : judgement;
        }
        (PersonKey weaker, PersonKey stronger) = IdentityLink.Of(from.Profile.Key, into.Profile.Key);
        string reason = $"{Spoken(shopEvent)} named {link.From.Address} and {link.Into.Address} together.";
        return new LinkJudgement
        {
            Merge = new MergeRecord(IdOf(weaker, shopEvent.MessageId), weaker, stronger, shopEvent.ReceivedAt, MergeRecord.ByEvent, reason)
            {
                MessageId = shopEvent.MessageId, LinkFrom = link.From, LinkInto = link.Into,
            },
        };
    }

    /// <summary>All that stands against making two people one.</summary>
    public IEnumerable<GuardObjection> Objections(StoredProfile one, StoredProfile other)
    {
        PersonKey[] mine = [.. one.Identity.Keys(one.Profile.Key)], theirs = [.. other.Identity.Keys(other.Profile.Key)];
        foreach (BlockedPair pair in one.Identity.Blocked.Concat(other.Identity.Blocked).Distinct())
            if (mine.Contains(pair.One) && theirs.Contains(pair.Other) || mine.Contains(pair.Other) && theirs.Contains(pair.One))
            {
                string before = pair.Reason == BlockedPair.Undone ? "A merge of the two was undone" : $"The two were held apart before ({pair.Reason})";
                yield return new GuardObjection(GuardNames.BlockedPair, $"{before}: {pair.One.Address} and {pair.Other.Address}, {EventCodec.Text(pair.At)}.");
            }
        foreach (PersonKey key in mine.Concat(theirs).Where(guards.IsBlocked)) yield return OfBlocked(key);
        PersonKey[] shared = [.. mine.Concat(theirs).Where(key => one.Identity.Shared.Contains(key.Value) || other.Identity.Shared.Contains(key.Value))];
        foreach (PersonKey key in shared) yield return new GuardObjection(GuardNames.SharedDevice, $"Many people use the device {key.Address}.");
        foreach (IGrouping<IdentifierType, PersonKey> type in mine.Concat(theirs).Distinct().GroupBy(key => key.Type).Where(type => type.Count() > guards.Most[type.Key]))
            yield return OfMany(type);
        if (mine.Length + theirs.Length > ProfileLimits.LinkedKeys)
            yield return new GuardObjection(GuardNames.TooMany, string.Create(CultureInfo.InvariantCulture, $"Together they would have more than {ProfileLimits.LinkedKeys} ids."));
    }

    /// <summary>What is told of an id that names nobody: once for each.</summary>
    public static QuarantineEntry Held(PersonKey blocked, IdentityLink link, ShopEvent shopEvent)
    {
        GuardObjection objection = OfBlocked(blocked);
        return new QuarantineEntry(
            QuarantineEntry.IdOf(blocked, blocked, objection.Guard), link.From, link.Into, objection.Guard, objection.Why, shopEvent.MessageId, shopEvent.ReceivedAt);
    }

    /// <summary>The id of a merge: it says whose pointer leads to it.</summary>
    public static string IdOf(PersonKey from, string messageId) => $"{from.StorageKey}-{StableHash.Hex($"{from.Value}\n{messageId}", 8)}";

    private static LinkJudgement Against(IdentityLink link, ShopEvent shopEvent, GuardObjection objection) => new()
    {
        Objection = objection,
        Held = new QuarantineEntry(
            QuarantineEntry.IdOf(link.From, link.Into, objection.Guard), link.From, link.Into, objection.Guard, objection.Why, shopEvent.MessageId, shopEvent.ReceivedAt),
    };

    private static GuardObjection Told(GuardObjection objection, IdentityLink link) =>
        objection.Guard is GuardNames.TwoPeople && link.From.Type is IdentifierType.Email or IdentifierType.Phone
            ? new GuardObjection(GuardNames.ClaimedAddress, $"{link.From.Address} belongs to somebody else already. {objection.Why}")
            : objection;

    private static GuardObjection OfBlocked(PersonKey key) =>
        new(GuardNames.BlockedValue, $"{key.Address} names nobody: many senders use it for \"not known\". Nothing is linked to it; what sends it should leave the id out.");

    private static GuardObjection OfDevice(SharedDevice device) => new(GuardNames.SharedDevice, device.IsShared
        ? $"{device.Users.Count} people signed in on this device. It is treated as shared from now on: it belongs to none of them, and what happens on it before somebody signs in stays its own."
        : "A second person signed in on this device, which belongs to the first.");

    private GuardObjection OfMany(IGrouping<IdentifierType, PersonKey> type)
    {
        string name = Identifiers.Name(type.Key);
        if (type.Key is not IdentifierType.UserId)
            return new GuardObjection(GuardNames.TooMany, string.Create(CultureInfo.InvariantCulture, $"The person would have {type.Count()} ids of the kind {name}; at most {guards.Most[type.Key]} are believed."));
        return new GuardObjection(GuardNames.TwoPeople, $"{type.First().Address} and {type.Last().Address} are two known people. An event alone does not make them one.");
    }

    /// <summary>The device where somebody other than those who have done so before signs in on it.</summary>
    private SharedDevice? DeviceOf(IdentityLink link, StoredProfile from)
    {
        if (link.From.Type is not IdentifierType.AnonymousId || !link.Into.IsUser) return null;
        string[] users =
        [
            .. from.Identity.SignedIn.GetValueOrDefault(link.From.Value, []).Concat(from.Identity.Keys(from.Profile.Key).Where(key => key.IsUser).Select(key => key.Value))
                .Append(link.Into.Value).Distinct().Order(StringComparer.Ordinal),
        ];
        bool known = from.Identity.Shared.Contains(link.From.Value);
        return users.Length > 1 && !known ? new SharedDevice(link.From, users, users.Length >= guards.SharedDeviceUsers) : null;
    }

    private static string Spoken(ShopEvent shopEvent) => shopEvent.Event is { } name ? $"The event \"{name}\"" : $"The {shopEvent.Type.Name()} call";
}

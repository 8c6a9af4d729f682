using Personalization.Events;

namespace Personalization.Profiles.Memberships;

/// <summary>Why memberships are looked at.</summary>
/// <param name="Cause">The name under which changes are remembered: the messageId of an event, or another.</param>
/// <param name="Events">The events that were taken in; null where anything may have changed.</param>
public sealed record MembershipOccasion(string Cause, IReadOnlyCollection<ShopEvent>? Events = null)
{
    private const string MergeCause = "merge:";
    private const string UnmergeCause = "unmerge:";

    /// <summary>Events of one person, taken in together: the last one names the cause.</summary>
    public static MembershipOccasion Of(IReadOnlyCollection<ShopEvent> events) => new(events.Last().MessageId, events);

    /// <summary>A profile was taken in by another.</summary>
    public static MembershipOccasion Merge(PersonKey from) => new(MergeCause + from.StorageKey);

    /// <summary>A profile was taken out of another.</summary>
    public static MembershipOccasion Unmerge(PersonKey from) => new(UnmergeCause + from.StorageKey);

    /// <summary>Whether profiles were merged or taken apart.</summary>
    public static bool IsOfIdentity(string cause) => cause.StartsWith(MergeCause, StringComparison.Ordinal) || cause.StartsWith(UnmergeCause, StringComparison.Ordinal);
}

/// <summary>Says which segments somebody is in. Asked before each write of a profile, so that the answer goes with it.</summary>
public interface IMembershipKeeper
{
    /// <summary>The memberships to be stored with a profile.</summary>
    /// <param name="stored">What is stored now.</param>
    /// <param name="next">What the profile is to be.</param>
    /// <param name="occasion">Why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<ProfileMemberships> KeepAsync(StoredProfile stored, Profile next, MembershipOccasion occasion, CancellationToken cancellationToken);
}

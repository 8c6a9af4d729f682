using System.Collections.Frozen;

namespace Personalization.Events;

/// <summary>
/// Names of events that only the suite itself writes: what staff and the suite's own rules say of a person. Capture refuses them from any write
/// key, since such a key is in every page. They are no activity of the person.
/// </summary>
public static class ReservedEvents
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string CustomerTagged = "Customer Tagged";
    public const string CustomerUntagged = "Customer Untagged";
    public const string CustomerNoteAdded = "Customer Note Added";
    public const string CustomerNoteRemoved = "Customer Note Removed";
    public const string LoyaltyUpdated = "Loyalty Updated";
    public const string SegmentEntered = "Segment Entered";
    public const string SegmentExited = "Segment Exited";
    public const string ProfilesMerged = "Profiles Merged";
    public const string ProfilesUnmerged = "Profiles Unmerged";
#pragma warning restore CS1591

    // Letters' case does not count: a name that looks the same must not get through.
    private static readonly FrozenSet<string> Names = new[]
    {
        CustomerTagged, CustomerUntagged, CustomerNoteAdded, CustomerNoteRemoved, LoyaltyUpdated, SegmentEntered, SegmentExited, ProfilesMerged, ProfilesUnmerged,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether only the suite itself may write an event of that name.</summary>
    public static bool Contains(string eventName) => Names.Contains(eventName);
}

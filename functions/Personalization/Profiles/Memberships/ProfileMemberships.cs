using System.Collections.Immutable;

namespace Personalization.Profiles.Memberships;

/// <summary>
/// The segments that somebody is in, as last looked at. Kept beside the profile and written with it: no part of what events say, but what the
/// shop's rules made of it. Field names are storage format.
/// </summary>
public sealed record ProfileMemberships
{
    /// <summary>Changes kept, the newest; those of the newest cause all, however many.</summary>
    public const int RecentKept = 64;

    /// <summary>Never looked at.</summary>
    public static ProfileMemberships None { get; } = new();

    /// <summary>Ids of segments, and since when the person is in them, UTC.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> In { get => field ?? Nowhere; init; } = Nowhere;

    /// <summary>Ids of those among them that the shop has named: what others keep for themselves has a colon in it.</summary>
    public IReadOnlyList<string> Named() => In.IsEmpty ? [] : [.. In.Keys.Where(IsNamed)];

    /// <summary>Whether a segment of that id is one that the shop has named.</summary>
    public static bool IsNamed(string id) => !id.Contains(':', StringComparison.Ordinal);

    /// <summary>The newest entries and exits, newest last.</summary>
    public ImmutableArray<MembershipChange> Recent { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Before this time nothing changes but by an event; null for never.</summary>
    public DateTimeOffset? NextChange { get; init; }

    /// <summary>The time at which the person is to be looked at again, as entered into the index of such times; null for none.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Which rules they were made by; null for none.</summary>
    public string? Rules { get; init; }

    private static ImmutableSortedDictionary<string, DateTimeOffset> Nowhere { get; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>With one more change, and without the oldest beyond those that are kept.</summary>
    public ProfileMemberships With(MembershipChange change)
    {
        int kept = change.Size;
        return this with { Recent = [.. Recent.Reverse().TakeWhile(one => (kept += one.Size) <= RecentKept).Reverse(), change] };
    }
}

/// <summary>What one cause has changed.</summary>
/// <param name="Cause">The messageId of the event, or another name of what it was.</param>
/// <param name="At">When it was noticed, UTC.</param>
/// <param name="Entered">Segments that the person is in since, with the version of each.</param>
/// <param name="Left">Segments that the person is no longer in, with the version of each.</param>
public sealed record MembershipChange(string Cause, DateTimeOffset At, ImmutableArray<SegmentAt> Entered, ImmutableArray<SegmentAt> Left)
{
    internal int Size => Entered.Length + Left.Length;
}

/// <summary>A version of a segment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
public sealed record SegmentAt(string Id, int Version);

using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

/// <summary>A segment in a list. Of one that comes along and was not taken over, the version is 0 and nobody is counted.</summary>
internal sealed record SegmentLineBody(string Id, string Name, string Description, int Version, bool Shipped, string? SavedAt, long? Count)
{
    public static SegmentLineBody From(WrittenSegment written, SegmentNumbers? numbers) => new(
        written.Segment.Id, written.Segment.Name, written.Segment.Description, written.Line.Version, ShippedSegments.All.ContainsKey(written.Segment.Id),
        written.Line.Version == 0 ? null : EventCodec.Text(written.Line.SavedAt), CountOf(written, numbers));

    // One that was changed after the pass had begun has not been counted yet.
    public static long? CountOf(WrittenSegment written, SegmentNumbers? numbers) =>
        numbers is null || written.Line.Version == 0 || written.Line.SavedAt > numbers.At ? null : numbers.Segments.GetValueOrDefault(written.Segment.Id)?.Members ?? 0;
}

/// <summary>All segments, and when people were last counted.</summary>
internal sealed record SegmentListBody(IReadOnlyList<SegmentLineBody> Segments, string? CountedAt, long? People);

/// <summary>A segment with its text.</summary>
internal sealed record SegmentBody(string Id, string Name, string Description, int Version, string Text, long? Count, string? CountedAt);

/// <summary>How many people a rule would hold: exactly, or between two numbers with 95 % certainty.</summary>
internal sealed record SegmentCountBody(long Count, long Low, long High, bool Exact, long Looked, long People, string AsOf)
{
    public static SegmentCountBody From(SegmentEstimate one) => new(one.Count, one.Low, one.High, one.Exact, one.Looked, one.People, EventCodec.Text(one.At));
}

/// <summary>Some members of a segment; the next ones by <c>?after=NEXT</c>.</summary>
internal sealed record SegmentMembersBody(string Segment, string AsOf, IReadOnlyList<string> Members, string? Next);

/// <summary>What members of a segment did.</summary>
internal sealed record SegmentFunnelBody(string Segment, string AsOf, long Members, IReadOnlyList<FunnelStep> Funnel);

/// <summary>A segment that somebody is in.</summary>
internal sealed record MembershipBody(string Id, string? Name, string Since);

/// <summary>An entry or exit.</summary>
internal sealed record MembershipChangeBody(string At, string Cause, IReadOnlyList<string> Entered, IReadOnlyList<string> Left);

/// <summary>The segments of a person.</summary>
internal sealed record ProfileSegmentsBody(string Id, IReadOnlyList<MembershipBody> Segments, IReadOnlyList<MembershipChangeBody> Recent, string? NextChange)
{
    public static ProfileSegmentsBody From(StoredProfile stored, SegmentSet set)
    {
        ProfileMemberships own = stored.Memberships;
        return new ProfileSegmentsBody(
            stored.Profile.Key.Address, [.. own.In.Where(one => ProfileMemberships.IsNamed(one.Key)).Select(one => new MembershipBody(one.Key, set.Find(one.Key)?.Name, EventCodec.Text(one.Value)))],
            [
                .. own.Recent.Reverse().Select(one => new MembershipChangeBody(
                    EventCodec.Text(one.At), one.Cause, [.. one.Entered.Select(at => at.Id).Where(ProfileMemberships.IsNamed)], [.. one.Left.Select(at => at.Id).Where(ProfileMemberships.IsNamed)])),
            ],
            own.NextChange is { } next ? EventCodec.Text(next) : null);
    }
}

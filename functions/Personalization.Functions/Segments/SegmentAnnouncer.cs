using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Recommendations;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>
/// Tells of entries and exits as events. The same change has the same messageIds whenever it is told, so that telling it again does nothing; and
/// the events are no activity, so that they change no segment themselves.
/// </summary>
/// <param name="queue">Where events wait.</param>
/// <param name="desk">Segments.</param>
/// <param name="time">The clock.</param>
public sealed class SegmentAnnouncer(IEventQueue queue, SegmentDesk desk, TimeProvider time)
{
    /// <summary>What the causes of changes begin with that time has brought about.</summary>
    public const string TimeCause = "time:";

    /// <summary>What the causes of changes begin with that a pass over all people has found.</summary>
    public const string PassCause = "pass:";

    /// <summary>Tells of those of the newest changes of these people that are meant.</summary>
    public async Task TellAsync(IEnumerable<StoredProfile> people, Func<MembershipChange, bool> meant, CancellationToken cancellationToken)
    {
        List<ReadOnlyMemory<byte>> lines = [];
        SegmentSet set = await desk.CurrentAsync(cancellationToken);
        foreach (StoredProfile person in people.Where(one => one.Profile.MergedInto is null))
            foreach (MembershipChange change in person.Memberships.Recent.Where(meant))
            {
                foreach (SegmentAt one in change.Entered.Where(one => IsTold(one, change))) lines.Add(Line(set, person.Profile.Key, change, one, true));
                foreach (SegmentAt one in change.Left.Where(one => IsTold(one, change))) lines.Add(Line(set, person.Profile.Key, change, one, false));
            }
        if (lines.Count > 0) await queue.EnqueueAsync(lines, cancellationToken);
    }

    // Of the twin of a counted segment only what the segment itself does not tell: who was in it before, and who no longer counts.
    // What is kept for a recipe alone it hears of by the events themselves, but not when time passes. Of a segment that was taken away nobody is told.
    private static bool IsTold(SegmentAt segment, MembershipChange change) =>
        CountedSegments.OfTwin(segment.Id) is { } counted ? !change.Entered.Concat(change.Left).Any(one => one.Id == counted && one.Version > 0)
        : segment.Version > 0
        && (ProfileMemberships.IsNamed(segment.Id) || change.Cause.StartsWith(TimeCause, StringComparison.Ordinal) || change.Cause.StartsWith(PassCause, StringComparison.Ordinal));

    private ReadOnlyMemory<byte> Line(SegmentSet set, PersonKey person, MembershipChange change, SegmentAt segment, bool entered)
    {
        string id = "segment-" + StableHash.Hex($"{person}\n{segment.Id}\n{entered}\n{change.Cause}\n{change.At.UtcTicks}", 40);
        EventDraft draft = new(id, EventType.Track, entered ? ReservedEvents.SegmentEntered : ReservedEvents.SegmentExited, null, null, change.At, time.GetUtcNow(), "segments");
        return PersonEvents.Line(person, draft, json =>
        {
            json.WriteString("segment_id", segment.Id);
            json.WriteNumber("segment_version", segment.Version);
            if (set.Find(segment.Id)?.Name is { } name) json.WriteString("segment_name", name);
            if (entered && change.Entered.Any(one => one.Id == CountedSegments.TwinOf(segment.Id))) json.WriteBoolean(CountedSegments.Flag, true);
            json.WriteString("cause", change.Cause);
        }, context: json => new Provenance("segments", segment.Id, Origin: "inferred").Write(json));
    }
}

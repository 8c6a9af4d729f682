using System.Collections.Immutable;
using System.Text;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Functions.Jobs;
using Personalization.Recommendations;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>A segment as it is written. Version 0 stands for one that comes along and that the shop has not taken over.</summary>
internal sealed record WrittenSegment(SegmentDefinition Segment, SegmentLine Line);

/// <summary>A segment, or why there is none.</summary>
internal readonly record struct SegmentEdit(WrittenSegment? Written, Problem? Problem);

/// <summary>Reads and changes the shop's segments. Every change makes a pass over all people begin.</summary>
/// <param name="store">Texts.</param>
/// <param name="jobs">Makes passes run.</param>
/// <param name="time">The clock.</param>
public sealed class SegmentEditor(ISegmentStore store, JobQueue jobs, TimeProvider time)
{
    private const int Attempts = 20;
    private const int GoneKept = 500;

    internal static readonly Problem Unknown = new(404, "unknown-segment", "There is no such segment", "GET /v1/segments lists them; PUT /v1/segments/{id} stores one.");
    private static readonly Problem Changed = new(412, "segment-changed", "The segment has changed since", "Read it again, take over what has changed, and send the new ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the segment's ETag as If-Match, so that nobody's change is lost.");
    private static readonly Problem TooMany = new(422, "too-many-segments", "There are too many segments", $"A shop has at most {SegmentLimits.Segments}.");

    private static readonly Problem TooManyCounted = new(
        422, "too-many-counted-segments", "Bestsellers are counted of too many segments", $"A shop has at most {CountedSegments.Most} segments with bestsellers: true. Take it out of another one.");

    /// <summary>A segment, or null.</summary>
    internal async Task<WrittenSegment?> FindAsync(string id, CancellationToken cancellationToken)
    {
        SegmentLine? line = (await store.LoadAsync(cancellationToken)).Lines.GetValueOrDefault(id);
        if (line is { IsGone: false }) return Read(id, line);
        return ShippedSegments.All.GetValueOrDefault(id) is { } shipped ? Read(id, new SegmentLine(0, shipped, DateTimeOffset.UnixEpoch)) : null;
    }

    /// <summary>All segments, those that come along with them.</summary>
    internal async Task<IReadOnlyList<WrittenSegment>> ListAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<SegmentLine> index = await store.LoadAsync(cancellationToken);
        IEnumerable<WrittenSegment> own = index.Lines.Where(one => !one.Value.IsGone).Select(one => Read(one.Key, one.Value));
        IEnumerable<WrittenSegment> shipped = ShippedSegments.All.Where(one => index.Lines.GetValueOrDefault(one.Key) is null or { IsGone: true })
            .Select(one => Read(one.Key, new SegmentLine(0, one.Value, DateTimeOffset.UnixEpoch)));
        return [.. own.Concat(shipped).OrderBy(one => one.Segment.Id, StringComparer.Ordinal)];
    }

    /// <summary>Ids of the shop's segments.</summary>
    internal async Task<IReadOnlySet<string>> IdsAsync(CancellationToken cancellationToken) => (await store.CurrentAsync(cancellationToken)).Ids();

    /// <summary>Stores a text as the newest version.</summary>
    internal Task<SegmentEdit> PutAsync(string id, ReadOnlyMemory<byte> text, int? expected, CancellationToken cancellationToken) => ChangeAsync(id, expected, (index, line) =>
    {
        SegmentReading reading = SegmentReader.Read(text.Span, id, (line?.Version ?? 0) + 1, index.Ids());
        if (reading.Segment is not { } segment) return (null, Refusal(reading.Findings));
        if (line is null or { IsGone: true } && index.Ids().Count >= SegmentLimits.Segments) return (null, TooMany);
        if (segment.Bestsellers && SegmentDesk.Written(index).Count(one => one.Bestsellers && one.Id != id) >= CountedSegments.Most) return (null, TooManyCounted);
        Dictionary<string, Condition> rules = SegmentDesk.Written(index).ToDictionary(one => one.Id, one => one.Rule, StringComparer.Ordinal);
        rules[id] = segment.Rule;
        if (SegmentSet.Circle(rules) is { } circle)
            return (null, new Problem(400, "invalid-segment", "The segment cannot be used", $"Segments ask for each other in a circle: {string.Join(" -> ", circle)}. Take one of these questions out."));
        return (new SegmentLine(segment.Version, Encoding.UTF8.GetString(text.Span), time.GetUtcNow()), null);
    }, cancellationToken);

    /// <summary>Takes a segment away: nobody is in it any more.</summary>
    internal Task<SegmentEdit> RemoveAsync(string id, int? expected, CancellationToken cancellationToken) => ChangeAsync(id, expected, (index, line) =>
    {
        if (line is null or { IsGone: true }) return (null, Unknown);
        string[] users = [.. SegmentDesk.Written(index).Where(one => ConditionTree.Segments(one.Rule).Contains(id)).Select(one => one.Id)];
        if (users.Length > 0) return (null, new Problem(409, "segment-in-use", "Other segments ask for this one", $"Change or take away first: {string.Join(", ", users)}."));
        return (line with { Text = "", SavedAt = time.GetUtcNow() }, null);
    }, cancellationToken);

    /// <summary>What is wrong with a text, as a refusal with a line and column for each error.</summary>
    internal static Problem Refusal(IReadOnlyList<DocumentFinding> findings)
    {
        ProblemError[] errors = [.. findings.Where(one => !one.IsWarning).Select(one => new ProblemError(one.Code, one.Pointer, one.Detail, one.Line, one.Column))];
        return new Problem(400, "invalid-segment", "The segment cannot be used", $"Line {errors[0].Line}: {errors[0].Detail}" + (errors.Length > 1 ? $" And {errors.Length - 1} more; see errors." : ""), errors);
    }

    private async Task<SegmentEdit> ChangeAsync(string id, int? expected, Func<DocumentIndex<SegmentLine>, SegmentLine?, (SegmentLine? Next, Problem? Problem)> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            DocumentIndex<SegmentLine> index = await store.LoadAsync(cancellationToken);
            SegmentLine? line = index.Lines.GetValueOrDefault(id);
            int stored = line is null or { IsGone: true } ? 0 : line.Version;
            if (expected is { } version ? version != stored : stored > 0) return new SegmentEdit(null, expected is null ? Blind : Changed);
            (SegmentLine? next, Problem? problem) = change(index, line);
            if (next is null) return new SegmentEdit(null, problem);
            if (!await store.TrySaveAsync(index with { Lines = Bounded(index.Lines.SetItem(id, next)) }, cancellationToken)) continue;
            await jobs.BeginPassAsync(cancellationToken);
            return new SegmentEdit(Read(id, next.IsGone ? line! : next), null);
        }
        throw new IOException("The list of segments was changed by others at every attempt to change it");
    }

    // Of those that are gone the version is remembered, so that one written anew is not taken for the old one.
    private static ImmutableSortedDictionary<string, SegmentLine> Bounded(ImmutableSortedDictionary<string, SegmentLine> lines)
    {
        string[] gone = [.. lines.Where(one => one.Value.IsGone).OrderByDescending(one => one.Value.SavedAt).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key)];
        return lines.RemoveRange(gone.Skip(GoneKept));
    }

    private static WrittenSegment Read(string id, SegmentLine line) => new(
        SegmentReader.Read(Encoding.UTF8.GetBytes(line.Text), id, line.Version).Segment ?? throw new InvalidDataException($"Version {line.Version} of the stored segment {id} cannot be read"), line);
}

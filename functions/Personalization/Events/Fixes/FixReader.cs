using System.Globalization;
using System.Text;
using Personalization.Common;
using Personalization.Common.Documents;

namespace Personalization.Events.Fixes;

/// <summary>What is asked for: a fix to be made, or the id of one to be undone.</summary>
/// <param name="Fix">The fix to make; null to undo one.</param>
/// <param name="Undo">The id of the fix to undo; null to make one.</param>
/// <param name="DryRun">Whether only to say what would change.</param>
public sealed record FixWish(EventFix? Fix, string? Undo, bool DryRun);

/// <summary>Reads <c>{"from":"..","to":"..","event":"Size Chosen","source":"web","fix":{"kind":"rename","field":"sz","to":"size"},"author":"Nino","dryRun":true}</c>.</summary>
public static class FixReader
{
    /// <summary>The largest body.</summary>
    public const int Bytes = 8 * 1024;

    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    // What waits to be taken in is taken in as it was sent: a range must be over.
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(5);

    private static readonly SortedDictionary<string, FixKind> Kinds = new(StringComparer.Ordinal)
    {
        ["rename"] = FixKind.Rename, ["cast"] = FixKind.Cast, ["drop"] = FixKind.Drop, ["renameEvent"] = FixKind.RenameEvent,
    };

    private static readonly SortedSet<string> CastTypes = new(["number", "text", "boolean"], StringComparer.Ordinal);

    /// <summary>Reads a request. A real run (<c>dryRun: false</c>) must be asked for in so many words.</summary>
    public static (FixWish? Wish, Problem? Problem) Read(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        DocumentFindings findings = new();
        FixWish? wish = null;
        if (DocumentParser.Parse(Encoding.UTF8.GetString(body), findings) is { } root && DocumentFields.Of(root, "", findings, "A re-ingest") is { } fields)
        {
            bool dryRun = fields.Flag("dryRun") ?? true;
            string? undo = fields.Text("undo", "the id of a fix", longest: 64);
            wish = new FixWish(undo is null ? Fix(fields, now) : null, undo, dryRun);
            fields.Finish("A re-ingest");
        }
        return findings.Any ? (null, Refusal(findings)) : (wish, null);
    }

    private static EventFix? Fix(DocumentFields fields, DateTimeOffset now)
    {
        DateTimeOffset? from = Time(fields, "from"), to = Time(fields, "to");
        if (from is not null && to is not null && !(from < to && to - from <= LongestRange)) fields.Wrong("to", $"to is after from, at most {LongestRange.TotalDays:0} days");
        if (to > now - Over) fields.Wrong("to", $"to lies at least {Over.TotalMinutes:0} minutes back");
        string name = fields.Text("event", "the name of the events, or identify", true, EventLimits.EventNameLength) ?? "";
        if (ReservedEvents.Contains(name)) fields.Wrong("event", "The suite's own events are not mended");
        string? source = fields.Text("source", "the name of a write key");
        string author = fields.Text("author", "who asks for it", true, 100) ?? "";
        if (fields.Needed("fix", "what to do with the events") is not { } node || DocumentFields.Of(node, fields.At("fix"), fields.Findings, "fix") is not { } fix) return null;
        FixKind? kind = fix.Choice("kind", Kinds);
        if (kind is null && !fix.Has("kind")) fix.Wrong("kind", "kind is one of " + string.Join(", ", Kinds.Keys), "missing");
        bool ofField = kind is FixKind.Rename or FixKind.Cast;
        string? field = ofField ? fix.Text("field", "the name of a field, with traits. or products. before it where it is one of those", true, 100) : null;
        string? into = kind is null or FixKind.Drop ? null : fix.Text("to", kind is FixKind.Cast ? "number, text or boolean" : "the new name", true, 100);
        if (kind is FixKind.Cast && into is not null && !CastTypes.Contains(into)) fix.Wrong("to", "to is one of " + string.Join(", ", CastTypes));
        if (kind is FixKind.RenameEvent && into is not null && ReservedEvents.Contains(into)) fix.Wrong("to", "The suite's own events cannot be made of others");
        fix.Finish("fix");
        if (fields.Findings.Any) return null;
        string id = StableHash.Hex(string.Join('\n', EventCodec.Text(from!.Value), EventCodec.Text(to!.Value), name, source, kind, field, into), 16);
        return new EventFix(id, from.Value, to.Value, name, source, kind!.Value, field, into, author, now);
    }

    private static DateTimeOffset? Time(DocumentFields fields, string name)
    {
        const string What = "a time such as 2026-11-01T00:00:00Z";
        if (fields.Text(name, What, true, 40) is not { } written) return null;
        if (DateTimeOffset.TryParseExact(written, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            return time.ToUniversalTime();
        fields.Wrong(name, $"{name} is {What}");
        return null;
    }

    private static Problem Refusal(DocumentFindings findings) => new(
        400, "invalid-reingest", "The re-ingest cannot be done", string.Join(" ", findings.All.Select(one => one.Detail + ".")),
        [.. findings.All.Select(one => new ProblemError(one.Code, one.Pointer, one.Detail))]);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Events;

namespace Personalization.Profiles.Staff;

/// <summary>Reads what staff send about a person.</summary>
public static class StaffReader
{
    /// <summary>The largest body.</summary>
    public const int Bytes = 8 * 1024;

    private const string AuthorIs = "who says so";
    private const string ExpiresIs = "a time such as 2027-01-31T00:00:00Z, or how long it holds, such as 30d";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A tag that is put on: <c>{"author":"Nino","expires":"30d"}</c>.</summary>
    public static StaffReading Tag(string tag, ReadOnlySpan<byte> body, DateTimeOffset now) => Read(body, "A tag", (fields, author) =>
    {
        DateTimeOffset? expires = Expires(fields, now);
        string known = Known(fields, tag);
        return new StaffChange(ReservedEvents.CustomerTagged, author, json =>
        {
            json.WriteString("tag", known);
            Write(json, expires);
        });
    });

    /// <summary>A tag that is taken off: <c>{"author":"Nino"}</c>.</summary>
    public static StaffReading Untag(string tag, ReadOnlySpan<byte> body) => Read(body, "Taking a tag off", (fields, author) =>
    {
        string known = Known(fields, tag);
        return new StaffChange(ReservedEvents.CustomerUntagged, author, json => json.WriteString("tag", known));
    });

    /// <summary>A note: <c>{"author":"Nino","text":"Prefers to be called after six","expires":"90d"}</c>.</summary>
    public static StaffReading Note(string noteId, ReadOnlySpan<byte> body, DateTimeOffset now) => Read(body, "A note", (fields, author) =>
    {
        string text = fields.Text("text", "what the note says", true, ProfileLimits.NoteLength) ?? "";
        DateTimeOffset? expires = Expires(fields, now);
        return new StaffChange(ReservedEvents.CustomerNoteAdded, author, json =>
        {
            json.WriteString("note_id", noteId);
            json.WriteString("text", text);
            Write(json, expires);
        });
    });

    /// <summary>A note that is taken back: <c>{"author":"Nino"}</c>.</summary>
    public static StaffReading NoteRemoval(string noteId, ReadOnlySpan<byte> body) => Read(body, "Taking a note back", (_, author) =>
        new StaffChange(ReservedEvents.CustomerNoteRemoved, author, json => json.WriteString("note_id", noteId)));

    /// <summary>Where somebody stands: <c>{"author":"Nino","tier":"gold","points":120,"program":"Friends"}</c>.</summary>
    public static StaffReading Loyalty(ReadOnlySpan<byte> body) => Read(body, "Loyalty", (fields, author) =>
    {
        string? tier = fields.Text("tier", "the name of the tier", longest: ProfileLimits.NameLength);
        string? program = fields.Text("program", "the name of the program", longest: ProfileLimits.NameLength);
        decimal? points = fields.Number("points", 0, EventLimits.LargestNumber - 1);
        if (tier is null && points is null) fields.Wrong("tier", "Give tier, points or both", "missing");
        return new StaffChange(ReservedEvents.LoyaltyUpdated, author, json =>
        {
            if (tier is not null) json.WriteString("tier", tier);
            if (points is { } number) json.WriteNumber("points", number);
            if (program is not null) json.WriteString("program", program);
        });
    });

    private static StaffReading Read(ReadOnlySpan<byte> body, string what, Func<DocumentFields, string, StaffChange> read)
    {
        DocumentFindings findings = new();
        StaffChange? change = null;
        if (DocumentParser.Parse(Encoding.UTF8.GetString(body), findings) is { } root && DocumentFields.Of(root, "", findings, what) is { } fields)
        {
            string? author = StaffTexts.Name(fields.Text("author", AuthorIs, true, ProfileLimits.NameLength));
            if (author is null && fields.Has("author") && !findings.Any) fields.Wrong("author", "author is a name in letters, without control characters");
            change = read(fields, author ?? "");
            fields.Finish(what);
        }
        return findings.Any ? new StaffReading(null, Refusal(findings)) : new StaffReading(change, null);
    }

    private static string Known(DocumentFields fields, string tag)
    {
        if (StaffTexts.Tag(tag) is { } known) return known;
        fields.Findings.Add("invalid", "/tag", fields.Map, $"A tag has 1 to {ProfileLimits.TagLength} letters, digits, spaces and - _ . : + &");
        return "";
    }

    private static DateTimeOffset? Expires(DocumentFields fields, DateTimeOffset now)
    {
        if (fields.Text("expires", ExpiresIs, longest: 40) is not { } written) return null;
        DateTimeOffset? time =
            Durations.Parse(written) is { } span ? now + span
            : DateTimeOffset.TryParseExact(written, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset said) ? said
            : null;
        if (time > now && time - now <= Longest) return time;
        fields.Wrong("expires", $"expires is {ExpiresIs}; it lies ahead, at most {Longest.TotalDays:0} days");
        return null;
    }

    private static void Write(Utf8JsonWriter json, DateTimeOffset? expires)
    {
        if (expires is { } time) json.WriteString("expires", EventCodec.Text(time));
    }

    private static Problem Refusal(DocumentFindings findings) => new(
        400, "invalid-statement", "The statement cannot be taken", string.Join(" ", findings.All.Select(one => one.Detail + ".")),
        [.. findings.All.Select(one => new ProblemError(one.Code, one.Pointer, one.Detail))]);
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Profiles;

namespace Personalization.Functions.Segments;

/// <summary>A member in a file: under which name the suite knows them, and under which the shop or the device does.</summary>
internal sealed record SegmentMemberLine(string Id, string? UserId, string? AnonymousId);

/// <summary>All members of a segment as a file, for tools outside; written as it is read, a page at a time. It bears ids and no contact data.</summary>
internal sealed class SegmentFile(string segment, string format, SegmentPage first, Func<string, Task<SegmentPage?>> more) : IResult
{
    public static readonly Problem Unknown = new(400, "invalid-query", "format cannot be used", "format is csv or ndjson; without it members come in pages.");

    private static readonly byte[] Break = "\r\n"u8.ToArray();

    public static IReadOnlyCollection<string> Formats { get; } = ["csv", "ndjson"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        bool csv = format == "csv";
        response.ContentType = csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"{segment}.{format}\"";
        response.Headers.LastModified = first.At.ToString("R");
        if (csv) await response.WriteAsync("id,user_id,anonymous_id\r\n", httpContext.RequestAborted);
        for (SegmentPage? page = first; page is not null; page = page.Next is { } next ? await more(next) : null)
            foreach (PersonKey person in page.Members.Select(one => one.Profile.Key))
            {
                SegmentMemberLine line = new(person.Address, person.Type is IdentifierType.UserId ? person.Id : null, person.Type is IdentifierType.AnonymousId ? person.Id : null);
                if (csv) await response.WriteAsync($"{Field(line.Id)},{Field(line.UserId)},{Field(line.AnonymousId)}\r\n", httpContext.RequestAborted);
                else
                {
                    await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, WireJson.Relaxed.SegmentMemberLine), httpContext.RequestAborted);
                    await response.Body.WriteAsync(Break.AsMemory(1), httpContext.RequestAborted);
                }
            }
    }

    // RFC 4180; what a table program would take for a formula gets a mark before it, since ids come from outside.
    private static string Field(string? text)
    {
        if (text is not { Length: > 0 }) return "";
        string safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

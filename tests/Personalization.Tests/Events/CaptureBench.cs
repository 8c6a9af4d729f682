using System.Text;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Tests.Events;

/// <summary>Shorthand for capture requests and what becomes of them.</summary>
internal static class CaptureBench
{
    public const string Key = "key-1";

    public static readonly DateTimeOffset Received = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    private static readonly EventCapture Capture = new(
        EventVocabulary.Default, new WriteKeys([KeyValuePair.Create("web", Key), KeyValuePair.Create("server", "key-2")]));

    public static CaptureResult Read(byte[] body, EventType? type = null, string? key = Key, DateTimeOffset? receivedAt = null, bool asksForPrivacy = false) =>
        Capture.Read(body, type, key, receivedAt ?? Received, asksForPrivacy);

    public static CaptureResult Read(string body, EventType? type = null, string? key = Key, DateTimeOffset? receivedAt = null) =>
        Read(Encoding.UTF8.GetBytes(body), type, key, receivedAt);

    /// <summary>The verdict on the only event of a batch.</summary>
    public static EventVerdict One(string item, string more = "", DateTimeOffset? receivedAt = null)
    {
        CaptureResult result = Read($$"""{"batch":[{{item}}]{{more}}}""", receivedAt: receivedAt);
        Assert.Null(result.Problem);
        return Assert.Single(result.Verdicts);
    }

    /// <summary>The verdict on a track call with such members besides the needed ones.</summary>
    public static EventVerdict Track(string members, string name = "Product Viewed", string more = "") =>
        One($$"""{"type":"track","event":"{{name}}","userId":"u","messageId":"m","timestamp":"2026-03-04T05:00:00Z"{{(members.Length == 0 ? "" : ",")}}{{members}}}""", more);

    public static ShopEvent Event(this EventVerdict verdict)
    {
        Assert.NotEqual(EventOutcome.Rejected, verdict.Outcome);
        return EventCodec.Parse(verdict.Line);
    }

    public static string Text(this EventVerdict verdict) => Encoding.UTF8.GetString(verdict.Line.Span);

    /// <summary>A member of the canonical line as JSON text; "-" when it is not there.</summary>
    public static string Json(this EventVerdict verdict, params string[] path)
    {
        JsonElement at = JsonElement.Parse(verdict.Line.Span);
        foreach (string name in path)
        {
            if (int.TryParse(name, out int place)) at = at[place];
            else if (!at.TryGetProperty(name, out at)) return "-";
        }
        return at.GetRawText();
    }

    /// <summary>The findings as "code pointer".</summary>
    public static string Found(this EventVerdict verdict) => string.Join(", ", verdict.Findings.Select(finding => $"{finding.Code} {finding.Pointer}"));

    public static string Errors(this CaptureResult result) =>
        $"{result.Problem!.Status} {result.Problem.Code}: " + string.Join(", ", (result.Problem.Errors ?? []).Select(error => $"{error.Code} {error.Pointer}"));
}

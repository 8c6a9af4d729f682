using System.Text.Json;
using Personalization.Common;

namespace Personalization.Events;

/// <summary>The problems that a capture request as a whole can have.</summary>
internal static class CaptureProblems
{
    public static Problem NotJson(string detail) => new(400, "not-json", "The body is not JSON", detail);

    public static Problem Wrong(string pointer, string detail) =>
        new(400, "invalid-request", "The request does not have the expected shape", detail, [new ProblemError("wrong_type", pointer, detail)]);

    public static Problem InvalidText(string pointer) => new(
        400, "invalid-request", "The request does not have the expected shape", "There is text that is not valid Unicode.",
        [new ProblemError("invalid_text", pointer, "There is text here that is not valid Unicode.")]);

    public static Problem LargeContext() => new(
        400, "request-too-large", "The request is too large",
        $"Each event of a batch gets the context of the batch: that may have {EventLimits.EventBytes} bytes, and {EventLimits.SharedContextBytes} for all events together.",
        [new ProblemError("too_large", "/context", "Send a smaller context or smaller batches.")]);

    public static Problem TooLarge() => new(
        400, "request-too-large", "The request is too large",
        $"A request may have {EventLimits.RequestBytes} bytes and an event {EventLimits.EventBytes}. Send smaller batches.");

    public static Problem WrongKey() => new(
        401, "unknown-write-key", "The write key is missing or unknown",
        "Send the write key as the user name of HTTP Basic authentication with an empty password, or as writeKey in the body.");

    public static Problem Rejected(EventVerdict verdict) => new(
        400, "event-rejected", "The event was rejected", verdict.Findings[0].Detail,
        [.. verdict.Findings.Select(finding => new ProblemError(finding.Code, finding.Pointer, finding.Detail))]);

    /// <summary>The text, or null where JSON holds something that is no Unicode text.</summary>
    public static string? TextOrNull(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events.Geo;
using Personalization.Functions.Http;

namespace Personalization.Functions.Events;

/// <summary>Reads a capture request, stores what is accepted, and answers with a verdict for each event.</summary>
/// <param name="capture">The rules.</param>
/// <param name="queue">Where accepted events wait.</param>
/// <param name="time">The clock.</param>
/// <param name="gate">Keeps out events of people who want nothing to be known; null for nobody's.</param>
/// <param name="tally">Counts what is taken and refused; null for nobody.</param>
/// <param name="geo">Knows where requests come from; null where nobody does.</param>
public sealed class CaptureEndpoint(EventCapture capture, IEventQueue queue, TimeProvider time, IEventGate? gate = null, IGeoSource? geo = null, ICaptureTally? tally = null)
{
    private static readonly Problem Busy = TooManyEvents.Saying("Nothing of the request was taken. Send it again after the time in Retry-After.");

    private static readonly Problem NotCompressed = new(
        400, "not-compressed", "The body is not compressed as its header says", "Send Content-Encoding only with a body that is so encoded: gzip, br or deflate.");

    /// <summary>Answers 200 once the accepted events survive a crash of this app.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, EventType? type)
    {
        CaptureResult result = await ReadAsync(request, type);
        if (result.Source is { } source) tally?.Count(source, result.Verdicts.Count(verdict => verdict.IsTaken), result.Rejected);
        if (result.Problem is { } problem) return Answers.Refusal(problem);
        IReadOnlyList<EventVerdict> verdicts = await AdmittedAsync(result.Verdicts, request.HttpContext.RequestAborted);
        ReadOnlyMemory<byte>[] lines = [.. verdicts.Where(verdict => verdict.IsTaken).Select(verdict => verdict.Line)];
        return await queue.TryEnqueueAsync(lines, request.HttpContext.RequestAborted)
            ? Answers.Json(CaptureAnswer.From(verdicts), WireJson.Relaxed.CaptureAnswer)
            : Answers.Refusal(Busy);
    }

    private async Task<IReadOnlyList<EventVerdict>> AdmittedAsync(IReadOnlyList<EventVerdict> verdicts, CancellationToken cancellationToken) =>
        gate is not null && await gate.CurrentAsync(cancellationToken) is { } admits
            ? [.. verdicts.Select(verdict => !verdict.IsTaken || admits(verdict.Line) ? verdict : verdict with { Outcome = EventOutcome.Suppressed, Line = default })]
            : verdicts;

    private async Task<CaptureResult> ReadAsync(HttpRequest request, EventType? type)
    {
        try
        {
            return await RequestBody.ReadAsync(request, EventLimits.RequestBytes, request.HttpContext.RequestAborted) is { } body
                ? capture.Read(body, type, BasicUser(request), time.GetUtcNow(), request.Headers["Sec-GPC"] == "1", geo?.PlaceOf(request))
                : new CaptureResult(EventCapture.TooLarge(), []);
        }
        catch (InvalidDataException)
        {
            return new CaptureResult(NotCompressed, []);
        }
    }

    /// <summary>The user name of HTTP Basic authentication, or null.</summary>
    private static string? BasicUser(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        ReadOnlySpan<char> credentials = header.AsSpan(6).Trim();
        Span<byte> bytes = stackalloc byte[512];
        if (!Base64.IsValid(credentials) || !Convert.TryFromBase64Chars(credentials, bytes, out int length)) return null;
        return Encoding.UTF8.GetString(bytes[..length]).Split(':')[0];
    }
}

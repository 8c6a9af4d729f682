using System.Runtime.InteropServices;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Events;

/// <summary>What became of a request: a problem with all of it, or a verdict on each of its events.</summary>
/// <param name="Problem">Why nothing was taken, or null.</param>
/// <param name="Verdicts">One for each event, in the order of the request.</param>
public sealed record CaptureResult(Problem? Problem, IReadOnlyList<EventVerdict> Verdicts)
{
    /// <summary>Name of the write key; null where none was shown that is known.</summary>
    public string? Source { get; init; }

    /// <summary>Events that were refused.</summary>
    public int Rejected { get; init; }
}

/// <summary>Turns the body of a capture request into canonical events. Pure: the caller stores what was accepted.</summary>
/// <param name="vocabulary">Translates other vocabularies.</param>
/// <param name="keys">Who may send.</param>
public sealed class EventCapture(EventVocabulary vocabulary, WriteKeys keys)
{
    private readonly EventReader reader = new(vocabulary);

    /// <summary>Reads a request.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="type">The call of the route; null for a batch.</param>
    /// <param name="writeKey">The key of the Authorization header, or null when it is in the body.</param>
    /// <param name="receivedAt">When the request came in.</param>
    /// <param name="asksForPrivacy">Whether it came with <c>Sec-GPC: 1</c>: then all its events say so, whatever the body says.</param>
    /// <param name="place">Where it came from, for events that lack it and whose people agree to that; null where nobody knows.</param>
    public CaptureResult Read(ReadOnlyMemory<byte> body, EventType? type, string? writeKey, DateTimeOffset receivedAt, bool asksForPrivacy = false, SeenPlace? place = null)
    {
        if (body.Length > EventLimits.RequestBytes) return Refused(TooLarge());
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException fault)
        {
            return Refused(CaptureProblems.NotJson(body.IsEmpty ? "The body is empty." : $"The body is not JSON: {fault.Message}"));
        }
        if (root.ValueKind is not JsonValueKind.Object)
            return Refused(CaptureProblems.Wrong("", $"The body must be an object, not {EventFields.Kind(root)}."));
        try
        {
            if (SourceOf(root, writeKey) is not { } source) return Refused(CaptureProblems.WrongKey());
            CaptureScope scope = new(receivedAt, null, source, default) { AsksForPrivacy = asksForPrivacy, Place = place };
            return (type is null ? Batch(root, scope) : Single(root, type.Value, scope)) with { Source = source };
        }
        catch (InvalidOperationException) when (JsonPointer.OfInvalidText(root, "") is { } pointer)
        {
            return Refused(CaptureProblems.InvalidText(pointer));
        }
    }

    /// <summary>The problem of a body over <see cref="EventLimits.RequestBytes"/>.</summary>
    public static Problem TooLarge() => CaptureProblems.TooLarge();

    private CaptureResult Single(JsonElement root, EventType type, CaptureScope scope)
    {
        EventVerdict verdict = reader.Read(root, type, 0, "", scope);
        return verdict.Outcome is EventOutcome.Rejected ? Refused(CaptureProblems.Rejected(verdict)) with { Rejected = 1 } : new CaptureResult(null, [verdict]);
    }

    private CaptureResult Batch(JsonElement root, CaptureScope scope)
    {
        if (!root.TryGetProperty("batch", out JsonElement batch) || batch.ValueKind is not JsonValueKind.Array)
            return Refused(CaptureProblems.Wrong("/batch", "A batch needs batch, an array of events."));
        EventFindings findings = new("");
        JsonElement context = EventFields.Object(root, "context", findings);
        if (findings.Rejected) return Refused(CaptureProblems.Wrong("/context", findings.All[0].Detail));
        if (IsLarge(context, batch.GetArrayLength())) return Refused(CaptureProblems.LargeContext());
        scope = scope with { SentAt = EventFields.Time(root, "sentAt", null), Context = context };
        EventVerdict[] verdicts = new EventVerdict[batch.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in batch.EnumerateArray())
        {
            verdicts[index] = reader.Read(item, null, index, $"/batch/{index}", scope);
            index++;
        }
        return new CaptureResult(null, verdicts) { Rejected = verdicts.Count(one => one.Outcome is EventOutcome.Rejected) };
    }

    private static bool IsLarge(JsonElement context, int events)
    {
        if (context.ValueKind is not JsonValueKind.Object) return false;
        long bytes = JsonMarshal.GetRawUtf8Value(context).Length;
        return bytes > EventLimits.EventBytes || bytes * events > EventLimits.SharedContextBytes;
    }

    private string? SourceOf(JsonElement root, string? writeKey)
    {
        if (string.IsNullOrEmpty(writeKey) && root.TryGetProperty("writeKey", out JsonElement key) && key.ValueKind is JsonValueKind.String)
            writeKey = CaptureProblems.TextOrNull(key);
        return string.IsNullOrEmpty(writeKey) ? null : keys.SourceOf(writeKey);
    }

    private static CaptureResult Refused(Problem problem) => new(problem, []);
}

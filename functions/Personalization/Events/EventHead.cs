using System.Text.Json;

namespace Personalization.Events;

/// <summary>The fields that every event has, read and checked.</summary>
internal sealed class EventHead(EventType type, string? userId, string? anonymousId, string? previousId, string? groupId)
{
    public EventType Type { get; } = type;

    public string? UserId { get; } = userId;

    public string? AnonymousId { get; } = anonymousId;

    public string? PreviousId { get; } = previousId;

    public string? GroupId { get; } = groupId;

    public string? Event { get; set; }

    public IReadOnlyDictionary<string, string>? Renames { get; private set; }

    public DateTimeOffset Timestamp { get; set; }

    public string? MessageId { get; set; }

    public void SetEvent(JsonElement item, EventVocabulary vocabulary, EventFindings findings)
    {
        string? sent = item.TryGetProperty("event", out JsonElement name) && name.ValueKind is JsonValueKind.String ? name.GetString()!.Trim() : null;
        if (string.IsNullOrEmpty(sent)) findings.Reject("missing", "event", "A track call needs event, the name of what happened.");
        else if (sent.Length > EventLimits.EventNameLength)
            findings.Reject("too_long", "event", $"event has {sent.Length} characters; at most {EventLimits.EventNameLength} are allowed.");
        else
        {
            Event = vocabulary.Canonical(sent);
            Renames = vocabulary.Renames(sent, Event);
            if (ReservedEvents.Contains(Event))
                findings.Reject("reserved_event", "event", $"\"{Event}\" is written by the suite itself only. Staff change tags, notes and loyalty through /v1/profiles/{{id}}/...; name a shop's own event otherwise.");
            if (Event != sent) findings.Correct("event_translated", "event", $"\"{sent}\" is kept as \"{Event}\", the name in Segment's e-commerce spec.");
        }
    }

    public void Write(Utf8JsonWriter json, DateTimeOffset receivedAt, string source)
    {
        json.WriteString("messageId", MessageId);
        json.WriteString("type", Type.Name());
        WriteOptional(json, "event", Event);
        WriteOptional(json, "userId", UserId);
        WriteOptional(json, "anonymousId", AnonymousId);
        WriteOptional(json, "previousId", PreviousId);
        WriteOptional(json, "groupId", GroupId);
        json.WriteString("timestamp", EventCodec.Text(Timestamp));
        json.WriteString("receivedAt", EventCodec.Text(receivedAt));
        json.WriteString("source", source);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}

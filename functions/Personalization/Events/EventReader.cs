using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Events;

/// <summary>What is known of a request apart from its events.</summary>
/// <param name="ReceivedAt">When the request came in.</param>
/// <param name="SentAt">When the sender says it was sent.</param>
/// <param name="Source">Name of the write key.</param>
/// <param name="Context">Context that the batch gives to all its events; undefined when absent.</param>
/// <param name="Index">Place of the event in the batch.</param>
/// <param name="AsksForPrivacy">Whether the request came with <c>Sec-GPC: 1</c>.</param>
/// <param name="Place">Where the request came from, or null.</param>
internal sealed record CaptureScope(
    DateTimeOffset ReceivedAt, DateTimeOffset? SentAt, string Source, JsonElement Context, int Index = 0, bool AsksForPrivacy = false, SeenPlace? Place = null);

/// <summary>Reads one event as sent, gives the verdict, and writes its canonical line.</summary>
internal sealed class EventReader(EventVocabulary vocabulary)
{
    private static readonly HashSet<string> Written =
        ["messageId", "type", "event", "userId", "anonymousId", "previousId", "groupId", "timestamp", "receivedAt", "source", "sentAt", "writeKey", "properties", "traits", "context"];

    private const string NoPerson =
        "Either userId or anonymousId is needed, or an e-mail address or telephone number: context.externalIds ([{\"id\":\"ana@example.com\",\"type\":\"email\"}]), "
        + "traits.email or traits.phone of an identify call, context.traits.email.";

    public EventVerdict Read(JsonElement item, EventType? type, int index, string pointer, CaptureScope scope)
    {
        EventFindings findings = new(pointer);
        EventHead? head = null;
        ReadOnlyMemory<byte> line = default;
        try
        {
            head = Checked(item, type, findings, scope with { Index = index });
            if (head is not null && !findings.Rejected) line = Write(item, head, findings, scope);
        }
        catch (InvalidOperationException)
        {
            // JSON allows half a surrogate pair (\ud800), UTF-8 does not: such text can be neither stored nor compared.
            findings.RejectAt(
                "invalid_text", JsonPointer.OfInvalidText(item, pointer) ?? JsonPointer.OfInvalidText(scope.Context, "/context") ?? pointer,
                "There is text here that is not valid Unicode.");
        }
        return new EventVerdict(index, head?.MessageId, findings.Outcome, findings.All, findings.Rejected ? default : line);
    }

    private EventHead? Checked(JsonElement item, EventType? forced, EventFindings findings, CaptureScope scope)
    {
        if (item.ValueKind is not JsonValueKind.Object)
        {
            findings.Reject("wrong_type", "", $"An event must be an object, not {EventFields.Kind(item)}.");
            return null;
        }
        int size = JsonMarshal.GetRawUtf8Value(item).Length;
        if (size > EventLimits.EventBytes) findings.Reject("too_large", "", $"The event has {size} bytes; at most {EventLimits.EventBytes} are allowed.");
        EventType? type = forced ?? Type(item, findings);
        EventHead head = new(
            type ?? EventType.Track, EventFields.Id(item, "userId", findings), EventFields.Id(item, "anonymousId", findings),
            EventFields.Id(item, "previousId", findings), EventFields.Id(item, "groupId", findings));
        if (type is not null) Demand(item, head, scope.Context, findings);
        head.Timestamp = EventTime.Of(item, findings, scope);
        foreach (string field in (string[])["properties", "traits", "context"]) EventFields.Object(item, field, findings);
        head.MessageId = MessageId(item, findings, scope);
        return head;
    }

    private static EventType? Type(JsonElement item, EventFindings findings)
    {
        EventType? type = item.TryGetProperty("type", out JsonElement name) && name.ValueKind is JsonValueKind.String ? EventTypes.Parse(name.GetString()) : null;
        if (type is null) findings.Reject("unknown_type", "type", "type must be one of track, identify, page, screen, group, alias.");
        return type;
    }

    private void Demand(JsonElement item, EventHead head, JsonElement batchContext, EventFindings findings)
    {
        if (head.UserId is null && head.AnonymousId is null && !(head.Type is EventType.Alias && head.PreviousId is not null)
            && EventIdentifiers.Of(head.Type, item, batchContext).Named is null)
            findings.Reject("no_person", "userId", NoPerson);
        if (head.Type is EventType.Alias && (head.PreviousId is null || head.UserId is null))
            findings.Reject("missing", head.PreviousId is null ? "previousId" : "userId", "An alias call needs previousId and userId.");
        if (head.Type is EventType.Group && head.GroupId is null) findings.Reject("missing", "groupId", "A group call needs groupId.");
        if (head.Type is EventType.Track) head.SetEvent(item, vocabulary, findings);
    }

    private static string? MessageId(JsonElement item, EventFindings findings, CaptureScope scope)
    {
        string? id = EventFields.Id(item, "messageId", findings, int.MaxValue);
        if (id is { Length: <= EventLimits.MessageIdLength }) return id;
        if (id is not null)
        {
            findings.Correct("too_long", "messageId", $"messageId has more than {EventLimits.MessageIdLength} characters; a hash of it is used.");
            return StableHash.Hex(id);
        }
        if (findings.Rejected) return null;
        // Without a time of its own, the same event sent again cannot be told from the same thing done again: then each counts.
        string time = EventTime.Sent(item, null) is null ? $"{EventCodec.Text(scope.ReceivedAt)}/{scope.Index}" : "";
        string made = "made-" + StableHash.Hex(item.GetRawText() + time);
        findings.Correct("no_message_id", "messageId", "messageId is missing; one was made from the event's content. Send your own to be safe against double counting.");
        return made;
    }

    private ReadOnlyMemory<byte> Write(JsonElement item, EventHead head, EventFindings findings, CaptureScope scope)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using Utf8JsonWriter json = new(buffer, EventCodec.Writer);
        json.WriteStartObject();
        head.Write(json, scope.ReceivedAt, scope.Source);
        OrderedDictionary<string, JsonElement> members = EventMembers.Of(item, findings, "");
        if (members.GetValueOrDefault("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            json.WritePropertyName("properties");
            new PropertyWriter(vocabulary, head.Renames, findings).Write(json, properties);
        }
        if (members.GetValueOrDefault("traits") is { ValueKind: JsonValueKind.Object } traits)
        {
            json.WritePropertyName("traits");
            OrderedDictionary<string, JsonElement> said = EventMembers.Of(traits, findings, "traits");
            ReservedTraits.Remove(said, findings, "traits");
            EventMembers.Write(json, said);
        }
        ContextWriter.Write(json, members.GetValueOrDefault("context"), scope, findings);
        foreach ((string name, JsonElement value) in members)
            if (!Written.Contains(name) && value.ValueKind is not JsonValueKind.Null) EventMembers.Write(json, name, value);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}

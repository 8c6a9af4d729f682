using System.Text.Json;

namespace Personalization.Events;

/// <summary>One accepted event in its canonical form: Segment's common fields, names translated, times corrected.</summary>
public sealed record ShopEvent
{
    /// <summary>The sender's id of this event, at most 100 characters: the key of every deduplication.</summary>
    public required string MessageId { get; init; }

    /// <summary>Which call of the spec it is.</summary>
    public required EventType Type { get; init; }

    /// <summary>Canonical event name of a track call, else null.</summary>
    public string? Event { get; init; }

    /// <summary>The shop's id of a known person.</summary>
    public string? UserId { get; init; }

    /// <summary>The sender's id of a device or browser.</summary>
    public string? AnonymousId { get; init; }

    /// <summary>The id that an alias call says is the same person.</summary>
    public string? PreviousId { get; init; }

    /// <summary>When it happened, UTC, corrected for the sender's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When it was captured, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who sent it: the name of the write key, or of the part of the suite that made it.</summary>
    public string? Source { get; init; }

    /// <summary>What a track, page or screen call says of the thing; an undefined element when absent.</summary>
    public JsonElement Properties { get; init; }

    /// <summary>What an identify or group call says of the person; an undefined element when absent.</summary>
    public JsonElement Traits { get; init; }

    /// <summary>Segment's context object; an undefined element when absent.</summary>
    public JsonElement Context { get; init; }

    /// <summary>The canonical JSON of the whole event: one line of the lake, without the line feed.</summary>
    public required ReadOnlyMemory<byte> Line { get; init; }
}

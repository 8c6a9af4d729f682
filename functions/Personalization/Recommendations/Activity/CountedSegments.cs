using System.Text.Json;
using Personalization.Events;

namespace Personalization.Recommendations;

/// <summary>
/// How the events of entries and exits tell of segments whose bestsellers are counted: so the lake alone says who was in them when, and counting it
/// anew gives the same. Names are storage format.
/// </summary>
public static class CountedSegments
{
    /// <summary>The property of an entry into such a segment.</summary>
    public const string Flag = "bestsellers";

    /// <summary>Such segments of a shop.</summary>
    public const int Most = 20;

    private const string Prefix = "bestsellers:";

    /// <summary>
    /// The id of the twin that such a segment has: its members are those of the segment, while that is counted. Only its entries are told of where
    /// somebody was in the segment before.
    /// </summary>
    public static string TwinOf(string segment) => Prefix + segment;

    /// <summary>The segment that an id is the twin of, or null.</summary>
    public static string? OfTwin(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : null;

    /// <summary>The segment that an event says somebody is in from now on, or no longer; null for any other event.</summary>
    internal static (string Segment, bool Entered)? Read(ShopEvent shopEvent)
    {
        if (shopEvent.Event is not (ReservedEvents.SegmentEntered or ReservedEvents.SegmentExited) || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return null;
        if (!shopEvent.Properties.TryGetProperty("segment_id", out JsonElement said) || said.ValueKind is not JsonValueKind.String || said.GetString() is not { Length: > 0 } id) return null;
        bool entered = shopEvent.Event is ReservedEvents.SegmentEntered;
        if (OfTwin(id) is { } segment) return (segment, entered);
        bool counted = shopEvent.Properties.TryGetProperty(Flag, out JsonElement flag) && flag.ValueKind is JsonValueKind.True;
        return counted || !entered ? (id, entered) : null;
    }
}

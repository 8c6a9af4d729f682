using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Profiles;

/// <summary>Profiles as bytes: equal profiles give equal bytes. The format is storage format.</summary>
public static class ProfileCodec
{
    private const int SeenSize = 12;

    private static readonly ProfileJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new PersonKeyConverter() },
    });

    /// <summary>Everything but the seen events and the timeline (<see cref="Timeline.ProfileTimeline.Packed"/>), as JSON.</summary>
    public static byte[] Serialize(Profile profile) => JsonSerializer.SerializeToUtf8Bytes(profile, Json.Profile);

    /// <summary>The seen events, packed: seconds and id of each, newest first.</summary>
    public static byte[] SerializeSeen(Profile profile)
    {
        byte[] packed = new byte[profile.Seen.Events.Count * SeenSize];
        Span<byte> rest = packed;
        foreach (SeenEvent seen in profile.Seen.Events)
        {
            BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)Math.Clamp(seen.Second, 0, uint.MaxValue));
            BinaryPrimitives.WriteUInt64BigEndian(rest[4..], seen.Id);
            rest = rest[SeenSize..];
        }
        return packed;
    }

    /// <summary>Reads what both methods above wrote, and takes the packed timeline, which stays packed.</summary>
    public static Profile Deserialize(ReadOnlySpan<byte> json, ReadOnlySpan<byte> seen, ReadOnlyMemory<byte> timeline = default)
    {
        Profile profile = JsonSerializer.Deserialize(json, Json.Profile) ?? throw new JsonException("A stored profile is empty");
        SeenEvent[] events = new SeenEvent[seen.Length / SeenSize];
        for (int i = 0; i < events.Length; i++)
        {
            ReadOnlySpan<byte> one = seen[(i * SeenSize)..];
            events[i] = new SeenEvent(BinaryPrimitives.ReadUInt32BigEndian(one), BinaryPrimitives.ReadUInt64BigEndian(one[4..]));
        }
        return profile with { Seen = SeenEvents.From(events), Timeline = Timeline.ProfileTimeline.From(timeline) };
    }
}

/// <summary>Source-generated serializers of profiles.</summary>
[JsonSerializable(typeof(Profile))]
internal sealed partial class ProfileJson : JsonSerializerContext;

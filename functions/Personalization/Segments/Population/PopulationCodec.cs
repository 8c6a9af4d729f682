using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;

namespace Personalization.Segments.Population;

/// <summary>People as compressed bytes: of each the length and JSON of the profile, then those of the segments. The format is storage format.</summary>
public static class PopulationCodec
{
    /// <summary>What a snapshot keeps of a profile: all but what no condition asks for.</summary>
    public static Profile Compact(Profile profile) => profile with { Seen = SeenEvents.None, Feedback = ProfileFeedback.None, OlderOrderIds = [] };

    /// <summary>Packs people.</summary>
    public static byte[] Pack(IEnumerable<PopulationPerson> people)
    {
        using MemoryStream packed = new();
        using (BrotliStream stream = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            foreach (PopulationPerson one in people)
            {
                Write(stream, ProfileCodec.Serialize(Compact(one.Profile)));
                Write(stream, JsonSerializer.SerializeToUtf8Bytes([.. one.Segments], PopulationJson.Default.StringArray));
            }
        return packed.ToArray();
    }

    /// <summary>Reads what the method above wrote.</summary>
    public static IEnumerable<PopulationPerson> Unpack(ReadOnlyMemory<byte> packed)
    {
        using MemoryStream bytes = new(packed.ToArray(), writable: false);
        using BrotliStream stream = new(bytes, CompressionMode.Decompress);
        while (Read(stream) is { } profile)
            yield return new PopulationPerson(ProfileCodec.Deserialize(profile, []), [.. JsonSerializer.Deserialize(Read(stream)!, PopulationJson.Default.StringArray)!]);
    }

    private static void Write(Stream stream, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        stream.Write(length);
        stream.Write(part);
    }

    private static byte[]? Read(Stream stream)
    {
        Span<byte> length = stackalloc byte[4];
        if (stream.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4) return null;
        byte[] part = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        stream.ReadExactly(part);
        return part;
    }
}

/// <summary>Source-generated serializers of the population.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class PopulationJson : System.Text.Json.Serialization.JsonSerializerContext;

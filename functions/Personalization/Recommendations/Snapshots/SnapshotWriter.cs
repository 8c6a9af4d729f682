using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Recommendations.Snapshots;

/// <summary>
/// Writes a snapshot: magic, version, number of sections; for each its name, place and length; the sections, each aligned to eight bytes;
/// the SHA-256 of all that. Numbers are little endian. Storage format: a section may be added, and never changes its meaning.
/// </summary>
internal sealed class SnapshotWriter
{
    public const int Version = 2;
    public const int HeaderLength = 16;
    public const int EntryLength = 16;
    public const int Alignment = 8;

    private readonly List<(SnapshotSection Section, byte[] Bytes)> sections = [];

    public static ReadOnlySpan<byte> Magic => "PRSM"u8;

    public void Add<T>(SnapshotSection section, ReadOnlySpan<T> values) where T : unmanaged =>
        sections.Add((section, MemoryMarshal.AsBytes(values).ToArray()));

    public void Add(SnapshotSection section, string text) => Add<byte>(section, Encoding.UTF8.GetBytes(text));

    /// <summary>The whole snapshot.</summary>
    public byte[] ToArray()
    {
        int length = HeaderLength + (sections.Count * EntryLength) + sections.Sum(one => Aligned(one.Bytes.Length));
        byte[] snapshot = new byte[length + SHA256.HashSizeInBytes];
        Magic.CopyTo(snapshot);
        BinaryPrimitives.WriteInt32LittleEndian(snapshot.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(snapshot.AsSpan(8), sections.Count);
        int entry = HeaderLength, place = HeaderLength + (sections.Count * EntryLength);
        foreach ((SnapshotSection section, byte[] bytes) in sections)
        {
            BinaryPrimitives.WriteInt32LittleEndian(snapshot.AsSpan(entry), (int)section);
            BinaryPrimitives.WriteInt32LittleEndian(snapshot.AsSpan(entry + 4), place);
            BinaryPrimitives.WriteInt32LittleEndian(snapshot.AsSpan(entry + 8), bytes.Length);
            bytes.CopyTo(snapshot.AsSpan(place));
            (entry, place) = (entry + EntryLength, place + Aligned(bytes.Length));
        }
        SHA256.HashData(snapshot.AsSpan(0, length), snapshot.AsSpan(length));
        return snapshot;
    }

    private static int Aligned(int length) => (length + Alignment - 1) / Alignment * Alignment;
}

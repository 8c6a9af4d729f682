using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Recommendations.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote. Throws <see cref="InvalidDataException"/> for what is damaged, newer, or not a snapshot.</summary>
internal sealed class SnapshotReader
{
    private readonly ReadOnlyMemory<byte> snapshot;
    private readonly Dictionary<SnapshotSection, (int Place, int Length)> sections = [];

    public SnapshotReader(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> all = bytes.Span;
        int content = all.Length - SHA256.HashSizeInBytes;
        if (content < SnapshotWriter.HeaderLength || !all.StartsWith(SnapshotWriter.Magic)) throw new InvalidDataException("The model snapshot is not one of this suite");
        int version = BinaryPrimitives.ReadInt32LittleEndian(all[4..]);
        if (version != SnapshotWriter.Version)
            throw new InvalidDataException($"The model snapshot has version {version}; this app reads version {SnapshotWriter.Version}. {(version > SnapshotWriter.Version ? "Update the app" : "Rebuild the model")}");
        if (!SHA256.HashData(all[..content]).AsSpan().SequenceEqual(all[content..]))
            throw new InvalidDataException("The model snapshot is damaged: its checksum does not match");
        snapshot = bytes[..content];
        int count = BinaryPrimitives.ReadInt32LittleEndian(all[8..]);
        for (int entry = SnapshotWriter.HeaderLength; count > 0; count--, entry += SnapshotWriter.EntryLength)
            sections[(SnapshotSection)BinaryPrimitives.ReadInt32LittleEndian(all[entry..])] =
                (BinaryPrimitives.ReadInt32LittleEndian(all[(entry + 4)..]), BinaryPrimitives.ReadInt32LittleEndian(all[(entry + 8)..]));
    }

    /// <summary>A section where it stands.</summary>
    public ReadOnlySpan<T> Span<T>(SnapshotSection section) where T : unmanaged =>
        sections.TryGetValue(section, out (int Place, int Length) found)
            ? MemoryMarshal.Cast<byte, T>(snapshot.Span.Slice(found.Place, found.Length))
            : throw new InvalidDataException($"The model snapshot has no {section}");

    /// <summary>A section as an array of its own: one copy of memory.</summary>
    public T[] Array<T>(SnapshotSection section) where T : unmanaged => Span<T>(section).ToArray();

    public string Text(SnapshotSection section) => Encoding.UTF8.GetString(Span<byte>(section));
}

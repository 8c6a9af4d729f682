using System.Text;

namespace Personalization.Privacy.Suppression;

/// <summary>Why somebody's events are dropped. Numbers are storage format.</summary>
public enum SuppressionMode
{
    /// <summary>An erasure is under way: nothing about the person is taken in until it is done.</summary>
    Erasing = 1,

    /// <summary>Erased: what came in before is dropped where it still waits; what comes after is taken in.</summary>
    Erased = 2,

    /// <summary>The person wants nothing to be known: dropped for ever.</summary>
    Suppressed = 3,
}

/// <summary>What holds for a hash.</summary>
/// <param name="Mode">Why.</param>
/// <param name="At">Since when, UTC, to the millisecond.</param>
/// <param name="Group">The same for all hashes of one person, so that taking back one takes back all.</param>
public readonly record struct SuppressionEntry(SuppressionMode Mode, DateTimeOffset At, ulong Group)
{
    /// <summary>Whether an event that came in at that time is dropped.</summary>
    public bool Drops(DateTimeOffset receivedAt) => Mode is not SuppressionMode.Erased || receivedAt <= At;
}

/// <summary>People of whom nothing is taken in, by salted hashes alone. A value that instances hold in memory; its bytes are storage format.</summary>
public sealed class SuppressionList
{
    /// <summary>Hashes that the list holds at most: about 13 MB in memory and 7 in storage.</summary>
    public const int Most = 200_000;

    /// <summary>How long an erasure is remembered: nothing waits longer in a queue.</summary>
    public static readonly TimeSpan ErasedKept = TimeSpan.FromDays(8);

    private const int Version = 1;

    // What every salt hashes to something else. It stands among the hashes, in a group that no person has.
    private const string SaltName = "salt/1";
    private const ulong SaltGroup = ulong.MaxValue;

    private readonly Dictionary<UInt128, SuppressionEntry> entries;
    private readonly UInt128? salt;

    private SuppressionList(Dictionary<UInt128, SuppressionEntry> entries, UInt128? salt) => (this.entries, this.salt) = (entries, salt);

    /// <summary>Nobody.</summary>
    public static SuppressionList Empty { get; } = new([], null);

    /// <summary>Hashes in it.</summary>
    public int Count => entries.Count;

    /// <summary>Whether its hashes are of that salt, as far as it says: with another one nobody would be found in it, and all would be taken in again.</summary>
    public bool IsOf(PersonHasher hasher) => Count == 0 || salt is null || salt == hasher.Of(SaltName);

    /// <summary>With the word that its hashes are of that salt.</summary>
    public SuppressionList By(PersonHasher hasher) => new(entries, hasher.Of(SaltName));

    /// <summary>What holds for a hash; null for nothing.</summary>
    public SuppressionEntry? Find(UInt128 hash) => entries.TryGetValue(hash, out SuppressionEntry entry) ? entry : null;

    /// <summary>With hashes of one person; null when there is no room for them. Whoever is suppressed stays so while being erased.</summary>
    public SuppressionList? With(IReadOnlyCollection<UInt128> hashes, SuppressionMode mode, DateTimeOffset at, ulong group)
    {
        Dictionary<UInt128, SuppressionEntry> next = new(entries);
        DateTimeOffset since = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        foreach (UInt128 hash in hashes)
        {
            bool stays = mode is not SuppressionMode.Suppressed && Find(hash) is { Mode: SuppressionMode.Suppressed };
            if (!stays) next[hash] = new SuppressionEntry(mode, since, group);
        }
        return next.Count <= Most ? new SuppressionList(next, salt) : null;
    }

    /// <summary>Without the hashes, and all others of the same people.</summary>
    public SuppressionList Without(IEnumerable<UInt128> hashes)
    {
        HashSet<ulong> groups = [.. hashes.Where(entries.ContainsKey).Select(hash => entries[hash].Group)];
        return new SuppressionList(entries.Where(one => !groups.Contains(one.Value.Group)).ToDictionary(), salt);
    }

    /// <summary>Without erasures that nothing can be waiting for any more.</summary>
    public SuppressionList Pruned(DateTimeOffset now) =>
        new(entries.Where(one => one.Value.Mode is not SuppressionMode.Erased || one.Value.At > now - ErasedKept).ToDictionary(), salt);

    /// <summary>As bytes, in one order whatever was added first.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(Version);
        IEnumerable<KeyValuePair<UInt128, SuppressionEntry>> all = salt is { } mark ? entries.Append(new(mark, new SuppressionEntry(SuppressionMode.Suppressed, DateTimeOffset.UnixEpoch, SaltGroup))) : entries;
        writer.Write(entries.Count + (salt is null ? 0 : 1));
        foreach ((UInt128 hash, SuppressionEntry entry) in all.OrderBy(one => one.Key))
        {
            writer.Write((ulong)(hash >> 64));
            writer.Write((ulong)hash);
            writer.Write(entry.Group);
            writer.Write((byte)entry.Mode);
            writer.Write(entry.At.ToUnixTimeMilliseconds());
        }
        return bytes.ToArray();
    }

    /// <summary>The list of such bytes. Throws <see cref="InvalidDataException"/> for others.</summary>
    public static SuppressionList FromBytes(ReadOnlyMemory<byte> bytes)
    {
        using BinaryReader reader = new(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        int version = reader.ReadInt32();
        if (version != Version) throw new InvalidDataException($"The suppression list has version {version}; this app reads version {Version}");
        int count = reader.ReadInt32();
        Dictionary<UInt128, SuppressionEntry> entries = new(count);
        UInt128? salt = null;
        for (; count > 0; count--)
        {
            UInt128 hash = new(reader.ReadUInt64(), reader.ReadUInt64());
            ulong group = reader.ReadUInt64();
            SuppressionEntry entry = new((SuppressionMode)reader.ReadByte(), DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()), group);
            if (group == SaltGroup) salt = hash;
            else entries[hash] = entry;
        }
        return new SuppressionList(entries, salt);
    }
}

namespace Personalization.Events;

/// <summary>A file of the lake and how many bytes of it there are.</summary>
/// <param name="Name">Its name; names sort in the order of the hours they stand for.</param>
/// <param name="Length">Bytes.</param>
public sealed record LakeFile(string Name, long Length);

/// <summary>Every accepted event, one canonical line each, in files by the hour of processing. Lines may stand in it twice: readers go by messageId.</summary>
public interface IEventLake
{
    /// <summary>Appends lines, each ended by a line feed; when it returns they survive a crash.</summary>
    Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);

    /// <summary>The files whose names are not before <paramref name="from"/>, in order of name.</summary>
    Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken);

    /// <summary>The bytes of a file from an offset on: all there are, or a part that holds at least one whole line; empty at the end.</summary>
    Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken);

    /// <summary>
    /// Fills a buffer with the bytes of a file from an offset on, and says how many there were: fewer than fit only at the end. For readers of
    /// the whole lake, whose memory must not grow with what they have read.
    /// </summary>
    async Task<int> ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        int count = 0;
        while (count < into.Length && await ReadAsync(name, offset + count, cancellationToken) is { IsEmpty: false } part)
        {
            int taken = Math.Min(part.Length, into.Length - count);
            part[..taken].CopyTo(into[count..]);
            count += taken;
        }
        return count;
    }
}

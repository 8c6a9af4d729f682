using Personalization.Events;
using Personalization.Events.Fixes;

namespace Personalization.Recommendations.Sessions;

/// <summary>How far a lake has been read.</summary>
/// <param name="File">The file read last.</param>
/// <param name="Bytes">Bytes read of all files.</param>
/// <param name="TotalBytes">Bytes that there were at the start.</param>
/// <param name="Events">Different events found.</param>
/// <param name="Damaged">Lines that could not be read and were passed over.</param>
public sealed record ScanProgress(LakeFile File, long Bytes, long TotalBytes, long Events, long Damaged);

/// <summary>Takes the lines of a lake.</summary>
public interface ILakeLines
{
    /// <summary>How many different events have been added.</summary>
    long Events { get; }

    /// <summary>How many lines could not be read.</summary>
    long Damaged { get; }

    /// <summary>Adds the events of lines that are each ended by a line feed.</summary>
    void AddLines(ReadOnlySpan<byte> lines);
}

/// <summary>Reads a whole lake, line by line. The next part is fetched while one is read, into one of two buffers that are used again and again.</summary>
public static class LakeScan
{
    // More than any line: capture takes lines of a few KB, an import at most some hundred.
    private const int PartBytes = 8 * 1024 * 1024;

    /// <summary>Files, the newest, that may still grow.</summary>
    public const int NewestFiles = 3;

    /// <summary>Gives all lines to whoever takes them, and says how far the newest files were read. Older ones are not added to any more.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="into">Takes the lines.</param>
    /// <param name="progress">Told after each part; what it throws ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="fixes">How lines are to be read; null for as they were sent.</param>
    public static async Task<IReadOnlyList<LakeFile>> ReadAsync(
        IEventLake lake, ILakeLines into, Func<ScanProgress, Task> progress, CancellationToken cancellationToken, EventFixes? fixes = null)
    {
        IReadOnlyList<LakeFile> files = [.. (await lake.ListAsync(null, cancellationToken)).Where(file => file.Length > 0)];
        long total = files.Sum(file => file.Length), read = 0;
        (Memory<byte> part, Memory<byte> other) = (new byte[PartBytes], new byte[PartBytes]);
        Place? place = files.Count == 0 ? null : new Place(0, 0);
        Task<int> fetching = FetchAsync(place, part);
        while (place is { } here)
        {
            int fetched = await fetching, whole = part.Span[..fetched].LastIndexOf((byte)'\n') + 1;
            place = here.After(whole, files);
            fetching = FetchAsync(place, other);
            into.AddLines(fixes is null ? part.Span[..whole] : fixes.Apply(part[..whole]).Span);
            read += whole;
            (part, other) = (other, part);
            await progress(new ScanProgress(files[here.File], read, total, into.Events, into.Damaged));
        }
        return [.. files.TakeLast(NewestFiles)];

        Task<int> FetchAsync(Place? next, Memory<byte> buffer) =>
            next is { } at ? lake.ReadAsync(files[at.File].Name, at.Offset, buffer, cancellationToken) : Task.FromResult(0);
    }

    private readonly record struct Place(int File, long Offset)
    {
        /// <summary>Where to read on; null at the end. What stands behind the last line feed of a file is no whole line.</summary>
        public Place? After(int bytes, IReadOnlyList<LakeFile> files) =>
            bytes > 0 && Offset + bytes < files[File].Length ? this with { Offset = Offset + bytes }
            : File + 1 < files.Count ? new Place(File + 1, 0)
            : null;
    }
}

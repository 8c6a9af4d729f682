using Personalization.Events;

namespace Personalization.Recommendations.Sessions;

/// <summary>How far a lake has been read.</summary>
/// <param name="File">The file read last.</param>
/// <param name="Bytes">Bytes read of all files.</param>
/// <param name="TotalBytes">Bytes that there were at the start.</param>
/// <param name="Events">Different events found.</param>
/// <param name="Damaged">Lines that could not be read and were passed over.</param>
public sealed record ScanProgress(LakeFile File, long Bytes, long TotalBytes, long Events, long Damaged);

/// <summary>Reads a whole lake into a log. The next part is fetched while one is read, so no more than two parts are held at a time.</summary>
public static class LakeScan
{
    /// <summary>Adds all lines to the builder.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="into">Takes the lines.</param>
    /// <param name="progress">Told after each part; what it throws ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task ReadAsync(IEventLake lake, ShoppingLogBuilder into, Func<ScanProgress, Task> progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<LakeFile> files = await lake.ListAsync(null, cancellationToken);
        long total = files.Sum(file => file.Length), read = 0;
        foreach (LakeFile file in files.Where(file => file.Length > 0))
        {
            long position = 0;
            Task<ReadOnlyMemory<byte>> next = lake.ReadAsync(file.Name, 0, cancellationToken);
            while (position < file.Length)
            {
                ReadOnlyMemory<byte> bytes = await next;
                int whole = bytes.Span.LastIndexOf((byte)'\n') + 1;
                if (whole == 0) break;
                position += whole;
                if (position < file.Length) next = lake.ReadAsync(file.Name, position, cancellationToken);
                AddLines(bytes.Span[..whole], into);
                await progress(new ScanProgress(file, read + position, total, into.Events, into.Damaged));
            }
            read += position;
        }
    }

    private static void AddLines(ReadOnlySpan<byte> lines, ShoppingLogBuilder into)
    {
        foreach (Range line in lines.Split((byte)'\n'))
            if (!lines[line].IsEmpty) into.Add(lines[line]);
    }
}

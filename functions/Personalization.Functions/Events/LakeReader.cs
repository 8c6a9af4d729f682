using Microsoft.Extensions.Logging;
using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>Reads events out of lake files. A damaged line is reported and passed over: it must not stop all that comes after it.</summary>
public sealed class LakeReader(IEventLake lake, ILogger<LakeReader> log)
{
    /// <summary>The files from a name on, in order.</summary>
    public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken) => lake.ListAsync(from, cancellationToken);

    /// <summary>Gives every event of a file from a position on, and returns the position behind the last whole line.</summary>
    public async Task<long> ReadAsync(LakeFile file, long position, Action<ShopEvent> take, CancellationToken cancellationToken)
    {
        if (position > file.Length)
        {
            log.LakeShrunk(file.Name, position - file.Length);
            return file.Length;
        }
        while (position < file.Length)
        {
            ReadOnlyMemory<byte> bytes = await lake.ReadAsync(file.Name, position, cancellationToken);
            int whole = bytes.Span.LastIndexOf((byte)'\n') + 1;
            if (whole == 0) break;
            foreach (ReadOnlyMemory<byte> line in EventCodec.Lines(bytes[..whole])) Take(file.Name, line, take);
            position += whole;
        }
        return position;
    }

    private void Take(string file, ReadOnlyMemory<byte> line, Action<ShopEvent> take)
    {
        // What was erased leaves spaces, so that all that comes after it stays where it is.
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0) return;
        ShopEvent shopEvent;
        try
        {
            shopEvent = EventCodec.Parse(line);
        }
        catch (FormatException fault)
        {
            log.DamagedLine(fault, file);
            return;
        }
        take(shopEvent);
    }
}

namespace Personalization.Catalog.Imports;

/// <summary>Hands a stream on and keeps what lies after a place, so that reading can begin again there.</summary>
internal sealed class ReplayStream(Stream source) : Stream
{
    private byte[] kept = new byte[1 << 17];
    private int start;
    private int given;
    private int end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What is kept: from the place up to what was handed out.</summary>
    public ReadOnlySpan<byte> Kept => kept.AsSpan(start, given - start);

    /// <summary>Moves the place forward.</summary>
    public void Forget(int bytes) => start += bytes;

    /// <summary>The next read begins at the place.</summary>
    public void Rewind() => given = start;

    /// <summary>Moves the place behind the next line break, or the two characters of one, and begins there. False at the end of the stream.</summary>
    public async ValueTask<bool> SkipLineAsync(CancellationToken cancellationToken)
    {
        given = end;
        int at;
        while ((at = Kept.IndexOfAny((byte)'\r', (byte)'\n')) < 0 || (at == Kept.Length - 1 && Kept[at] == '\r'))
        {
            // Of a line without end nothing but its last byte matters.
            if (at < 0) start = given;
            if (await FillAsync(cancellationToken) == 0)
            {
                start = given;
                return false;
            }
            given = end;
        }
        start += Kept[at..].StartsWith("\r\n"u8) ? at + 2 : at + 1;
        given = start;
        return true;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (given == end) await FillAsync(cancellationToken);
        int bytes = Math.Min(buffer.Length, end - given);
        kept.AsMemory(given, bytes).CopyTo(buffer);
        given += bytes;
        return bytes;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file is read asynchronously");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        if (kept.Length - end < kept.Length / 4)
        {
            byte[] room = end - start > kept.Length / 2 ? new byte[kept.Length * 2] : kept;
            kept.AsSpan(start, end - start).CopyTo(room);
            kept = room;
            (start, given, end) = (0, given - start, end - start);
        }
        int bytes = await source.ReadAsync(kept.AsMemory(end), cancellationToken);
        end += bytes;
        return bytes;
    }
}

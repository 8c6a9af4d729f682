using System.Buffers;
using Azure.Core;

namespace Personalization.LocalHost.Tables;

/// <summary>A request body written once into a rented buffer and sent from there, again on each retry.</summary>
internal sealed class PooledContent : RequestContent, IBufferWriter<byte>
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;

    public int Length => length;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(length);
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellation) =>
        await stream.WriteAsync(buffer.AsMemory(0, length), cancellation);

    public override void WriteTo(Stream stream, CancellationToken cancellation) => stream.Write(buffer, 0, length);

    public override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    public override void Dispose()
    {
        byte[] rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0) ArrayPool<byte>.Shared.Return(rented);
    }

    private void Reserve(int sizeHint)
    {
        int needed = length + Math.Max(sizeHint, 1);
        if (needed <= buffer.Length) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

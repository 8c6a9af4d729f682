namespace Personalization.Benchmarks.Segments;

/// <summary>What went over the wire to storage: requests, and bytes of bodies both ways.</summary>
internal readonly record struct WireCount(long Requests, long Bytes)
{
    public static WireCount operator -(WireCount one, WireCount other) => new(one.Requests - other.Requests, one.Bytes - other.Bytes);
}

/// <summary>Counts what goes over the wire to storage.</summary>
internal sealed class CountedWire() : DelegatingHandler(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3), UseCookies = false, UseProxy = false })
{
    private long requests;
    private long bytes;

    public WireCount Count => new(Interlocked.Read(ref requests), Interlocked.Read(ref bytes));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref bytes, request.Content?.Headers.ContentLength ?? 0);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Interlocked.Add(ref bytes, response.Content.Headers.ContentLength ?? 0);
        return response;
    }
}

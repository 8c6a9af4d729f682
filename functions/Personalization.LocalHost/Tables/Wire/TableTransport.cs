using Azure.Core.Pipeline;

namespace Personalization.LocalHost.Tables;

/// <summary>The connections that all clients share.</summary>
internal static class TableTransport
{
    // Azurite closes idle connections after 5 s; a request sent in that moment would fail.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(3);

    // Accounts move between addresses: a connection must not outlive a change of DNS by much.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static HttpPipelineTransport Shared { get; } = new HttpClientTransport(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = Lifetime,
    })
    {
        // The pipeline has its own, per try.
        Timeout = Timeout.InfiniteTimeSpan,
    });
}

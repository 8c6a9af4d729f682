using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tests.Tables;

/// <summary>A network that fails as told, and notes what passes through it.</summary>
internal sealed class FaultyHandler : DelegatingHandler
{
    public FaultyHandler()
        : base(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3) })
    {
    }

    /// <summary>How many tries are answered 503 without reaching the service.</summary>
    public int Unavailable { get; set; }

    /// <summary>How many tries reach the service but lose its answer.</summary>
    public int LostAnswers { get; set; }

    public List<(string Method, string? Authorization, string Body)> Tries { get; } = [];

    /// <summary>Options of a client that uses this network and does not wait long between tries.</summary>
    public TableClientOptions Options() => new()
    {
        Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false)),
        Retry = { Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1), MaxRetries = 3 },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Tries.Add((request.Method.Method, request.Headers.Authorization?.ToString(), body));
        if (Unavailable-- > 0) return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("busy") };
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (LostAnswers-- <= 0) return response;
        response.Dispose();
        throw new IOException("The connection was reset");
    }
}

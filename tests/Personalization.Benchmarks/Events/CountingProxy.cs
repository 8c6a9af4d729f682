using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Personalization.Testing;

namespace Personalization.Benchmarks.Events;

/// <summary>Stands between an app and the emulator, passes every request on as it is, and counts it.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private static readonly HashSet<string> OfTheConnection =
        new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Host" };

    private readonly HttpMessageInvoker upstream = new(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3), UseCookies = false, UseProxy = false, AllowAutoRedirect = false,
    });

    private readonly List<WebApplication> listeners = [];

    private CountingProxy(string connectionString) => ConnectionString = connectionString;

    public StorageCalls Calls { get; } = new();

    /// <summary>Leads an app to the emulator through this.</summary>
    public string ConnectionString { get; private set; }

    public static async Task<CountingProxy> StartAsync(AzuriteProcess azurite)
    {
        CountingProxy proxy = new(azurite.ConnectionString);
        await proxy.ListenAsync("blob", azurite.BlobEndpoint);
        await proxy.ListenAsync("queue", azurite.QueueEndpoint);
        await proxy.ListenAsync("table", azurite.TableEndpoint);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WebApplication listener in listeners) await listener.DisposeAsync();
        upstream.Dispose();
    }

    private async Task ListenAsync(string service, Uri endpoint)
    {
        int port = AzuriteProcess.FreePorts(1)[0];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{port}");
        WebApplication listener = builder.Build();
        listener.Run(context => PassOnAsync(context, service, endpoint));
        listeners.Add(listener);
        await listener.StartAsync();
        ConnectionString = ConnectionString.Replace($":{endpoint.Port}/", $":{port}/", StringComparison.Ordinal);
    }

    private async Task PassOnAsync(HttpContext context, string service, Uri endpoint)
    {
        HttpRequest asked = context.Request;
        Calls.Count(service, asked.Method, asked.Path.Value ?? "", asked.QueryString.Value ?? "");
        // As it was sent, letter by letter: its signature is over that.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using HttpRequestMessage request = new(new HttpMethod(asked.Method), new Uri(endpoint, target));
        if (asked.ContentLength is not null || asked.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(asked.Body);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in asked.Headers)
            if (!OfTheConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        using HttpResponseMessage answer = await upstream.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
            if (!OfTheConnection.Contains(name)) context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Personalization.Testing;

/// <summary>A request of an app to storage: the service (blob, queue, table), the method, and the path and query as they were sent.</summary>
internal sealed record StorageRequest(string Service, string Method, string Path, string Query);

/// <summary>Sees what passes between an app and storage, and can let it get lost.</summary>
internal interface IStorageWitness
{
    /// <summary>Before a request is passed on; false loses it.</summary>
    ValueTask<bool> AskedAsync(StorageRequest request);

    /// <summary>Before its answer is passed back; false loses that.</summary>
    ValueTask<bool> AnsweredAsync(StorageRequest request);
}

/// <summary>Stands between an app and the emulator and passes every request on as it is.</summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private static readonly HashSet<string> OfTheConnection =
        new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Host" };

    private readonly HttpMessageInvoker upstream = new(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3), UseCookies = false, UseProxy = false, AllowAutoRedirect = false,
    });

    private readonly List<WebApplication> listeners = [];

    private readonly IStorageWitness witness;

    private StorageProxy(string connectionString, IStorageWitness witness) => (ConnectionString, this.witness) = (connectionString, witness);

    /// <summary>Leads an app to the emulator through this.</summary>
    public string ConnectionString { get; private set; }

    public static async Task<StorageProxy> StartAsync(AzuriteProcess azurite, IStorageWitness witness)
    {
        StorageProxy proxy = new(azurite.ConnectionString, witness);
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
        StorageRequest passing = new(service, asked.Method, asked.Path.Value ?? "", asked.QueryString.Value ?? "");
        if (!await witness.AskedAsync(passing))
        {
            context.Abort();
            return;
        }
        // As it was sent, letter by letter: its signature is over that.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using HttpRequestMessage request = new(new HttpMethod(asked.Method), new Uri(endpoint, target));
        if (asked.ContentLength is not null || asked.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(asked.Body);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in asked.Headers)
            if (!OfTheConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        using HttpResponseMessage answer = await upstream.SendAsync(request, context.RequestAborted);
        if (!await witness.AnsweredAsync(passing))
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
            if (!OfTheConnection.Contains(name)) context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}

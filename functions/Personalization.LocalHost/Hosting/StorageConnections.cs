using System.Collections.Concurrent;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Personalization.LocalHost.Hosting;

internal sealed class StorageConnections(IConfiguration configuration, INameResolver names, HostJson hostJson) : IStorageConnections, IDisposable
{
    // The emulator closes an idle connection after five seconds; one that we close first is never written to too late.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, QueueServiceClient> queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, BlobServiceClient> blobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<HttpClientTransport> transport = new(NewTransport);

    public string ConnectionString(string? connection = null)
    {
        string name = Name(connection);
        string? value = configuration[name] ?? configuration[$"AzureWebJobs{name}"] ?? configuration.GetConnectionString(name);
        return string.IsNullOrWhiteSpace(value)
            ? throw new HostStartupException($"the storage connection {name} is missing: set {name} to a connection string or to UseDevelopmentStorage=true")
            : value;
    }

    public QueueServiceClient Queues(string? connection = null) => queues.GetOrAdd(Name(connection), name =>
        Made(name, value => new QueueServiceClient(value, new QueueClientOptions { Transport = transport.Value, MessageEncoding = hostJson.Queues.MessageEncoding })));

    public BlobServiceClient Blobs(string? connection = null) => blobs.GetOrAdd(Name(connection), name =>
        Made(name, value => new BlobServiceClient(value, new BlobClientOptions { Transport = transport.Value })));

    public void Dispose()
    {
        if (transport.IsValueCreated) transport.Value.Dispose();
    }

    private string Name(string? connection) => string.IsNullOrEmpty(connection) ? IStorageConnections.Default : names.Resolve(connection);

    private T Made<T>(string name, Func<string, T> make)
    {
        try
        {
            return make(ConnectionString(name));
        }
        catch (FormatException wrong)
        {
            // The SDK's message quotes no part of the string, which holds a key.
            throw new HostStartupException($"the storage connection {name} is not a connection string: {wrong.Message}", wrong);
        }
    }

    internal static HttpClientTransport NewTransport()
    {
        SocketsHttpHandler handler = new() { PooledConnectionIdleTimeout = IdleTimeout, AllowAutoRedirect = false, UseCookies = false };
        return new HttpClientTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
    }
}

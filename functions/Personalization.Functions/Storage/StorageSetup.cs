using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Functions.Storage;

/// <summary>One client for each storage service, from the settings that the Functions host itself reads: a connection string, or an account name and an identity.</summary>
internal static class StorageSetup
{
    private const string Connection = "AzureWebJobsStorage";

    public static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<HttpPipelineTransport>(_ => Transport());
        services.AddSingleton(provider => Blobs(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<HttpPipelineTransport>()));
        services.AddSingleton(provider => Queues(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<HttpPipelineTransport>()));
        services.AddSingleton(provider => Tables(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<HttpPipelineTransport>()));
    }

    // Azurite closes idle connections after five seconds: a pooled one must not live that long.
    private static HttpClientTransport Transport() =>
        new(new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3), UseCookies = false, UseProxy = false }));

    private static BlobServiceClient Blobs(IConfiguration settings, HttpPipelineTransport transport)
    {
        BlobClientOptions options = new() { Transport = transport };
        return settings[Connection] is { Length: > 0 } connection ? new(connection, options) : new(Endpoint(settings, "blob"), Credential(settings), options);
    }

    private static QueueServiceClient Queues(IConfiguration settings, HttpPipelineTransport transport)
    {
        QueueClientOptions options = new() { Transport = transport, MessageEncoding = QueueMessageEncoding.None };
        return settings[Connection] is { Length: > 0 } connection ? new(connection, options) : new(Endpoint(settings, "queue"), Credential(settings), options);
    }

    private static TableServiceClient Tables(IConfiguration settings, HttpPipelineTransport transport)
    {
        TableClientOptions options = new() { Transport = transport };
        return settings[Connection] is { Length: > 0 } connection ? new(connection, options) : new(Endpoint(settings, "table"), Credential(settings), options);
    }

    private static Uri Endpoint(IConfiguration settings, string service)
    {
        if (settings[$"{Connection}:{service}ServiceUri"] is { Length: > 0 } uri) return new Uri(uri);
        string account = settings[$"{Connection}:accountName"]
            ?? throw new InvalidOperationException($"Set {Connection} to a connection string, or {Connection}__accountName to the name of a storage account.");
        return new Uri($"https://{account}.{service}.core.windows.net");
    }

    private static TokenCredential Credential(IConfiguration settings) =>
        settings[$"{Connection}:credential"] is not "managedidentity" ? new DefaultAzureCredential()
        : settings[$"{Connection}:clientId"] is { Length: > 0 } clientId ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
}

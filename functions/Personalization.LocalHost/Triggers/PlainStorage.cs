using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers;

/// <summary>Storage clients that leave message texts as they are, whatever host.json says.</summary>
internal sealed class PlainStorage(IStorageConnections connections) : IDisposable
{
    private readonly HttpClientTransport transport = CreateTransport();

    public QueueServiceClient Queues(string? connection) => CreateQueues(connections.ConnectionString(connection), transport);

    public void Dispose() => transport.Dispose();

    public static HttpClientTransport CreateTransport() => StorageConnections.NewTransport();

    public static QueueServiceClient CreateQueues(string connectionString, HttpPipelineTransport transport) =>
        new(connectionString, new QueueClientOptions { Transport = transport });

    public static BlobServiceClient CreateBlobs(string connectionString, HttpPipelineTransport transport) =>
        new(connectionString, new BlobClientOptions { Transport = transport });
}

using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Personalization.Testing;

namespace Personalization.Functions.Tests;

/// <summary>An emulator for one test class, so that names of tables and containers are its own.</summary>
public sealed class OwnAzurite : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    public BlobServiceClient Blobs => new(ConnectionString);

    public QueueServiceClient Queues => new(ConnectionString);

    public TableServiceClient Tables => new(ConnectionString);

    public async Task InitializeAsync() => azurite = await AzuriteProcess.StartAsync();

    public async Task DisposeAsync() => await azurite!.DisposeAsync();
}

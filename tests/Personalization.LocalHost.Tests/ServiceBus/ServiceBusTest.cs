using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

/// <summary>A client on a clock of the test, and a queue of its own.</summary>
public abstract class ServiceBusTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<ServiceBusClient> clients = [];

    private protected ManualTimeProvider Clock { get; } = new(Start);

    private protected string Name { get; } = azurite.UniqueName("bus");

    private protected ServiceBusClient Client => clients.Count > 0 ? clients[0] : NewClient();

    private protected QueueClient StorageQueue => new(azurite.ConnectionString, $"sb-{Name}");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (ServiceBusClient client in clients) await client.DisposeAsync();
    }

    private protected ServiceBusClient NewClient(string keys = "")
    {
        clients.Add(new ServiceBusClient(azurite.ConnectionString + keys, new ServiceBusClientOptions { TimeProvider = Clock }));
        return clients[^1];
    }

    private protected static Task<IReadOnlyList<ServiceBusReceivedMessage>> LookAsync(ServiceBusReceiver receiver) => receiver.ReceiveMessagesAsync(32, TimeSpan.Zero);

    private protected static async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver receiver) => Assert.Single(await LookAsync(receiver));

    private protected ServiceBusReceiver DeadLetters => Client.CreateReceiver(Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private protected async Task<IReadOnlyList<string>> BlobsAsync(string prefix)
    {
        List<string> names = [];
        await foreach (BlobItem blob in new BlobContainerClient(azurite.ConnectionString, "service-bus").GetBlobsAsync(prefix: prefix)) names.Add(blob.Name);
        return names;
    }
}

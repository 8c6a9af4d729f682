using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>Which subscriptions a topic has: those that a trigger or a receiver has asked for, kept as blobs so that every sender knows them.</summary>
internal sealed class Topics(BlobContainerClient container, TimeProvider clock)
{
    // In Azure a subscription is made once, long before messages; here a new one is noticed after this time.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<EntityName, (DateTimeOffset Read, EntityName[] Subscriptions)> known = new();

    public Task AddAsync(EntityName topic, EntityName subscription, CancellationToken cancellationToken)
    {
        known.TryRemove(topic, out _);
        string name = Prefix(topic) + Uri.EscapeDataString(subscription.Path);
        return container.GetBlobClient(name).UploadAsync(BinaryData.FromString(""), overwrite: true, cancellationToken);
    }

    /// <summary>Empty for a queue.</summary>
    public async Task<IReadOnlyList<EntityName>> SubscriptionsAsync(EntityName address, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (known.TryGetValue(address, out (DateTimeOffset Read, EntityName[] Subscriptions) found) && now - found.Read < Fresh) return found.Subscriptions;
        List<EntityName> subscriptions = [];
        string prefix = Prefix(address);
        await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            subscriptions.Add(new EntityName(Uri.UnescapeDataString(blob.Name[prefix.Length..])));
        known[address] = (now, [.. subscriptions]);
        return subscriptions;
    }

    private static string Prefix(EntityName topic) => $"topics/{topic.StorageName}/";
}

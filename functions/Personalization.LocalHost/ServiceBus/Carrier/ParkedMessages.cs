using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>
/// Scheduled messages of one queue or topic: blobs named by due time and sequence number, moved to the queue when they are due.
/// They are no queue messages because the emulator's queues slow down with their depth and none hides a message for more than 7 days.
/// </summary>
internal sealed class ParkedMessages(BlobContainerClient container, EntityName entity, TimeProvider clock)
{
    private const int PageSize = 32;
    private static readonly TimeSpan MoveLease = TimeSpan.FromSeconds(15);

    private readonly string prefix = $"scheduled/{entity.StorageName}/";

    public Task ParkAsync(Envelope message, CancellationToken cancellationToken) =>
        container.GetBlobClient(Name(message.ScheduledEnqueueTime!.Value.UtcTicks, message.SequenceNumber)).UploadAsync(new BinaryData(message.ToJson()), cancellationToken);

    /// <summary>False where there is no such message, or where it is just being enqueued.</summary>
    public async Task<bool> CancelAsync(long sequenceNumber, CancellationToken cancellationToken)
    {
        string tail = Name(0, sequenceNumber)[^20..];
        await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            if (blob.Name.EndsWith(tail, StringComparison.Ordinal)) return await TryDeleteAsync(blob.Name, cancellationToken);
        }

        return false;
    }

    /// <summary>The next ones by sequence number.</summary>
    public async Task<IReadOnlyList<Envelope>> PeekAsync(long from, int most, CancellationToken cancellationToken)
    {
        List<(long Number, string Name)> parked = [];
        await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            long number = long.Parse(blob.Name.AsSpan(blob.Name.Length - 19), CultureInfo.InvariantCulture);
            if (number >= from) parked.Add((number, blob.Name));
        }

        List<Envelope> found = [];
        foreach ((_, string name) in parked.Order().Take(most))
        {
            try
            {
                found.Add(Envelope.FromJson((await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory()));
            }
            catch (RequestFailedException error) when (error.Status == 404)
            {
                // Due, or cancelled, since it was listed.
            }
        }

        return found;
    }

    /// <summary>Hands over what is due, the earliest first. A death in the middle hands over one message twice, never loses one.</summary>
    public async Task MoveDueAsync(Func<Envelope, Task> enqueue, CancellationToken cancellationToken)
    {
        string end = Name(clock.GetUtcNow().UtcTicks, long.MaxValue);
        await foreach (Page<BlobItem> page in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken).AsPages(pageSizeHint: PageSize))
        {
            foreach (BlobItem blob in page.Values)
            {
                if (string.CompareOrdinal(blob.Name, end) > 0) return;
                await MoveAsync(blob.Name, enqueue, cancellationToken);
            }
        }
    }

    private async Task MoveAsync(string name, Func<Envelope, Task> enqueue, CancellationToken cancellationToken)
    {
        BlobClient blob = container.GetBlobClient(name);
        BlobLeaseClient lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(MoveLease, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status is 404 or 409)
        {
            // Cancelled, moved, or being moved by another host.
            return;
        }

        Envelope message = Envelope.FromJson((await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToMemory());
        await enqueue(message with { EnqueuedTime = clock.GetUtcNow() });
        await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { LeaseId = lease.LeaseId }, cancellationToken: CancellationToken.None);
    }

    private async Task<bool> TryDeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken)).Value;
        }
        catch (RequestFailedException error) when (error.Status is 409 or 412)
        {
            return false;
        }
    }

    private string Name(long dueTicks, long sequenceNumber) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{dueTicks:D19}-{sequenceNumber:D19}");
}

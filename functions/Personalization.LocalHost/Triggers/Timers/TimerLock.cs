using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>Lets one host at a time follow a timer's schedule: a blob lease, renewed while it is held, released at an orderly stop.</summary>
internal sealed class TimerLock(BlobContainerClient container, string path, string function, TimeProvider clock, ILogger logger)
{
    /// <summary>The shortest that Azure allows, so that a host which dies without a word is soon followed by another.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly string id = Guid.NewGuid().ToString();
    private readonly BlobClient blob = container.GetBlobClient(path);

    /// <summary>Waits until the lock is this host's.</summary>
    public async Task<TimerLease> AcquireAsync(CancellationToken cancellationToken)
    {
        if (!await TryAcquireAsync(cancellationToken))
        {
            logger.TimerHeldElsewhere(function);
            do await Task.Delay(Duration / 3, clock, cancellationToken);
            while (!await TryAcquireAsync(cancellationToken));
        }

        return new TimerLease(this, function, clock, logger);
    }

    /// <summary>Takes or renews the lease: acquiring with the id that holds it already starts its time again.</summary>
    public async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await blob.GetBlobLeaseClient(id).AcquireAsync(Duration, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException error) when (error.Status == 409)
        {
            return false;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            await CreateAsync(cancellationToken);
            return await TryAcquireAsync(cancellationToken);
        }
    }

    public Task ReleaseAsync() => blob.GetBlobLeaseClient(id).ReleaseAsync();

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            await blob.UploadAsync(BinaryData.FromString(""), new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status is 409 or 412)
        {
            // Another host was first; the lease decides between us.
        }
    }
}

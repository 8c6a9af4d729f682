using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Personalization.Functions.Storage;

/// <summary>What a blob holds and under which version; no bytes when there is none.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Version">Its version.</param>
public readonly record struct StoredBytes(BinaryData? Bytes, ETag? Version);

/// <summary>Small blobs of one container, read whole and replaced by version.</summary>
internal sealed class BlobFolder : IDisposable
{
    private readonly BlobContainerClient container;
    private readonly Once created;

    public BlobFolder(BlobServiceClient blobs, string name)
    {
        container = blobs.GetBlobContainerClient(name);
        created = new Once(token => container.CreateIfNotExistsAsync(cancellationToken: token));
    }

    /// <summary>The blob, without bytes when there is none or it still has the known version.</summary>
    public async Task<StoredBytes> ReadAsync(string name, ETag? known, CancellationToken cancellationToken)
    {
        try
        {
            Response<BlobDownloadResult> found = await container.GetBlobClient(name).DownloadContentAsync(
                new BlobRequestConditions { IfNoneMatch = known }, cancellationToken);
            return found.GetRawResponse().Status == 304 ? default : new StoredBytes(found.Value.Content, found.Value.Details.ETag);
        }
        catch (RequestFailedException fault) when (fault.Status is 304 or 404)
        {
            return default;
        }
    }

    /// <summary>Replaces the blob of that version, or makes one where none is expected; null when others have changed it since.</summary>
    public async Task<ETag?> TryWriteAsync(string name, BinaryData bytes, ETag? version, CancellationToken cancellationToken)
    {
        BlobRequestConditions conditions = version is { } stored ? new() { IfMatch = stored } : new() { IfNoneMatch = ETag.All };
        try
        {
            return await UploadAsync(name, bytes, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Writes the blob, whatever was there.</summary>
    public Task<ETag> WriteAsync(string name, BinaryData bytes, CancellationToken cancellationToken) =>
        UploadAsync(name, bytes, new BlobUploadOptions(), cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Removes the blob of that version; false when others have changed it since, or there is none.</summary>
    public async Task<bool> TryRemoveAsync(string name, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = version }, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status is 412)
        {
            return false;
        }
    }

    /// <summary>Stores a stream as it comes, whatever was there.</summary>
    public async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await created.EnsureAsync(cancellationToken);
        await container.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellationToken);
    }

    public void Dispose() => created.Dispose();

    private async Task<ETag> UploadAsync(string name, BinaryData bytes, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        BlobContentInfo stored = await created.UseAsync(
            async () => (await container.GetBlobClient(name).UploadAsync(bytes, options, cancellationToken)).Value, cancellationToken);
        return stored.ETag;
    }
}

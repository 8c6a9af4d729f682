using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Personalization.Functions.Privacy;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>Old uploaded files; what became of their imports stays.</summary>
internal sealed class UploadRetention(BlobServiceClient blobs, ImportStore store) : IRetentionRule
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient("imports");

    public int DaysOf(RetentionOptions options) => options.UploadDays;

    public async Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        if (!await container.ExistsAsync(cancellationToken)) return 0;
        List<string> old = [];
        await foreach (BlobItem blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
            if (blob.Properties.LastModified < olderThan && blob.Name.EndsWith("/file", StringComparison.Ordinal)) old.Add(blob.Name);
        int count = 0;
        foreach (string name in old)
        {
            if (await store.FindAsync(name.Split('/')[0], cancellationToken) is { State: ImportState.Queued or ImportState.Running }) continue;
            await container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);
            count++;
        }
        return count;
    }
}

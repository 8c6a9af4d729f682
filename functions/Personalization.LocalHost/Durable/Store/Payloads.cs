using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Personalization.LocalHost.Durable;

/// <summary>Bytes in a row, or in a blob where they are many; a blob is written before the row that names it, and never changed.</summary>
internal sealed class Payloads(BlobContainerClient container)
{
    public const int LargestInRow = 32 * 1024;

    /// <summary>Sets the property, or the one with "Blob" behind its name.</summary>
    public async Task SetAsync(TableEntity row, string property, string instanceId, byte[] content, CancellationToken cancellationToken)
    {
        if (content.Length <= LargestInRow)
        {
            row[property] = content;
            return;
        }
        string name = $"{Folder(instanceId)}{Guid.NewGuid():N}";
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), cancellationToken);
        row[property + "Blob"] = name;
    }

    public async Task<byte[]?> GetAsync(TableEntity row, string property, CancellationToken cancellationToken)
    {
        if (row.GetString(property + "Blob") is not { } name) return row.GetBinary(property);
        return (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
    }

    public async Task DeleteAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is not null) await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    /// <summary>The names of all blobs of an instance.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string instanceId, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (BlobItem blob in container.GetBlobsAsync(prefix: Folder(instanceId), cancellationToken: cancellationToken)) names.Add(blob.Name);
        return names;
    }

    private static string Folder(string instanceId) => $"{Uri.EscapeDataString(instanceId)}/";
}

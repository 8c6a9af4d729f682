using System.Text.Json;
using Azure.Storage.Blobs;
using Personalization.Functions.Jobs;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>Imports in the blob container <c>imports</c>: their files, and where they stand.</summary>
/// <param name="blobs">Blobs.</param>
/// <param name="jobs">Makes them run.</param>
public sealed class ImportStore(BlobServiceClient blobs, JobQueue jobs) : IDisposable
{
    private readonly BlobFolder folder = new(blobs, "imports");

    /// <summary>Stores a file as it comes.</summary>
    public Task StoreFileAsync(string importId, Stream file, CancellationToken cancellationToken) => folder.WriteAsync($"{importId}/file", file, cancellationToken);

    /// <summary>Stores the mapping that a file came with.</summary>
    public Task StoreMappingAsync(string importId, BinaryData mapping, CancellationToken cancellationToken) =>
        folder.WriteAsync($"{importId}/mapping.json", mapping, cancellationToken);

    /// <summary>The mapping that a file came with.</summary>
    public async Task<BinaryData> ReadMappingAsync(string importId, CancellationToken cancellationToken) =>
        (await folder.ReadAsync($"{importId}/mapping.json", null, cancellationToken)).Bytes
        ?? throw new InvalidOperationException("The mapping of an import is missing, though it was read when the import was accepted");

    /// <summary>The file of an import.</summary>
    public async Task<Stream> OpenFileAsync(string importId, CancellationToken cancellationToken) =>
        await blobs.GetBlobContainerClient("imports").GetBlobClient($"{importId}/file").OpenReadAsync(cancellationToken: cancellationToken);

    /// <summary>Where an import stands, or null when there is none of that name.</summary>
    public async Task<ImportStatus?> FindAsync(string importId, CancellationToken cancellationToken) =>
        (await folder.ReadAsync($"{importId}/status.json", null, cancellationToken)).Bytes is { } bytes
            ? JsonSerializer.Deserialize(bytes.ToMemory().Span, ImportJson.Relaxed.ImportStatus)
            : null;

    /// <summary>Says where an import stands.</summary>
    public Task SaveAsync(ImportStatus status, CancellationToken cancellationToken) => folder.WriteAsync(
        $"{status.ImportId}/status.json", new BinaryData(JsonSerializer.SerializeToUtf8Bytes(status, ImportJson.Relaxed.ImportStatus)), cancellationToken);

    /// <summary>Makes an import run, or go on.</summary>
    public Task EnqueueAsync(string importId, CancellationToken cancellationToken) => jobs.SendAsync(ImportJob.KindName, importId, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}

using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Recommendations;

/// <summary>The model snapshot as blob <c>models/recommendations</c>.</summary>
public sealed class ModelBlob(BlobServiceClient blobs) : IDisposable
{
    private const string Name = "recommendations";
    private readonly BlobFolder folder = new(blobs, "models");

    /// <summary>The snapshot's bytes, or none when there is none or it has the known version.</summary>
    public Task<StoredBytes> ReadAsync(ETag? known, CancellationToken cancellationToken) => folder.ReadAsync(Name, known, cancellationToken);

    /// <summary>Puts a snapshot in place of the one before.</summary>
    public Task<ETag> WriteAsync(byte[] snapshot, CancellationToken cancellationToken) => folder.WriteAsync(Name, new BinaryData(snapshot), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}

using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>The model snapshot as blob <c>models/recommendations</c>.</summary>
internal sealed class ModelBlob(BlobServiceClient blobs) : IDisposable
{
    private const string Name = "recommendations";
    private readonly BlobFolder folder = new(blobs, "models");

    /// <summary>The snapshot's bytes, or none when there is none or it has the known version.</summary>
    public Task<StoredBytes> ReadAsync(ETag? known, CancellationToken cancellationToken) => folder.ReadAsync(Name, known, cancellationToken);

    public Task<ETag> WriteAsync(byte[] snapshot, CancellationToken cancellationToken) => folder.WriteAsync(Name, new BinaryData(snapshot), cancellationToken);

    public void Dispose() => folder.Dispose();
}

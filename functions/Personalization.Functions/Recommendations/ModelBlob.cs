using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Model snapshots: the one in service as blob <c>models/recommendations</c>, the one before it as <c>models/previous</c>, one that waits as <c>models/candidate</c>.</summary>
public sealed class ModelBlob(BlobServiceClient blobs) : IDisposable
{
    private const string InService = "recommendations";
    private const string Previous = "previous";
    private const string Candidate = "candidate";

    private readonly BlobFolder folder = new(blobs, "models");

    /// <summary>The bytes of the snapshot in service, or none when there is none or it has the known version.</summary>
    public Task<StoredBytes> ReadAsync(ETag? known, CancellationToken cancellationToken) => folder.ReadAsync(InService, known, cancellationToken);

    /// <summary>The snapshot that was in service before, or none.</summary>
    public async Task<BinaryData?> ReadPreviousAsync(CancellationToken cancellationToken) => (await folder.ReadAsync(Previous, null, cancellationToken)).Bytes;

    /// <summary>The snapshot that waits to be put in service, or none.</summary>
    public async Task<BinaryData?> ReadCandidateAsync(CancellationToken cancellationToken) => (await folder.ReadAsync(Candidate, null, cancellationToken)).Bytes;

    /// <summary>Stores a snapshot that is not to be in service yet.</summary>
    public Task StoreCandidateAsync(BinaryData snapshot, CancellationToken cancellationToken) => folder.WriteAsync(Candidate, snapshot, cancellationToken);

    /// <summary>Forgets the snapshot that waits.</summary>
    public Task RemoveCandidateAsync(CancellationToken cancellationToken) => folder.RemoveAsync(Candidate, cancellationToken);

    /// <summary>
    /// Puts a snapshot in place of the one in service, and keeps that one if it can be read: nobody wants to go back to any other.
    /// False when another one has been put there since.
    /// </summary>
    public async Task<bool> TryReplaceAsync(StoredBytes inService, BinaryData snapshot, CancellationToken cancellationToken)
    {
        if (TryRead(inService.Bytes, out _) is not null) await folder.WriteAsync(Previous, inService.Bytes!, cancellationToken);
        return await folder.TryWriteAsync(InService, snapshot, inService.Version, cancellationToken) is not null;
    }

    /// <summary>The model of a snapshot; null where there is none, or where it cannot be read, for the reason given.</summary>
    public static RecommendationModel? TryRead(BinaryData? snapshot, out InvalidDataException? fault)
    {
        fault = null;
        if (snapshot is null) return null;
        try
        {
            return ModelCodec.Deserialize(snapshot.ToMemory());
        }
        catch (InvalidDataException damaged)
        {
            fault = damaged;
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}

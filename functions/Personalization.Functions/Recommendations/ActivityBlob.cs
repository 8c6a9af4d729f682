using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>The activity counts as blob <c>models/activity</c>.</summary>
public sealed class ActivityBlob(BlobServiceClient blobs) : IDisposable
{
    private const string Name = "activity";
    private readonly BlobFolder folder = new(blobs, "models");

    /// <summary>The counts with the version they are stored under; none for counts that are not stored yet.</summary>
    /// <param name="State">The counts.</param>
    /// <param name="Version">Their version.</param>
    public sealed record Stored(ActivityState State, ETag? Version);

    /// <summary>The stored counts; empty ones when there are none.</summary>
    public async Task<Stored> LoadAsync(CancellationToken cancellationToken) =>
        await ReadAsync(null, cancellationToken) ?? new Stored(new ActivityState(), null);

    /// <summary>
    /// The stored counts, or null when there are none or their version is the known one. Of counts in an earlier version's form nothing is
    /// kept: the lake, which has all events, is counted anew in their place.
    /// </summary>
    public async Task<Stored?> ReadAsync(ETag? known, CancellationToken cancellationToken)
    {
        StoredBytes found = await folder.ReadAsync(Name, known, cancellationToken);
        if (found.Bytes is null) return null;
        ReadOnlyMemory<byte> bytes = found.Bytes.ToMemory();
        return new Stored(ActivityCodec.IsOutdated(bytes.Span) ? new ActivityState() : ActivityCodec.Deserialize(bytes), found.Version);
    }

    /// <summary>Stores counts in place of those loaded; null when others have stored theirs since.</summary>
    public async Task<Stored?> TrySaveAsync(Stored counts, CancellationToken cancellationToken) =>
        await folder.TryWriteAsync(Name, new BinaryData(ActivityCodec.Serialize(counts.State)), counts.Version, cancellationToken) is { } version
            ? counts with { Version = version }
            : null;

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}

using Azure;
using Azure.Storage.Blobs;
using Personalization.Events.Fixes;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Events;

/// <summary>How the lake is to be read where what was sent was wrong, in the blob <c>events/fixes</c>.</summary>
/// <param name="blobs">Storage.</param>
public sealed class FixStore(BlobServiceClient blobs) : IDisposable
{
    private const string Name = "fixes";
    private readonly BlobFolder folder = new(blobs, "events");

    /// <summary>The fixes in force with the version they are stored under.</summary>
    internal async Task<(EventFixes Fixes, ETag? Version)> LoadAsync(CancellationToken cancellationToken)
    {
        StoredBytes found = await folder.ReadAsync(Name, null, cancellationToken);
        return (found.Bytes is null ? EventFixes.None : EventFixes.Deserialize(found.Bytes.ToMemory().Span), found.Version);
    }

    /// <summary>Stores fixes in place of those loaded; false when others have changed them since.</summary>
    internal async Task<bool> TrySaveAsync(EventFixes fixes, ETag? version, CancellationToken cancellationToken) =>
        await folder.TryWriteAsync(Name, new BinaryData(fixes.Serialize()), version, cancellationToken) is not null;

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}

using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>The shop's segments as the blob <c>segments/definitions.json</c>.</summary>
internal sealed class BlobSegmentStore : ISegmentStore, IDisposable
{
    private const string Name = "definitions.json";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly BlobFolder folder;
    private readonly Refreshed<SegmentIndex> current;

    public BlobSegmentStore(BlobServiceClient blobs, TimeProvider time)
    {
        folder = new BlobFolder(blobs, "segments");
        current = new Refreshed<SegmentIndex>(time, LookEvery, async (known, token) =>
            Read(await folder.ReadAsync(Name, known?.Version is { } version ? new ETag(version) : null, token)) ?? known ?? SegmentIndex.Empty);
    }

    public ValueTask<SegmentIndex> CurrentAsync(CancellationToken cancellationToken) => current.GetAsync(cancellationToken);

    public async Task<SegmentIndex> LoadAsync(CancellationToken cancellationToken) => Read(await folder.ReadAsync(Name, null, cancellationToken)) ?? SegmentIndex.Empty;

    public async Task<bool> TrySaveAsync(SegmentIndex next, CancellationToken cancellationToken)
    {
        BinaryData bytes = new(JsonSerializer.SerializeToUtf8Bytes(next.Lines, SegmentCodec.Default.ImmutableSortedDictionaryStringSegmentLine));
        ETag? stored = await folder.TryWriteAsync(Name, bytes, next.Version is { } version ? new ETag(version) : null, cancellationToken);
        current.Expire();
        return stored is not null;
    }

    public void Dispose()
    {
        folder.Dispose();
        current.Dispose();
    }

    private static SegmentIndex? Read(StoredBytes stored) => stored.Bytes is not { } bytes ? null : new SegmentIndex(
        JsonSerializer.Deserialize(bytes.ToMemory().Span, SegmentCodec.Default.ImmutableSortedDictionaryStringSegmentLine)!.WithComparers(StringComparer.Ordinal), stored.Version.ToString());
}

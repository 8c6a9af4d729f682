using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Common.Documents;

namespace Personalization.Functions.Storage;

/// <summary>The list of a shop's documents as a blob, looked at every few seconds.</summary>
internal abstract class BlobIndexStore<TLine> : IDocumentIndexStore<TLine>, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly string name;
    private readonly JsonTypeInfo<ImmutableSortedDictionary<string, TLine>> format;
    private readonly Refreshed<DocumentIndex<TLine>> current;

    protected BlobIndexStore(BlobServiceClient blobs, string container, string name, JsonTypeInfo<ImmutableSortedDictionary<string, TLine>> format, TimeProvider time)
    {
        (this.name, this.format, Folder) = (name, format, new BlobFolder(blobs, container));
        current = new Refreshed<DocumentIndex<TLine>>(time, LookEvery, async (known, token) =>
            Read(await Folder.ReadAsync(name, known?.Version is { } version ? new ETag(version) : null, token)) ?? known ?? new());
    }

    /// <summary>Where the list lies.</summary>
    protected BlobFolder Folder { get; }

    public ValueTask<DocumentIndex<TLine>> CurrentAsync(CancellationToken cancellationToken) => current.GetAsync(cancellationToken);

    public async Task<DocumentIndex<TLine>> LoadAsync(CancellationToken cancellationToken) => Read(await Folder.ReadAsync(name, null, cancellationToken)) ?? new();

    public async Task<bool> TrySaveAsync(DocumentIndex<TLine> next, CancellationToken cancellationToken)
    {
        BinaryData bytes = new(JsonSerializer.SerializeToUtf8Bytes(next.Lines, format));
        ETag? stored = await Folder.TryWriteAsync(name, bytes, next.Version is { } version ? new ETag(version) : null, cancellationToken);
        current.Expire();
        return stored is not null;
    }

    public void Dispose()
    {
        Folder.Dispose();
        current.Dispose();
    }

    private DocumentIndex<TLine>? Read(StoredBytes stored) => stored.Bytes is not { } bytes ? null
        : new(JsonSerializer.Deserialize(bytes.ToMemory().Span, format)!.WithComparers(StringComparer.Ordinal), stored.Version.ToString());
}

using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Journeys.Recipes;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Recipes as blobs: <c>recipes/index.json</c>, and the text of each version as <c>recipes/ID/VERSION.yaml</c>.</summary>
internal sealed class BlobRecipeStore : IRecipeStore, IDisposable
{
    private const string IndexName = "index.json";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly BlobFolder folder;
    private readonly Refreshed<RecipeIndex> current;

    public BlobRecipeStore(BlobServiceClient blobs, TimeProvider time)
    {
        folder = new BlobFolder(blobs, "recipes");
        current = new Refreshed<RecipeIndex>(time, LookEvery, async (known, token) =>
            Read(await folder.ReadAsync(IndexName, known?.Version is { } version ? new ETag(version) : null, token)) ?? known ?? RecipeIndex.Empty);
    }

    public ValueTask<RecipeIndex> CurrentAsync(CancellationToken cancellationToken) => current.GetAsync(cancellationToken);

    public async Task<RecipeIndex> LoadAsync(CancellationToken cancellationToken) => Read(await folder.ReadAsync(IndexName, null, cancellationToken)) ?? RecipeIndex.Empty;

    public async Task<bool> TrySaveAsync(RecipeIndex next, CancellationToken cancellationToken)
    {
        BinaryData bytes = new(JsonSerializer.SerializeToUtf8Bytes(next.Lines, RecipeCodec.Default.ImmutableSortedDictionaryStringRecipeLine));
        ETag? stored = await folder.TryWriteAsync(IndexName, bytes, next.Version is { } version ? new ETag(version) : null, cancellationToken);
        current.Expire();
        return stored is not null;
    }

    public async Task<ReadOnlyMemory<byte>?> TextAsync(string id, int version, CancellationToken cancellationToken) =>
        (await folder.ReadAsync(NameOf(id, version), null, cancellationToken)).Bytes?.ToMemory();

    public async Task<bool> TryAddTextAsync(string id, int version, ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
        await folder.TryWriteAsync(NameOf(id, version), new BinaryData(text), null, cancellationToken) is not null;

    public void Dispose()
    {
        folder.Dispose();
        current.Dispose();
    }

    private static string NameOf(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}/{version}.yaml");

    private static RecipeIndex? Read(StoredBytes stored) => stored.Bytes is not { } bytes ? null : new RecipeIndex(
        JsonSerializer.Deserialize(bytes.ToMemory().Span, RecipeCodec.Default.ImmutableSortedDictionaryStringRecipeLine)!.WithComparers(StringComparer.Ordinal), stored.Version.ToString());
}

using System.Globalization;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Journeys.Recipes;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Recipes as blobs: <c>recipes/index.json</c>, and the text of each version as <c>recipes/ID/VERSION.yaml</c>.</summary>
internal sealed class BlobRecipeStore(BlobServiceClient blobs, TimeProvider time)
    : BlobIndexStore<RecipeLine>(blobs, "recipes", "index.json", RecipeCodec.Default.ImmutableSortedDictionaryStringRecipeLine, time), IRecipeStore
{
    public async Task<ReadOnlyMemory<byte>?> TextAsync(string id, int version, CancellationToken cancellationToken) =>
        (await Folder.ReadAsync(NameOf(id, version), null, cancellationToken)).Bytes?.ToMemory();

    public async Task<bool> TryAddTextAsync(string id, int version, ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
        await Folder.TryWriteAsync(NameOf(id, version), new BinaryData(text), null, cancellationToken) is not null;

    private static string NameOf(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}/{version}.yaml");
}

using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Catalog;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Catalog;

/// <summary>Some of the products, the hash of the bytes they are stored as, and the version they are stored under.</summary>
internal sealed record CatalogShard(SortedDictionary<string, Product> Products, string Hash, ETag? Version);

/// <summary>Which content each shard has, and the version under which that is stored.</summary>
internal sealed record CatalogManifest(SortedDictionary<int, string> Hashes, ETag? Version);

/// <summary>The blobs of the catalog: <c>catalog/shard-NN.json</c> and <c>catalog/manifest.json</c>.</summary>
internal sealed class CatalogBlobs(BlobServiceClient blobs) : IDisposable
{
    private const string ManifestName = "manifest.json";
    private readonly BlobFolder folder = new(blobs, "catalog");

    public async Task<CatalogShard> LoadShardAsync(int shard, CancellationToken cancellationToken)
    {
        (BinaryData? bytes, ETag? version) = await folder.ReadAsync(ShardName(shard), null, cancellationToken);
        if (bytes is null) return new CatalogShard(new(StringComparer.Ordinal), "", null);
        List<Product> products = JsonSerializer.Deserialize(bytes.ToMemory().Span, ProductCodec.Json.ListProduct) ?? [];
        return new CatalogShard(new(products.ToDictionary(product => product.ProductId), StringComparer.Ordinal), Hash(bytes.ToMemory().Span), version);
    }

    /// <summary>Stores a shard in place of the one loaded and gives the hash of its content; null when others have stored theirs since.</summary>
    public async Task<string?> TrySaveShardAsync(int number, CatalogShard shard, CancellationToken cancellationToken)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes([.. shard.Products.Values], ProductCodec.Json.ListProduct);
        return await folder.TryWriteAsync(ShardName(number), new BinaryData(bytes), shard.Version, cancellationToken) is null ? null : Hash(bytes);
    }

    /// <summary>The manifest, or null when there is none or it has the known version.</summary>
    public async Task<CatalogManifest?> ReadManifestAsync(ETag? known, CancellationToken cancellationToken)
    {
        (BinaryData? bytes, ETag? version) = await folder.ReadAsync(ManifestName, known, cancellationToken);
        return bytes is null ? null : new CatalogManifest(JsonSerializer.Deserialize(bytes.ToMemory().Span, CatalogManifestJson.Default.SortedDictionaryInt32String) ?? [], version);
    }

    /// <summary>Says in the manifest which content shards have now.</summary>
    public async Task UpdateManifestAsync(IEnumerable<KeyValuePair<int, string>> hashes, CancellationToken cancellationToken)
    {
        while (true)
        {
            CatalogManifest manifest = await ReadManifestAsync(null, cancellationToken) ?? new CatalogManifest([], null);
            bool changed = false;
            foreach ((int shard, string hash) in hashes)
            {
                changed |= manifest.Hashes.GetValueOrDefault(shard) != hash;
                manifest.Hashes[shard] = hash;
            }
            if (!changed) return;
            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(manifest.Hashes, CatalogManifestJson.Default.SortedDictionaryInt32String);
            if (await folder.TryWriteAsync(ManifestName, new BinaryData(bytes), manifest.Version, cancellationToken) is not null) return;
        }
    }

    public void Dispose() => folder.Dispose();

    private static string ShardName(int shard) => $"shard-{shard:00}.json";

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];
}

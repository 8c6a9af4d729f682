using System.Collections.Frozen;
using Azure;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Catalog;

/// <summary>
/// The catalog as a fixed number of blobs, each with the products that hash to it, and a manifest that says which content each has.
/// Readers look at the manifest and fetch what has changed.
/// </summary>
internal sealed class BlobCatalogStore : ICatalogStore, IDisposable
{
    private const int Shards = 32;
    private const int ShardsAtOnce = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly CatalogBlobs blobs;
    private readonly Refreshed<Loaded> current;

    public BlobCatalogStore(CatalogBlobs blobs, TimeProvider time)
    {
        this.blobs = blobs;
        current = new Refreshed<Loaded>(time, LookEvery, LookAsync);
    }

    public async Task<IReadOnlyList<ProductOutcome>> DescribeAsync(IReadOnlyList<ProductDescription> descriptions, CancellationToken cancellationToken)
    {
        ProductOutcome[] outcomes = new ProductOutcome[descriptions.Count];
        IGrouping<int, int>[] shards = [.. Enumerable.Range(0, descriptions.Count).GroupBy(place => ShardOf(descriptions[place].Product.ProductId))];
        string[] hashes = new string[shards.Length];
        ParallelOptions together = new() { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, shards.Length, together, async (at, token) => hashes[at] = await DescribeAsync(shards[at], descriptions, outcomes, token));
        await blobs.UpdateManifestAsync(shards.Select((shard, at) => KeyValuePair.Create(shard.Key, hashes[at])), cancellationToken);
        current.Expire();
        return outcomes;
    }

    public async Task<Product?> FindAsync(string productId, CancellationToken cancellationToken) =>
        (await blobs.LoadShardAsync(ShardOf(productId), cancellationToken)).Products.GetValueOrDefault(productId);

    public async ValueTask<CatalogSnapshot> CurrentAsync(CancellationToken cancellationToken) => (await current.GetAsync(cancellationToken)).Snapshot;

    public void Dispose() => current.Dispose();

    private static int ShardOf(string productId) => (int)(StableHash.Of(productId) % Shards);

    private async Task<string> DescribeAsync(
        IGrouping<int, int> places, IReadOnlyList<ProductDescription> descriptions, ProductOutcome[] outcomes, CancellationToken cancellationToken)
    {
        while (true)
        {
            CatalogShard shard = await blobs.LoadShardAsync(places.Key, cancellationToken);
            bool changed = false;
            foreach (int place in places)
            {
                ProductDescription said = descriptions[place];
                Product? known = shard.Products.GetValueOrDefault(said.Product.ProductId);
                Product next = ProductHistory.Describe(known, said.Product, said.At);
                outcomes[place] = known is null ? ProductOutcome.Created : ReferenceEquals(known, next) ? ProductOutcome.Unchanged : ProductOutcome.Updated;
                changed |= outcomes[place] is not ProductOutcome.Unchanged;
                shard.Products[next.ProductId] = next;
            }
            if (!changed) return shard.Hash;
            if (await blobs.TrySaveShardAsync(places.Key, shard, cancellationToken) is { } hash) return hash;
        }
    }

    private async Task<Loaded?> LookAsync(Loaded? known, CancellationToken cancellationToken)
    {
        if (await blobs.ReadManifestAsync(known?.Manifest, cancellationToken) is not { } manifest) return known ?? new Loaded(null, new CatalogShard[Shards], CatalogSnapshot.Empty);
        CatalogShard[] shards = [.. known?.Shards ?? new CatalogShard[Shards]];
        ParallelOptions together = new() { MaxDegreeOfParallelism = ShardsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(manifest.Hashes.Where(one => shards[one.Key]?.Hash != one.Value), together, async (one, token) =>
            shards[one.Key] = await blobs.LoadShardAsync(one.Key, token));
        string version = StableHash.Hex(string.Join('/', shards.Select(shard => shard?.Hash)), 16);
        FrozenDictionary<string, Product> products = shards.Where(shard => shard is not null).SelectMany(shard => shard.Products).ToFrozenDictionary(StringComparer.Ordinal);
        return new Loaded(manifest.Version, shards, new CatalogSnapshot(version, products));
    }

    private sealed record Loaded(ETag? Manifest, CatalogShard[] Shards, CatalogSnapshot Snapshot);
}

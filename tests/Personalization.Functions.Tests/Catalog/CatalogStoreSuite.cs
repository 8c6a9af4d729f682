using Personalization.Catalog;
using Personalization.Functions.Catalog;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Catalog;

/// <summary>What every store of products does.</summary>
public abstract class CatalogStoreSuite
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);
    private readonly ManualTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task Describe_NewChangedAndSame_GivesTheOutcomeOfEach()
    {
        ICatalogStore store = Create(time);
        await store.DescribeAsync([Said("a", 1), Said("b", 1)], default);

        IReadOnlyList<ProductOutcome> outcomes = await store.DescribeAsync([Said("a", 1), Said("b", 2), Said("c", 3)], default);

        Assert.Equal([ProductOutcome.Unchanged, ProductOutcome.Updated, ProductOutcome.Created], outcomes);
    }

    [Fact]
    public async Task Describe_SameProductTwice_AppliesBothInOrder()
    {
        ICatalogStore store = Create(time);

        await store.DescribeAsync([Said("a", 1), Said("a", 2, minute: 1)], default);

        Product product = (await store.FindAsync("a", default))!;
        Assert.Equal(2, product.Price);
        Assert.Equal([1m, 2m], product.PriceHistory!.Select(point => point.Price));
    }

    [Fact]
    public async Task Current_AfterAnotherInstanceDescribed_ShowsItOnceItLooksAgain()
    {
        ICatalogStore store = Create(time), other = Another(store, time);
        await store.DescribeAsync([Said("a", 1)], default);
        string before = (await other.CurrentAsync(default)).Version;

        await store.DescribeAsync([Said("b", 1)], default);
        time.Advance(LookInterval);

        CatalogSnapshot now = await other.CurrentAsync(default);
        Assert.Equal(["a", "b"], now.Products.Keys.Order(StringComparer.Ordinal));
        Assert.NotEqual(before, now.Version);
    }

    [Fact]
    public async Task Current_NothingDescribed_IsEmpty()
    {
        Assert.Empty((await Create(time).CurrentAsync(default)).Products);
    }

    [Fact]
    public async Task Describe_TwoInstancesAtOnce_LosesNoProduct()
    {
        ICatalogStore store = Create(time), other = Another(store, time);

        await Parallel.ForEachAsync(Enumerable.Range(0, 60), async (number, token) =>
            await (number % 2 == 0 ? store : other).DescribeAsync([Said($"p{number}", number)], token));

        time.Advance(LookInterval);
        Assert.Equal(60, (await store.CurrentAsync(default)).Products.Count);
    }

    /// <summary>An empty catalog.</summary>
    private protected abstract ICatalogStore Create(ManualTimeProvider time);

    /// <summary>Another instance over the same storage.</summary>
    private protected abstract ICatalogStore Another(ICatalogStore store, ManualTimeProvider time);

    private static ProductDescription Said(string id, decimal price, int minute = 0) =>
        new(new Product { ProductId = id, Name = "Name of " + id, Price = price }, Make.Noon.AddMinutes(minute));
}

public sealed class MemoryCatalogStoreTests : CatalogStoreSuite
{
    private protected override ICatalogStore Create(ManualTimeProvider time) => new MemoryCatalogStore();

    private protected override ICatalogStore Another(ICatalogStore store, ManualTimeProvider time) => store;
}

public sealed class BlobCatalogStoreTests(OwnAzurite azurite) : CatalogStoreSuite, IClassFixture<OwnAzurite>
{
    private protected override ICatalogStore Create(ManualTimeProvider time)
    {
        azurite.Blobs.GetBlobContainerClient("catalog").DeleteIfExists();
        return Another(null!, time);
    }

    private protected override ICatalogStore Another(ICatalogStore store, ManualTimeProvider time) => new BlobCatalogStore(new CatalogBlobs(azurite.Blobs), time);
}

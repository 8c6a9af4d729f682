using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Catalog;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Tests.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Recommendations;

/// <summary>When a shelf is made anew, and who waits for it.</summary>
public sealed class ShelfKeeperTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>, IDisposable
{
    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly MemoryCatalogStore catalog = new();
    private readonly ModelBlob models = new(azurite.Blobs);
    private readonly ActivityBlob counts = new(azurite.Blobs);

    public void Dispose()
    {
        models.Dispose();
        counts.Dispose();
    }

    private ShelfKeeper Keeper() => new(catalog, models, new RecentEvents(new MemoryEventLake(time), time), counts, time, NullLogger<ShelfKeeper>.Instance);

    private Task<IReadOnlyList<ProductOutcome>> DescribeAsync(string id) => catalog.DescribeAsync([new ProductDescription(new Product { ProductId = id, Name = id }, time.GetUtcNow())], default);

    private static async Task<int> ProductsAsync(ShelfKeeper keeper) => (await keeper.CurrentAsync(default)).Assortment.Count;

    [Fact]
    public async Task Current_FirstRequest_WaitsForTheShelf()
    {
        await DescribeAsync("a");
        using ShelfKeeper keeper = Keeper();

        Assert.Equal(1, await ProductsAsync(keeper));
    }

    [Fact]
    public async Task Current_WithinThePause_IsTheSameShelf()
    {
        using ShelfKeeper keeper = Keeper();
        Shelf first = await keeper.CurrentAsync(default);
        await DescribeAsync("a");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Same(first, await keeper.CurrentAsync(default));
    }

    [Fact]
    public async Task Current_AfterThePause_GoesOnWithTheOldWhileTheNewIsMade()
    {
        using ShelfKeeper keeper = Keeper();
        Shelf first = await keeper.CurrentAsync(default);
        await DescribeAsync("a");
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Same(first, await keeper.CurrentAsync(default));
        await Eventually.TrueAsync("the new shelf", async () => await ProductsAsync(keeper) == 1, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Current_AfterALongSilence_WaitsForTheNew()
    {
        using ShelfKeeper keeper = Keeper();
        await keeper.CurrentAsync(default);
        await DescribeAsync("a");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await ProductsAsync(keeper));
    }

    [Fact]
    public async Task Current_NewCounts_AreOnTheShelf()
    {
        using ShelfKeeper keeper = Keeper();
        await DescribeAsync("a");
        Assert.Empty((await keeper.CurrentAsync(default)).Ranking.Products);
        ActivityState state = new() { NewestSpan = 9 };
        state.Add("a", 9, new ActivityCounts(1, 0, 0, 0, 0));
        await counts.TrySaveAsync(await counts.LoadAsync(default) with { State = state }, default);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await keeper.CurrentAsync(default)).Ranking.Products["a"].Views);
    }

    [Theory]
    [Trait("Feature", "S36")]
    [InlineData(20, "damaged")]
    [InlineData(4, "newer")]
    public async Task Current_SnapshotThatCannotBeRead_GoesOnWithTheModelBefore(int place, string _)
    {
        using ShelfKeeper keeper = Keeper();
        byte[] good = ModelCodec.Serialize(new RecommendationModel("good", Make.Noon, 1, new ProductNumbers(["a"]))), bad = [.. good];
        bad[place]++;
        await models.TryReplaceAsync(await models.ReadAsync(null, default), new BinaryData(good), default);
        Assert.Equal("good", (await keeper.CurrentAsync(default)).Model.Version);

        await models.TryReplaceAsync(await models.ReadAsync(null, default), new BinaryData(bad), default);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("good", (await keeper.CurrentAsync(default)).Model.Version);
    }
}

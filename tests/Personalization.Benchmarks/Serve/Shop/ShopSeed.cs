using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions.Catalog;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>Puts the shop into storage by the app's own stores.</summary>
internal sealed class ShopSeed(string storage, SyntheticShop shop, TimeProvider time)
{
    /// <summary>Visitors with a history.</summary>
    public const int Visitors = 256;

    private const int VisitorsAtOnce = 8;

    private readonly BlobServiceClient blobs = new(storage);

    public static string VisitorId(int visitor) => string.Create(CultureInfo.InvariantCulture, $"visitor-{visitor}");

    /// <summary>Stores all; gives the size of the model snapshot.</summary>
    public async Task<long> StoreAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await StoreCatalogAsync(now, cancellationToken);
        ShoppingLog log = shop.Log((uint)now.AddDays(-30).ToUnixTimeSeconds());
        await ActivitySeed.StoreAsync(blobs, log, now, cancellationToken);
        byte[] snapshot = ModelCodec.Serialize(ModelBuilder.Build(log, ProductFacts.None, log.Visits.Products.Length, now));
        using ModelBlob model = new(blobs);
        await model.TryReplaceAsync(default, new BinaryData(snapshot), cancellationToken);
        await StoreVisitorsAsync(now, cancellationToken);
        return snapshot.Length;
    }

    private async Task StoreCatalogAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using CatalogBlobs folder = new(blobs);
        using BlobCatalogStore catalog = new(folder, time);
        ProductDescription[] all = [.. shop.Products().Select((product, number) => new ProductDescription(product, now.AddDays(-400).AddMinutes(number)))];
        await catalog.DescribeAsync(all, cancellationToken);
    }

    private async Task StoreVisitorsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using TableProfileStore store = new(new TableServiceClient(storage), time);
        using ProfileUpdater profiles = new(store);
        ParallelOptions together = new() { MaxDegreeOfParallelism = VisitorsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, Visitors, together, async (visitor, token) =>
            await profiles.ApplyAsync(PersonKey.Anonymous(VisitorId(visitor)), History(visitor, now), token));
    }

    private List<ShopEvent> History(int visitor, DateTimeOffset now)
    {
        Dice dice = new(1000 + (ulong)visitor);
        List<int> steps = [];
        shop.Visit(dice, steps);
        return [.. steps.Select((product, step) => new ShopEvent
        {
            MessageId = $"{VisitorId(visitor)}-{step}",
            Type = EventType.Track,
            Event = step % 5 == 4 ? EventNames.ProductAdded : EventNames.ProductViewed,
            AnonymousId = VisitorId(visitor),
            Timestamp = now.AddMinutes(step - 100),
            ReceivedAt = now,
            Properties = JsonSerializer.SerializeToElement(new { product_id = SyntheticShop.Id(product) }),
            Line = ReadOnlyMemory<byte>.Empty,
        })];
    }
}

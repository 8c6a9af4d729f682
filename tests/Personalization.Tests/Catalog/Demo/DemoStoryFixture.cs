using System.Text.Json;
using Personalization.Catalog.Demo;
using Personalization.Events;

namespace Personalization.Tests.Catalog.Demo;

/// <summary>The whole demo shop, read once.</summary>
public sealed class DemoStoryFixture
{
    public const int Seed = 7;

    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public DemoStoryFixture()
    {
        Lines = [.. Shop.Events(0, DemoShop.Shoppers)];
        Events = [.. Lines.Select(EventCodec.Parse)];
        ByShopper = [.. Events.GroupBy(one => one.AnonymousId!).Select(one => one.ToArray())];
    }

    public DemoShop Shop { get; } = DemoShop.Create(Seed, Now);

    public IReadOnlyList<ReadOnlyMemory<byte>> Lines { get; }

    public IReadOnlyList<ShopEvent> Events { get; }

    public IReadOnlyList<ShopEvent[]> ByShopper { get; }

    public IEnumerable<ShopEvent> Orders => Events.Where(one => one.Event == EventNames.OrderCompleted);

    public static IEnumerable<string> ProductsOf(ShopEvent one)
    {
        if (one.Properties.ValueKind is not JsonValueKind.Object) return [];
        if (one.Properties.TryGetProperty("product_id", out JsonElement id)) return [id.GetString()!];
        if (!one.Properties.TryGetProperty("products", out JsonElement products)) return [];
        return products.EnumerateArray().Select(product => product.GetProperty("product_id").GetString()!);
    }

    /// <summary>The kind of a product: its id without the number.</summary>
    public static string TypeOf(string productId) => productId[..productId.LastIndexOf('-')];
}

/// <summary>Compares lines by their bytes.</summary>
internal sealed class ReadOnlyMemoryBytes : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static readonly ReadOnlyMemoryBytes Comparer = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> obj) => obj.Length;
}

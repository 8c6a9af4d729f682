using Personalization.Catalog;
using Personalization.Catalog.Demo;

namespace Personalization.Simulator.Shoppers;

/// <summary>What the shop sells in the time simulated, and what happens to it: prices that drop, pieces that run out and come back.</summary>
internal sealed class Assortment
{
    private readonly Dictionary<string, ProductDescription[]> stories;

    public Assortment(string seed, DateTimeOffset start, int days)
    {
        Products = [.. DemoShop.Create(1, start).Products.DistinctBy(one => one.Product.ProductId).Select(one => one.Product with { Stock = null })];
        stories = Products.ToDictionary(product => product.ProductId, product => Story(product, new DemoChance($"{seed} product {product.ProductId}"), start, days).ToArray());
    }

    public IReadOnlyList<Product> Products { get; }

    /// <summary>All that the shop says of its products, in order of time.</summary>
    public IEnumerable<ProductDescription> Descriptions => stories.Values.SelectMany(story => story).OrderBy(said => said.At).ThenBy(said => said.Product.ProductId, StringComparer.Ordinal);

    /// <summary>The product as it is at a time.</summary>
    public Product At(string productId, DateTimeOffset time) => stories[productId].Last(said => said.At <= time || said == stories[productId][0]).Product;

    private static IEnumerable<ProductDescription> Story(Product product, DemoChance chance, DateTimeOffset start, int days)
    {
        yield return new ProductDescription(product, start);
        List<(DateTimeOffset At, Func<Product, Product> Change)> changes = [];
        if (chance.Happens(20))
        {
            DateTimeOffset gone = Time();
            changes.Add((gone, one => one with { Stock = 0 }));
            if (chance.Happens(60)) changes.Add((gone.AddHours(chance.Between(12, 200)), one => one with { Stock = 40 }));
        }
        if (chance.Happens(25))
        {
            DateTimeOffset drop = Time();
            changes.Add((drop, one => one with { Price = decimal.Round(product.Price!.Value * 0.8m, 2) }));
            changes.Add((drop.AddDays(chance.Between(3, 10)), one => one with { Price = product.Price }));
        }
        foreach ((DateTimeOffset at, Func<Product, Product> change) in changes.OrderBy(change => change.At))
            yield return new ProductDescription(product = change(product), at);

        DateTimeOffset Time() => start.AddMinutes(chance.Between(60, (days * 1440) + 60));
    }
}

namespace Personalization.Catalog.Imports;

/// <summary>Gathers what order lines tell of products.</summary>
internal sealed class ProductsSold
{
    private readonly Dictionary<string, List<Sighting>> products = new(StringComparer.Ordinal);

    public void See(OrderDraft draft, ImportedOrder order)
    {
        foreach (OrderRow row in draft.Rows)
        {
            if (!products.TryGetValue(row.ProductId, out List<Sighting>? seen)) products[row.ProductId] = seen = [];
            seen.Add(new Sighting(order.Time, row.IsReturn || row.Price is null or 0 ? null : row.Price, row.Name, row.Category, order.Currency));
        }
    }

    /// <summary>One description for each price that a product has had; one without price for a product that never had any.</summary>
    public IReadOnlyList<ProductDescription> Describe() =>
    [
        .. products.SelectMany(product => Describe(product.Key, product.Value))
            .OrderBy(description => description.At).ThenBy(description => description.Product.ProductId, StringComparer.Ordinal),
    ];

    private static IEnumerable<ProductDescription> Describe(string productId, List<Sighting> seen)
    {
        Sighting[] all =
        [
            .. seen.OrderBy(one => one.At).ThenBy(one => one.Price)
                .ThenBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Category, StringComparer.Ordinal),
        ];
        // On lines without a price shops write notes: "damaged", "?".
        string? name = all.LastOrDefault(one => one is { Name: not null, Price: not null }).Name ?? all.LastOrDefault(one => one.Name is not null).Name;
        Product product = new()
        {
            ProductId = productId,
            Name = name ?? productId,
            Category = all.LastOrDefault(one => one.Category is not null).Category,
            Imported = true,
        };
        Sighting[] priced = [.. all.Where(one => one.Price is not null)];
        if (priced.Length == 0) yield return new ProductDescription(product, all[0].At);
        for (int index = 0; index < priced.Length; index++)
            if (index == 0 || (priced[index].Price, priced[index].Currency) != (priced[index - 1].Price, priced[index - 1].Currency))
                yield return new ProductDescription(product with { Price = priced[index].Price, Currency = priced[index].Currency }, priced[index].At);
    }

    private readonly record struct Sighting(DateTimeOffset At, decimal? Price, string? Name, string? Category, string? Currency);
}

namespace Personalization.Catalog.Demo;

/// <summary>A product of the demo shop with what happens to it in the window.</summary>
/// <param name="Product">As it is described at first.</param>
/// <param name="Type">What kind of thing it is.</param>
/// <param name="Category">Its category.</param>
/// <param name="Colour">Its colour in English, or null.</param>
/// <param name="Appeal">How much likelier it is chosen than others of its type.</param>
/// <param name="Since">When it came into the shop.</param>
/// <param name="Sale">When it was cheaper and for how much, or null.</param>
/// <param name="SoldOutAt">When the last piece went, or null.</param>
internal sealed record DemoItem(
    Product Product, DemoType Type, DemoCategory Category, string? Colour, double Appeal, DateTimeOffset Since, DemoSale? Sale, DateTimeOffset? SoldOutAt)
{
    public bool IsOnSale(DateTimeOffset at) => Sale is not null && Sale.From <= at && at < Sale.To;

    public decimal PriceAt(DateTimeOffset at) => IsOnSale(at) ? Sale!.Price : Product.Price!.Value;

    public bool IsThere(DateTimeOffset at) => Since <= at && !(SoldOutAt <= at);

    /// <summary>How the shop describes it over time.</summary>
    public IEnumerable<ProductDescription> Describe(DateTimeOffset now)
    {
        yield return new ProductDescription(Product, Since);
        Product last = Product;
        if (Sale is not null && Sale.From <= now)
            yield return new ProductDescription(last = Product with { Price = Sale.Price }, Sale.From);
        if (Sale is not null && Sale.To <= now)
            yield return new ProductDescription(last = Product, Sale.To);
        if (SoldOutAt is { } gone)
            yield return new ProductDescription(last with { Stock = 0 }, gone);
    }
}

/// <summary>A time of a lower price.</summary>
internal sealed record DemoSale(DateTimeOffset From, DateTimeOffset To, decimal Price);

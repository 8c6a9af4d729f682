namespace Personalization.Catalog.Search;

/// <summary>The names of orders on the wire.</summary>
public static class SearchOrders
{
    private static readonly (SearchOrder Order, string Name)[] All =
    [
        (SearchOrder.Relevance, "relevance"), (SearchOrder.PriceUp, "price_asc"), (SearchOrder.PriceDown, "price_desc"), (SearchOrder.Newest, "newest"), (SearchOrder.Popular, "popular"),
    ];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => All.Select(one => one.Name);

    /// <summary>The name of an order.</summary>
    public static string Name(SearchOrder order) => All.First(one => one.Order == order).Name;

    /// <summary>The order of a name; by relevance for every other.</summary>
    public static SearchOrder Parse(string? name) => All.FirstOrDefault(one => one.Name == name).Order;
}

using System.Globalization;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>What sells or rises, and the counts behind it.</summary>
internal sealed class BestsellersTool(RecommendationSources sources, ICatalogStore catalog) : IAssistantTool
{
    private const int Usual = 5, MostProducts = 20;

    private static readonly Problem Empty = new(404, "nothing-counted", "Nothing is counted there", "Too little has happened in that country or segment: ask for the whole shop. Segments are counted apart where their text says bestsellers: true.");

    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "bestsellers", "Bestsellers and trends", "What sells best or rises fastest, with the counts that say why.",
        new ToolParameter("kind", ToolType.Text, "bestsellers (default) or trending.") { OneOf = ["bestsellers", "trending"] },
        new ToolParameter("window", ToolType.Text, "24h, 7d, 30d or 90d; all of it with what is older weighing less unless said.") { OneOf = [.. ActivitySlice.Windows.Keys] },
        new ToolParameter("country", ToolType.Text, "In this country, ISO 3166-1 alpha-2.") { MaxLength = 2 }, new ToolParameter("segment", ToolType.Text, "Among this segment: new_visitor, buyer, repeat_buyer or one of the shop's."),
        new ToolParameter("category", ToolType.Text, "Only of this category."), MerchantTool.Limit(MostProducts));

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
        string? country = arguments.Text("country")?.ToUpperInvariant(), segment = arguments.Text("segment");
        string? slice = (country, segment) switch { (null, null) => null, (null, { } one) => Slices.OfSegment(one), ({ } one, null) => Slices.OfPlace(one), ({ } place, { } one) => Slices.OfBoth(place, one) };
        if (slice is not null && !ranking.Slices.ContainsKey(slice)) return ToolResult.Failed(Definition.Name, Empty);
        ActivitySlice counted = slice is null ? ranking.Whole : ranking.Slices[slice];
        string kind = arguments.Text("kind") ?? "bestsellers", window = arguments.Text("window") ?? "";
        ActivityWindow span = window.Length == 0 ? ActivityWindow.Fading : ActivitySlice.Windows[window];
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        string query = "GET /v1/recommendations?strategy=" + kind + (window.Length > 0 ? "&window=" + window : "") + (country is null ? "" : "&country=" + country) + (segment is null ? "" : "&segment=" + segment);
        List<Fact> facts = [];
        foreach (RankedProduct one in (kind == "trending" ? counted.Trending(span) : counted.Bestsellers(span)).Where(one => IsIn(products.Find(one.ProductId), arguments.Text("category"))).Take(arguments.Integer("limit") ?? Usual))
            facts.AddRange(Of(products.Find(one.ProductId)!, one, ranking.Products.GetValueOrDefault(one.ProductId), query));
        return new ToolResult(Definition.Name, [.. facts]);
    }

    internal static bool IsIn(Product? product, string? category) =>
        product is not null && (category is null || (product.Category is { } own && (own.Equals(category, StringComparison.OrdinalIgnoreCase) || own.StartsWith(category + " / ", StringComparison.OrdinalIgnoreCase)
            || own.EndsWith(" / " + category, StringComparison.OrdinalIgnoreCase) || own.Contains($" / {category} / ", StringComparison.OrdinalIgnoreCase))));

    private static IEnumerable<Fact> Of(Product product, RankedProduct ranked, ActivityCounts all, string query)
    {
        const string Counts = "GET /v1/insights/activity";
        yield return new ProductFact(product) { Why = string.Create(CultureInfo.InvariantCulture, $"{ranked.Purchases} orders in the window; in all {all.Units} pieces, {all.CartAdds} carts, {all.Views} views, {all.Refunds} refunds") };
        yield return new FigureFact("product.orders", ranked.Purchases, "orders", query) { Of = product.ProductId };
        yield return new FigureFact("product.units", all.Units, null, Counts) { Of = product.ProductId };
        yield return new FigureFact("product.carts", all.CartAdds, null, Counts) { Of = product.ProductId };
        yield return new FigureFact("product.views", all.Views, null, Counts) { Of = product.ProductId };
        yield return new FigureFact("product.refunds", all.Refunds, null, Counts) { Of = product.ProductId };
    }
}

/// <summary>Prices and stock that somebody should look at.</summary>
internal sealed class PriceStockAlarmsTool(ICatalogStore catalog, RecommendationSources sources) : IAssistantTool
{
    private const int Low = 5, Usual = 10, MostProducts = 50, UsualDays = 30;

    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "price_stock_alarms", "Prices and stock", "Products that are out of stock or low, the best-selling first, and prices that have changed lately.",
        new ToolParameter("kind", ToolType.Text, "Only these.") { OneOf = ["out_of_stock", "low_stock", "price_drop", "price_rise"] },
        new ToolParameter("days", ToolType.Integer, "How far back prices are looked at; 30 unless said.") { Minimum = 1, Maximum = 365 },
        new ToolParameter("category", ToolType.Text, "Only of this category."), MerchantTool.Limit(MostProducts));

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
        DateTimeOffset since = context.At.AddDays(-(arguments.Integer("days") ?? UsualDays));
        string? only = arguments.Text("kind");
        (string Kind, Product Product)[] found =
        [
            .. products.Products.Values.Where(one => !one.IsContent && BestsellersTool.IsIn(one, arguments.Text("category"))).Select(one => (Kind: KindOf(one, since, only), Product: one)).Where(one => one.Kind is not null)
                .OrderBy(one => Order(one.Kind!)).ThenByDescending(one => ranking.Products.GetValueOrDefault(one.Product.ProductId).Sales).ThenBy(one => one.Product.ProductId, StringComparer.Ordinal).Select(one => (one.Kind!, one.Product)),
        ];
        List<Fact> facts = [.. found.GroupBy(one => one.Kind).Select(one => new FigureFact("alarms." + one.Key, one.Count(), "products", "GET /v1/catalog/products/{id}"))];
        foreach ((string kind, Product product) in found.Take(arguments.Integer("limit") ?? Usual)) facts.AddRange(Of(kind, product, since, ranking));
        return new ToolResult(Definition.Name, [.. facts]);
    }

    private static string? KindOf(Product product, DateTimeOffset since, string? only)
    {
        (decimal Before, decimal Now)? change = ChangeOf(product, since);
        string?[] kinds =
        [
            product.Stock is <= 0 ? "out_of_stock" : null, product.Stock is > 0 and <= Low ? "low_stock" : null,
            change is { } down && down.Now < down.Before ? "price_drop" : null, change is { } up && up.Now > up.Before ? "price_rise" : null,
        ];
        return kinds.FirstOrDefault(one => one is not null && (only is null || one == only));
    }

    private static (decimal Before, decimal Now)? ChangeOf(Product product, DateTimeOffset since)
    {
        if (product.PriceHistory is not { Count: > 1 } history || history[^1].At < since) return null;
        decimal before = (history.LastOrDefault(one => one.At < since) ?? history[0]).Price;
        return before == history[^1].Price ? null : (before, history[^1].Price);
    }

    private static int Order(string kind) => kind switch { "out_of_stock" => 0, "low_stock" => 1, "price_drop" => 2, _ => 3 };

    private static IEnumerable<Fact> Of(string kind, Product product, DateTimeOffset since, ActivityRanking ranking)
    {
        string query = "GET /v1/catalog/products/" + Uri.EscapeDataString(product.ProductId);
        ActivityCounts counts = ranking.Products.GetValueOrDefault(product.ProductId);
        yield return new ThingFact("alarm", product.ProductId, product.Name, kind, kind.StartsWith("price", StringComparison.Ordinal) ? product.PriceHistory![^1].At : product.StockHistory is { Count: > 0 } stocks ? stocks[^1].At : null, query);
        yield return new ProductFact(product);
        if (product.Stock is { } stock) yield return new FigureFact("product.stock", stock, null, query) { Of = product.ProductId };
        if (ChangeOf(product, since) is { } change)
        {
            yield return new FigureFact("product.price_before", change.Before, product.Currency, query) { Of = product.ProductId };
            yield return new FigureFact("product.price_now", change.Now, product.Currency, query) { Of = product.ProductId };
        }
        if (counts.Purchases > 0) yield return new FigureFact("product.orders", counts.Purchases, "orders", "GET /v1/insights/activity") { Of = product.ProductId };
    }
}

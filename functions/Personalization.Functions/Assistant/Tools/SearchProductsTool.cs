using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Finds products by words and wishes.</summary>
/// <param name="source">The catalog's search.</param>
/// <param name="catalog">Products as they are now.</param>
internal sealed class SearchProductsTool(ISearchSource source, ICatalogStore catalog) : IAssistantTool
{
    private const int DefaultLimit = 5, MostProducts = 20;

    public ToolDefinition Definition { get; } = new(
        "search_products", AssistantAudience.Shopper, ToolKind.Read, "Search the catalog",
        "Finds products by words in any language and by wishes. Wishes that no product meets are let go of, and the answer says which. Call it before naming any product.",
        [
            new("query", ToolType.Text, "What is looked for, in the shopper's own words; leave out what the other arguments say."),
            new("category", ToolType.Text, "A category of the catalog."),
            new("brand", ToolType.Text, "A brand."),
            new("color", ToolType.Text, "A colour, in any language."),
            new("size", ToolType.Text, "A size as the shop writes it: 42, XL, 0.75l."),
            new("material", ToolType.Text, "A material, in any language."),
            new("min_price", ToolType.Number, "The lowest price.") { Minimum = 0 },
            new("max_price", ToolType.Number, "The highest price.") { Minimum = 0 },
            new("keep_price", ToolType.Boolean, "Whether the prices are kept to even when nothing else meets all wishes."),
            new("currency", ToolType.Text, "ISO 4217 code of the currency that the shopper named; prices are not converted.") { MaxLength = 3 },
            new("sort", ToolType.Text, "The order.") { OneOf = [.. SearchOrders.Names] },
            new("exclude", ToolType.TextList, "Ids of products that are not wanted again.") { MaxLength = 50 },
            new("limit", ToolType.Integer, "How many products.") { Minimum = 1, Maximum = MostProducts },
        ]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        ProductSearch search = await source.CurrentAsync(cancellationToken);
        CatalogSnapshot now = await catalog.CurrentAsync(cancellationToken);
        string[] currencies = [.. now.Products.Values.Select(product => product.Currency).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        bool foreign = arguments.Text("currency") is { } currency && currencies.Length > 0 && !currencies.Contains(currency);
        SearchAnswer answer = search.Search(new CatalogQuery(arguments.Text("query"), arguments.Integer("limit") ?? DefaultLimit)
        {
            Category = arguments.Text("category"), Brand = arguments.Text("brand"), Color = arguments.Text("color"), Size = arguments.Text("size"), Material = arguments.Text("material"),
            MinPrice = foreign ? null : arguments.Number("min_price"), MaxPrice = foreign ? null : arguments.Number("max_price"), InStock = true, KeepPrice = arguments.Boolean("keep_price") ?? false,
            Order = SearchOrders.Parse(arguments.Text("sort")), Exclude = [.. arguments.Texts("exclude")],
        });
        List<string> notes = [];
        if (foreign) notes.Add("currency:" + string.Join('/', currencies));
        if (!answer.Relaxed.IsEmpty) notes.Add("relaxed:" + string.Join(',', answer.Relaxed));
        if (!answer.Unknown.IsEmpty) notes.Add("unknown:" + string.Join(',', answer.Unknown));
        if (!answer.Corrected.IsEmpty) notes.Add("corrected:" + string.Join(',', answer.Corrected.Select(one => $"{one.Written}>{one.Taken}")));
        return new ToolResult(Definition.Name, [.. answer.Hits.Select(hit => now.Find(hit.Product.ProductId)).OfType<Product>().Select(product => new ProductFact(product))])
        {
            Note = notes.Count > 0 ? string.Join(';', notes) : null,
        };
    }
}

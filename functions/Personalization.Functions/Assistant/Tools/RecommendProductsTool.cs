using Personalization.Assistant;
using Personalization.Assistant.Shoppers;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Recommends as the shop's pages do: by the same model, with the visitor's consent, each with its reason.</summary>
/// <param name="sources">What recommendations are made from.</param>
/// <param name="source">The catalog's search, for what the list is to be about.</param>
internal sealed class RecommendProductsTool(RecommendationSources sources, ISearchSource source) : IAssistantTool
{
    private const int DefaultLimit = 5, MostProducts = 20, Spare = 100;
    private const string Gift = "gift";

    // What the shop calls a gift is one that comes free with an order: whoever looks for a present is shown what is liked.
    private static readonly string[] Offered = ["for_you", "similar", "bought_together", "cart_complement", "bestsellers", "trending", "new_arrivals", "price_drop", Gift];

    public ToolDefinition Definition { get; } = new(
        "recommend_products", AssistantAudience.Shopper, ToolKind.Read, "Recommend products",
        "Recommends products, each with the reason. for_you goes by what the visitor has looked at and bought, if they agreed to that; similar and bought_together need product_id; gift is for presents.",
        [
            new("strategy", ToolType.Text, "How to choose.") { Required = true, OneOf = [.. Offered] },
            new("product_id", ToolType.Text, "The product that the list is to go with.") { MaxLength = 100 },
            new("query", ToolType.Text, "Only products that these words fit."),
            new("category", ToolType.Text, "Only products of this category."),
            new("min_price", ToolType.Number, "The lowest price.") { Minimum = 0 },
            new("max_price", ToolType.Number, "The highest price.") { Minimum = 0 },
            new("exclude", ToolType.TextList, "Ids of products that are not wanted again.") { MaxLength = 50 },
            new("limit", ToolType.Integer, "How many products.") { Minimum = 1, Maximum = MostProducts },
        ]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        RecommendationContext made = await sources.ForAsync(context.Caller.Visitor, cancellationToken);
        CatalogSnapshot now = made.Shelf.Catalog;
        string asked = arguments.Text("strategy")!;
        string strategy = asked == Gift ? made.Visitor is null ? "bestsellers" : "for_you" : asked;
        string? beside = arguments.Text("product_id");
        if (Strategies.Find(strategy)!.NeedsProduct && (beside is null || now.Find(beside) is null)) return ToolResult.Failed(Definition.Name, ShopperProblems.UnknownProduct);
        HashSet<string>? fits = arguments.Text("query") is { } words ? await FittingAsync(words, cancellationToken) : null;
        decimal? least = arguments.Number("min_price"), most = arguments.Number("max_price");
        bool narrow = fits is not null || least is not null;
        int limit = arguments.Integer("limit") ?? DefaultLimit;
        RecommendationAnswer Ask(string by, IReadOnlyList<string>? cart) => Recommender.Recommend(
            new RecommendationRequest(by, beside, narrow ? Spare : limit, by is not ("price_drop" or "similar" or "bought_together" or "also_bought"))
            {
                Cart = cart, Exclude = [.. arguments.Texts("exclude")], Category = arguments.Text("category"), MaxPrice = most, Placement = "assistant",
            }, made);
        RecommendationAnswer answer = Ask(strategy, context.Caller.Cart);
        // What nobody has bought in one order yet goes with what its buyers bought, or with a cart that holds it.
        if (strategy is "bought_together" && answer.Items.Count == 0) answer = Ask("also_bought", context.Caller.Cart) is { Items.Count: > 0 } bought ? bought : Ask("cart_complement", [beside!]);
        ShopperTexts texts = ShopperTexts.For(context.Language);
        IEnumerable<ProductFact> found = answer.Items
            .Select(item => (Product: made.Shelf.Assortment.Products[item.Product], item.Reason))
            .Where(one => (fits is null || fits.Contains(one.Product.ProductId)) && (least is null || one.Product.Price >= least))
            .Take(limit)
            .Select(one => new ProductFact(one.Product) { Why = asked == Gift ? texts.Find("why.gift") : texts.Find("why." + one.Reason.Code) ?? one.Reason.Plain, DecisionId = answer.DecisionId });
        List<Fact> facts = [.. found];
        if (beside is not null && now.Find(beside) is { } product) facts.Add(new TextFact(beside, texts.NameOf(product)));
        return new ToolResult(Definition.Name, [.. facts]);
    }

    private async Task<HashSet<string>> FittingAsync(string words, CancellationToken cancellationToken) =>
        [.. (await source.CurrentAsync(cancellationToken)).Search(new CatalogQuery(words, int.MaxValue) { Relax = false }).Hits.Select(hit => hit.Product.ProductId)];
}

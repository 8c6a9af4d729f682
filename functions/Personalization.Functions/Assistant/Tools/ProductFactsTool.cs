using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Tells all of one product.</summary>
/// <param name="catalog">The products.</param>
internal sealed class ProductFactsTool(ICatalogStore catalog) : IAssistantTool
{
    public ToolDefinition Definition { get; } = new(
        "product_facts", AssistantAudience.Shopper, ToolKind.Read, "Facts of a product", "Tells price, stock, size, colour, material and description of one product by its id.",
        [new("product_id", ToolType.Text, "The product's id, as a search or recommendation gave it.") { Required = true, MaxLength = 100 }]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken) =>
        (await catalog.CurrentAsync(cancellationToken)).Find(arguments.Text("product_id")!) is { } product
            ? new ToolResult(Definition.Name, [new ProductFact(product)])
            : ToolResult.Failed(Definition.Name, ShopperProblems.UnknownProduct);
}

/// <summary>Puts products side by side.</summary>
/// <param name="catalog">The products.</param>
internal sealed class CompareProductsTool(ICatalogStore catalog) : IAssistantTool
{
    private const int MostCompared = 4;

    public ToolDefinition Definition { get; } = new(
        "compare_products", AssistantAudience.Shopper, ToolKind.Read, "Compare products", "Gives the facts of two to four products side by side.",
        [new("product_ids", ToolType.TextList, "Ids of two to four products.") { Required = true, MaxLength = MostCompared }]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        CatalogSnapshot now = await catalog.CurrentAsync(cancellationToken);
        Product[] products = [.. arguments.Texts("product_ids").Distinct(StringComparer.Ordinal).Select(now.Find).OfType<Product>()];
        return products.Length > 1
            ? new ToolResult(Definition.Name, [.. products.Select(product => new ProductFact(product))])
            : ToolResult.Failed(Definition.Name, ShopperProblems.UnknownProduct);
    }
}

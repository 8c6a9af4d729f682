using Personalization.Assistant;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Asks the storefront to put a product into the cart. No price, no discount: the cart is the shop's.</summary>
/// <param name="catalog">The products.</param>
internal sealed class CartAddTool(ICatalogStore catalog) : IAssistantTool
{
    internal const int MostPieces = 99;

    public ToolDefinition Definition { get; } = new(
        "cart_add", AssistantAudience.Shopper, ToolKind.Read, "Put into the cart", "Puts pieces of a product into the shopper's cart. Only when the shopper has asked for that product.",
        [
            new("product_id", ToolType.Text, "The product's id.") { Required = true, MaxLength = 100 },
            new("quantity", ToolType.Integer, "Pieces; one when left out.") { Minimum = 1, Maximum = MostPieces },
        ]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if ((await catalog.CurrentAsync(cancellationToken)).Find(arguments.Text("product_id")!) is not { IsContent: false } product) return ToolResult.Failed(Definition.Name, ShopperProblems.UnknownProduct);
        int pieces = arguments.Integer("quantity") ?? 1;
        ToolResult result = new(Definition.Name, [new ProductFact(product)]);
        return !product.IsAvailable ? result with { Note = "sold-out" }
            : product.Stock < pieces ? result with { Note = "too-many" }
            : result with { Cart = [new CartAct(product.ProductId, pieces)] };
    }
}

/// <summary>Asks the storefront to take a product out of the cart.</summary>
/// <param name="catalog">The products.</param>
internal sealed class CartRemoveTool(ICatalogStore catalog) : IAssistantTool
{
    public ToolDefinition Definition { get; } = new(
        "cart_remove", AssistantAudience.Shopper, ToolKind.Read, "Take out of the cart", "Takes a product, or pieces of it, out of the shopper's cart.",
        [
            new("product_id", ToolType.Text, "The product's id.") { Required = true, MaxLength = 100 },
            new("quantity", ToolType.Integer, "Pieces; all when left out.") { Minimum = 1, Maximum = CartAddTool.MostPieces },
        ]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if ((await catalog.CurrentAsync(cancellationToken)).Find(arguments.Text("product_id")!) is not { } product) return ToolResult.Failed(Definition.Name, ShopperProblems.UnknownProduct);
        ToolResult result = new(Definition.Name, [new ProductFact(product)]);
        return context.Caller.Cart is { } cart && !cart.Contains(product.ProductId)
            ? result with { Note = "not-in-cart" }
            : result with { Cart = [new CartAct(product.ProductId, -(arguments.Integer("quantity") ?? CartAddTool.MostPieces))] };
    }
}

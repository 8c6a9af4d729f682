using System.Globalization;
using System.Text.Json.Nodes;
using Personalization.Catalog;
using Personalization.Messages.Templates;

namespace Personalization.Journeys;

/// <summary>Products as templates show them: <c>productId, title, url, image, price</c>; what is not known is not there.</summary>
public static class ProductModel
{
    /// <summary>A product, named in the reader's language where the shop has a name in it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="language">Language tag of the reader, or null.</param>
    /// <param name="quantity">Pieces, or null where that is no matter.</param>
    public static JsonObject Of(Product product, string? language, int? quantity = null)
    {
        JsonObject item = new() { ["productId"] = product.ProductId, ["title"] = Name(product, language), ["url"] = product.Url ?? "" };
        // Pictures that are written out in the address are for pages; mail programs do not show them.
        if (product.ImageUrl is { } image && image.StartsWith("http", StringComparison.OrdinalIgnoreCase)) item["image"] = image;
        if (product.Price is { } price) item["price"] = Money(price, product.Currency);
        if (quantity is { } pieces) item["quantity"] = pieces;
        return item;
    }

    /// <summary>A list of products.</summary>
    public static JsonArray Of(IEnumerable<Product> products, string? language) => [.. products.Select(product => Of(product, language))];

    /// <summary>An amount with its currency.</summary>
    public static string Money(decimal amount, string? currency)
    {
        string text = amount.ToString("0.00##", CultureInfo.InvariantCulture);
        return currency is null ? text : $"{text} {currency}";
    }

    /// <summary>The name in the reader's language, by the rules that templates are chosen by.</summary>
    public static string Name(Product product, string? language)
    {
        if (product.Names is not { } names) return product.Name;
        for (string tag = language ?? ""; tag.Length > 0; tag = Languages.Shorter(tag))
            foreach ((string known, string name) in names)
                if (known.Equals(tag, StringComparison.OrdinalIgnoreCase)) return name;
        return product.Name;
    }
}

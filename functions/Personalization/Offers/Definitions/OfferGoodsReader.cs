using System.Collections.Immutable;
using Personalization.Common.Documents;

namespace Personalization.Offers.Definitions;

/// <summary>Reads what gifts and bundles are about.</summary>
internal static class OfferGoodsReader
{
    public static OfferGift? Gift(DocumentFields fields, OfferKind kind)
    {
        if (Of(fields, "gift", kind is OfferKind.Gift, "what it is chosen from, such as { category: Samples, maxCost: 5 }") is not { } gift) return null;
        if (gift.Needed("maxCost", "what it may cost the shop") is null) return null;
        OfferGift read = new([.. gift.Texts("products", "a product", OfferLimits.Products)], gift.Text("category", "a category"), gift.Number("maxCost", 0.01m, 1_000_000) ?? 0);
        gift.Finish("A gift");
        return read;
    }

    public static OfferBundle? Bundle(DocumentFields fields, OfferKind kind)
    {
        if (Of(fields, "bundle", kind is OfferKind.Bundle, "what goes together, such as { products: [tent, mat] } or { parts: 2 }") is not { } bundle) return null;
        ImmutableArray<string> products = [.. bundle.Texts("products", "a product", OfferLimits.Parts)];
        if (products.Length == 1 || products.Distinct(StringComparer.Ordinal).Count() < products.Length) bundle.Wrong("products", $"products is a list of 2 to {OfferLimits.Parts} different products");
        int? parts = bundle.Whole("parts", 2, OfferLimits.Parts);
        if (!products.IsEmpty && parts is not null) bundle.Wrong("parts", "Either products or parts: which ones, or how many of what goes with the page's product");
        OfferBundle read = new(products, parts ?? 2, bundle.Number("margin", 0, 10) ?? 0, bundle.Number("floor", 0.1m, 1) ?? 0.7m) { Was = bundle.Number("was", 0.01m, 1_000_000) };
        if (read.Was is not null && products.IsEmpty) bundle.Wrong("was", "was is for a bundle of named products");
        bundle.Finish("A bundle");
        return read;
    }

    private static DocumentFields? Of(DocumentFields fields, string name, bool needed, string what)
    {
        DocumentNode? node = needed ? fields.Needed(name, what) : fields.Node(name);
        if (node is null) return null;
        if (!needed) fields.Wrong(name, $"{name} is for offers of kind {name}");
        return DocumentFields.Of(node, fields.At(name), fields.Findings, $"A {name}");
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Reads what an event says of products.</summary>
public static class Interactions
{
    private static readonly FrozenDictionary<string, InteractionKind> Kinds = new Dictionary<string, InteractionKind>
    {
        [EventNames.ProductViewed] = InteractionKind.View,
        [EventNames.ProductClicked] = InteractionKind.View,
        [EventNames.ProductScanned] = InteractionKind.Scan,
        [EventNames.ProductAdded] = InteractionKind.CartAdd,
        [EventNames.WishlistProductAddedToCart] = InteractionKind.CartAdd,
        [EventNames.ProductRemoved] = InteractionKind.CartRemove,
        [EventNames.OrderCompleted] = InteractionKind.Purchase,
        [EventNames.OrderRefunded] = InteractionKind.Refund,
        [EventNames.ProductAddedToWishlist] = InteractionKind.WishlistAdd,
        [EventNames.ProductSavedForLater] = InteractionKind.WishlistAdd,
        [EventNames.ProductRemovedFromWishlist] = InteractionKind.WishlistRemove,
    }.ToFrozenDictionary();

    /// <summary>What an event of that name does with products, or null.</summary>
    public static InteractionKind? KindOf(string eventName) => Kinds.TryGetValue(eventName, out InteractionKind kind) ? kind : null;

    /// <summary>Names of the events that do that with products.</summary>
    internal static IEnumerable<string> NamesOf(InteractionKind kind) => Kinds.Where(one => one.Value == kind).Select(one => one.Key);

    /// <summary>What the event says was done with products; empty for events that are not about products.</summary>
    public static IEnumerable<Interaction> Of(ShopEvent shopEvent)
    {
        if (shopEvent.Event is not { } name || !Kinds.TryGetValue(name, out InteractionKind kind)) yield break;
        if (shopEvent.Properties.ValueKind is not JsonValueKind.Object) yield break;
        int place = 0;
        string? cartId = kind is InteractionKind.CartAdd or InteractionKind.CartRemove ? Bounded(shopEvent.Properties, "cart_id") : null;
        string? storeId = kind is InteractionKind.Scan or InteractionKind.Purchase ? Bounded(shopEvent.Properties, "store_id") : null;
        foreach (OrderLine line in Lines(shopEvent.Properties))
            yield return new Interaction(
                shopEvent.Timestamp, StableHash.Of($"{shopEvent.MessageId}#{place++}"), kind, line.ProductId, line.Quantity, line.Price, cartId) { StoreId = storeId };
    }

    private static string? Bounded(JsonElement properties, string name) =>
        Text(properties, name) is not { } id || string.IsNullOrWhiteSpace(id) ? null
        : id.Length <= ProfileLimits.CartIdLength ? id : "hash-" + StableHash.Hex(id);

    /// <summary>The products that an event names, itself or in its list.</summary>
    internal static IEnumerable<OrderLine> Lines(JsonElement properties)
    {
        foreach (JsonElement product in Products(properties))
            if (Line(product) is { } line) yield return line;
    }

    /// <summary>What an event says of one product; null when it does not name it.</summary>
    internal static OrderLine? Line(JsonElement product) =>
        ProductIdOf(product) is { } productId ? new OrderLine(productId, Quantity(product), Number(product, "price")) : null;

    /// <summary>
    /// A number among an event's properties, or null. With six decimals and below <see cref="EventLimits.LargestNumber"/>, so that sums of
    /// many are exact, and the same in any order.
    /// </summary>
    internal static decimal? Number(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number)
        && Math.Abs(number) < EventLimits.LargestNumber
            ? decimal.Round(number, 6)
            : null;

    /// <summary>A text among an event's properties, or null.</summary>
    internal static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The event itself where it names a product, else what its list holds.</summary>
    internal static IEnumerable<JsonElement> Products(JsonElement properties)
    {
        if (ProductIdOf(properties) is not null) yield return properties;
        else if (properties.TryGetProperty("products", out JsonElement products) && products.ValueKind is JsonValueKind.Array)
            foreach (JsonElement product in products.EnumerateArray()) yield return product;
    }

    /// <summary>The id by which an event names a product, or null.</summary>
    internal static string? ProductIdOf(JsonElement product)
    {
        if (product.ValueKind is not JsonValueKind.Object) return null;
        string? id = Text(product, "product_id");
        if (string.IsNullOrWhiteSpace(id)) id = Text(product, "sku");
        return string.IsNullOrWhiteSpace(id) || id.Length > ProfileLimits.ProductIdLength ? null : id;
    }

    private static int Quantity(JsonElement product) => Number(product, "quantity") is { } quantity ? (int)Math.Clamp(quantity, 1, 1_000_000) : 1;
}

using System.Text.Json.Serialization;

namespace Personalization.Profiles;

/// <summary>What somebody did with a product. Numbers are storage format.</summary>
public enum InteractionKind
{
    /// <summary>Saw its page or clicked it in a list.</summary>
    View = 1,

    /// <summary>Put it into the cart.</summary>
    CartAdd = 2,

    /// <summary>Took it out of the cart.</summary>
    CartRemove = 3,

    /// <summary>Bought it.</summary>
    Purchase = 4,

    /// <summary>Put it on a wish list.</summary>
    WishlistAdd = 5,

    /// <summary>Took it off a wish list.</summary>
    WishlistRemove = 6,

    /// <summary>Gave it back.</summary>
    Refund = 7,

    /// <summary>Scanned it in a shop or a brochure.</summary>
    Scan = 8,
}

/// <summary>What kinds of interactions have in common.</summary>
public static class InteractionKinds
{
    /// <summary>True where somebody looked at a product, on a page or on a shelf.</summary>
    public static bool IsLook(this InteractionKind kind) => kind is InteractionKind.View or InteractionKind.Scan;
}

/// <summary>One thing somebody did with one product.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Id">Hash of the event and the product's place in it: together with the time a total order.</param>
/// <param name="Kind">What was done.</param>
/// <param name="ProductId">With which product.</param>
/// <param name="Quantity">Pieces, at least 1.</param>
/// <param name="Price">Price of one piece, where the event says.</param>
/// <param name="CartId">The cart that the event names, or null; kept of what goes into carts and out of them.</param>
public sealed record Interaction(DateTimeOffset At, ulong Id, InteractionKind Kind, string ProductId, int Quantity, decimal? Price, string? CartId = null)
{
    /// <summary>The shop made of bricks where it was scanned or bought, as the event names it; else null.</summary>
    public string? StoreId { get; init; }

    /// <summary>Whether it changes what lies in a cart by the person's own hand.</summary>
    [JsonIgnore]
    public bool IsCartChange => Kind is InteractionKind.CartAdd or InteractionKind.CartRemove;
}

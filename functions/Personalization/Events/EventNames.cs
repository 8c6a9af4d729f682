namespace Personalization.Events;

/// <summary>Names of Segment's e-commerce spec v2 that rules here act on. They are storage format: never renamed.</summary>
public static class EventNames
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string ProductsSearched = "Products Searched";
    public const string ProductListViewed = "Product List Viewed";
    public const string PromotionViewed = "Promotion Viewed";
    public const string PromotionClicked = "Promotion Clicked";
    public const string ProductClicked = "Product Clicked";
    public const string ProductViewed = "Product Viewed";
    public const string ProductScanned = "Product Scanned";
    public const string ProductAdded = "Product Added";
    public const string ProductRemoved = "Product Removed";
    public const string CartViewed = "Cart Viewed";
    public const string CheckoutStarted = "Checkout Started";
    public const string OrderCompleted = "Order Completed";
    public const string OrderUpdated = "Order Updated";
    public const string OrderRefunded = "Order Refunded";
    public const string OrderCancelled = "Order Cancelled";
    public const string ProductAddedToWishlist = "Product Added to Wishlist";
    public const string ProductRemovedFromWishlist = "Product Removed from Wishlist";
    public const string WishlistProductAddedToCart = "Wishlist Product Added to Cart";
#pragma warning restore CS1591
}

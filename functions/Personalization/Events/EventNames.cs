namespace Personalization.Events;

/// <summary>Names of Segment's e-commerce spec v2 that rules here act on, and some of our own. They are storage format: never renamed.</summary>
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
    public const string ProductReviewed = "Product Reviewed";
    public const string LiveChatConversationStarted = "Live Chat Conversation Started";
    public const string LiveChatMessageSent = "Live Chat Message Sent";
    public const string EmailLinkClicked = "Email Link Clicked";
    public const string EmailMarkedAsSpam = "Email Marked as Spam";
    public const string Unsubscribed = "Unsubscribed";
    public const string ExperimentViewed = "Experiment Viewed";
    public const string ConsentPreferenceUpdated = "Segment Consent Preference Updated";
#pragma warning restore CS1591

    /// <summary>The parcel has arrived. Ours: the spec has no word for it; order_id names the order.</summary>
    public const string OrderDelivered = "Order Delivered";

    /// <summary>The parcel is on its way. Ours, as the one before; <c>estimated_delivery_at</c>, on any event about an order, says when it is to arrive.</summary>
    public const string OrderShipped = "Order Shipped";

    /// <summary>The order comes later than was said; <c>estimated_delivery_at</c> says when now, if that is known. Ours.</summary>
    public const string OrderDelayed = "Order Delayed";

    /// <summary>A hint of the assistant's was shown, and need not be again: hint_id names it. Ours; the storefront sends it.</summary>
    public const string HintShown = "Hint Shown";

    /// <summary>Put aside out of the cart for later. Ours: the spec has no word for it.</summary>
    public const string ProductSavedForLater = "Product Saved for Later";

    /// <summary>Of two the person has said which they like better: chosen and other, each as KIND:NAME. Ours; the suite writes it for A-or-B questions.</summary>
    public const string PreferenceChosen = "Preference Chosen";

    /// <summary>The person has asked the assistant for a person: conversation_id names the conversation, reason what it is about. Ours; the suite writes it.</summary>
    public const string HandoverRequested = "Handover Requested";

    // Ours, for what the spec has no words for. Each is about one product: product_id, and where known decision_id, list_id, position.

    /// <summary>A recommended product was swiped away, closed or cut short: probably not liked.</summary>
    public const string RecommendationSkipped = "Recommendation Skipped";

    /// <summary>The visitor asked not to be shown it for now.</summary>
    public const string RecommendationHidden = "Recommendation Hidden";

    /// <summary>The visitor said that it is not for them: never shown again until taken back.</summary>
    public const string RecommendationDisliked = "Recommendation Disliked";

    /// <summary>The visitor took back what they said of it.</summary>
    public const string RecommendationRestored = "Recommendation Restored";
}

namespace Personalization.Recommendations;

/// <summary>The reasons that strategies give.</summary>
public static class Reasons
{
#pragma warning disable CS1591 // The texts explain themselves.
    public static Reason Bestseller { get; } = new("bestseller", "A bestseller");
    public static Reason BestsellerNearby { get; } = new("bestseller_nearby", "A bestseller where you are");
    public static Reason Trending { get; } = new("trending", "Popular right now");
    public static Reason TrendingNearby { get; } = new("trending_nearby", "Popular right now where you are");
    public static Reason CategoryBestseller { get; } = new("category_bestseller", "A bestseller in {0}", "A bestseller of its kind", ReasonAbout.Category);
    public static Reason NewArrival { get; } = new("new_arrival", "New in the shop");
    public static Reason PriceDrop { get; } = new("price_drop", "Now at a lower price");
    public static Reason WatchedPriceDrop { get; } = new("watched_price_drop", "You looked at this: now at a lower price");
    public static Reason BackInStock { get; } = new("back_in_stock", "Back in stock");
    public static Reason RecentlyViewed { get; } = new("recently_viewed", "You looked at this recently");
    public static Reason RecentlyScanned { get; } = new("recently_scanned", "You scanned this recently");
    public static Reason LeftInCart { get; } = new("left_in_cart", "Still in your cart");
    public static Reason SavedForLater { get; } = new("saved_for_later", "You saved this for later");
    public static Reason AlsoBought { get; } = new("also_bought", "Customers who bought {0} also bought this", "Customers also bought this", ReasonAbout.Product);
    public static Reason AlsoViewed { get; } = new("also_viewed", "Visitors who looked at {0} also looked at this", "Visitors also looked at this", ReasonAbout.Product);
    public static Reason BoughtTogether { get; } = new("bought_together", "Often bought together with {0}", "Often bought together", ReasonAbout.Product);
    public static Reason GoesWithCart { get; } = new("goes_with_cart", "Goes with {0} in your cart", "Goes with what is in your cart", ReasonAbout.Product);
    public static Reason SmallExtra { get; } = new("small_extra", "A small extra for {0}", "A small extra", ReasonAbout.Product);
    public static Reason StepUp { get; } = new("step_up", "A step up from {0}", "A step up", ReasonAbout.Product);
    public static Reason Similar { get; } = new("similar", "Similar to {0}", "Similar", ReasonAbout.Product);
    public static Reason Guide { get; } = new("guide", "Helps with {0}", "Good to know", ReasonAbout.Product);
    public static Reason ForYou { get; } = new("for_you", "Goes with {0}", "Picked for you", ReasonAbout.Product);
    public static Reason SimilarCustomers { get; } = new("similar_customers", "Liked by customers who chose {0}", "Liked by customers with a similar choice", ReasonAbout.Product);
    public static Reason BuyAgain { get; } = new("buy_again", "Time to stock up again");
    public static Reason BoughtBefore { get; } = new("bought_before", "You bought this before");
    public static Reason Gift { get; } = new("gift", "Free with your order");
#pragma warning restore CS1591

    /// <summary>It is there, or further up, because of what the visitor has told the shop.</summary>
    /// <param name="said">In the words that the visitor chose.</param>
    internal static Reason YouToldUs(string said) => new("you_told_us", $"Because you chose {said}") { Said = said };
}

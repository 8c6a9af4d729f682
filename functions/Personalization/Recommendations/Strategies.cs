using Personalization.Recommendations.Proposals;

namespace Personalization.Recommendations;

/// <summary>What a strategy needs and keeps out.</summary>
[Flags]
public enum Rules
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>A product must be named that the list stands beside.</summary>
    NeedsProduct = 1,

    /// <summary>A highest price must be named.</summary>
    NeedsMaxPrice = 2,

    /// <summary>The product that the list stands beside stays out.</summary>
    DropsCurrent = 4,

    /// <summary>What the visitor has bought stays out, unless it should be used up.</summary>
    DropsOwned = 8,

    /// <summary>What the visitor left in the cart may be shown.</summary>
    ShowsCart = 16,

    /// <summary>The product that the visitor looked at last stays out.</summary>
    DropsJustSeen = 32,

    /// <summary>What the visitor has bought may come again all the same where the shop's customers buy again.</summary>
    BuysAgain = 64,

    /// <summary>Shows what the visitor has chosen before: that needs no fitting to what they told.</summary>
    OwnChoice = 128,
}

/// <summary>A way of choosing products.</summary>
public sealed class Strategy
{
    internal Strategy(string name, Rules rules, Evidence evidence, string fallbacks, Action<Worktable> propose) =>
        (Name, Rules, Evidence, Fallbacks, Propose) = (name, rules, evidence, fallbacks.Split(' ', StringSplitOptions.RemoveEmptyEntries), propose);

    /// <summary>Its conventional name.</summary>
    public string Name { get; }

    /// <summary>What it needs and keeps out.</summary>
    public Rules Rules { get; }

    /// <summary>What its choice rests on.</summary>
    public Evidence Evidence { get; }

    /// <summary>Which strategies fill the places that it leaves empty, in order.</summary>
    public IReadOnlyList<string> Fallbacks { get; }

    /// <summary>True when a product must be named.</summary>
    public bool NeedsProduct => Rules.HasFlag(Rules.NeedsProduct);

    /// <summary>Proposes products, best first.</summary>
    internal Action<Worktable> Propose { get; }
}

/// <summary>The strategies by their conventional names.</summary>
public static class Strategies
{
    private const Rules Beside = Rules.NeedsProduct | Rules.DropsCurrent;
    private const Rules Personal = Rules.DropsCurrent | Rules.DropsOwned | Rules.DropsJustSeen;
    private const string Popular = "trending bestsellers new_arrivals";
    private const string BesideFallbacks = "similar category_bestsellers bestsellers new_arrivals";

    /// <summary>All strategies by name.</summary>
    public static IReadOnlyDictionary<string, Strategy> All { get; } = new Strategy[]
    {
        new("for_you", Personal | Rules.BuysAgain, Evidence.Model, Popular, ForYou.Propose),
        new("similar", Beside | Rules.DropsOwned, Evidence.Content, "category_bestsellers bestsellers new_arrivals", Similar.Propose),
        new("also_viewed", Beside | Rules.DropsOwned, Evidence.Model, "also_bought " + BesideFallbacks, BesideProduct.AlsoViewed),
        new("also_bought", Beside | Rules.DropsOwned, Evidence.Model, "also_viewed " + BesideFallbacks, BesideProduct.AlsoBought),
        new("bought_together", Beside | Rules.DropsOwned, Evidence.Model, "also_bought cross_sell " + BesideFallbacks, BesideProduct.BoughtTogether),
        new("cart_complement", Personal, Evidence.Model, "for_you bestsellers new_arrivals", BesideCart.Complement),
        new("upsell", Beside | Rules.DropsOwned, Evidence.Content, "similar category_bestsellers bestsellers new_arrivals", Upsell.Propose),
        new("cross_sell", Personal, Evidence.Model, "cart_complement for_you bestsellers new_arrivals", BesideCart.CrossSell),
        new("recently_viewed", Rules.DropsCurrent | Rules.OwnChoice, Evidence.Facts, Popular, FromHistory.RecentlyViewed),
        new("continue_shopping", Rules.DropsCurrent | Rules.DropsOwned | Rules.ShowsCart | Rules.OwnChoice, Evidence.Facts, "for_you " + Popular, FromHistory.ContinueShopping),
        new("bestsellers", Rules.DropsCurrent, Evidence.Counts, "new_arrivals", PopularLists.Bestsellers),
        new("trending", Rules.DropsCurrent, Evidence.Counts, "bestsellers new_arrivals", PopularLists.Trending),
        new("category_bestsellers", Beside, Evidence.Counts, "bestsellers new_arrivals", PopularLists.CategoryBestsellers),
        new("new_arrivals", Rules.DropsCurrent, Evidence.Facts, "", CatalogLists.NewArrivals),
        new("price_drop", Rules.DropsCurrent, Evidence.Facts, Popular, CatalogLists.PriceDrops),
        new("back_in_stock", Rules.DropsCurrent, Evidence.Facts, Popular, CatalogLists.BackInStock),
        new("repurchase", Rules.DropsCurrent | Rules.OwnChoice, Evidence.Facts, "for_you " + Popular, FromHistory.Repurchase),
        new("similar_customers", Personal, Evidence.Model, "for_you " + Popular, SimilarCustomers.Propose),
        new("gift", Personal | Rules.NeedsMaxPrice, Evidence.Model, "bestsellers new_arrivals", ForYou.Gift),
    }.ToDictionary(strategy => strategy.Name, StringComparer.Ordinal);

    /// <summary>Other names of strategies.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["newest"] = "new_arrivals" };

    /// <summary>The strategy of a name or alias, or null.</summary>
    public static Strategy? Find(string name) => All.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));
}

using Personalization.Catalog;
using Personalization.Profiles;

namespace Personalization.Assistant.Hints;

/// <summary>What a hint is about. Names go over the wire and into texts.</summary>
public enum HintKind
{
    /// <summary>An order comes late.</summary>
    DeliveryDelay = 1,

    /// <summary>What somebody has waited for can be had again.</summary>
    Restock = 2,

    /// <summary>How to put up or on what was bought, or how to choose the size of what is looked at.</summary>
    FitGuide = 3,

    /// <summary>How to look after what was bought.</summary>
    CareGuide = 4,

    /// <summary>What was bought runs out about now.</summary>
    Replenish = 5,
}

/// <summary>Help that is offered before anybody asks for it.</summary>
/// <param name="Id">The same for the same news: once it was shown it is not shown again.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Reason">Why it is offered, a stable word.</param>
public sealed record Hint(string Id, HintKind Kind, string Reason)
{
    /// <summary>The order that it is about; null for none.</summary>
    public Order? Order { get; init; }

    /// <summary>How that order stands.</summary>
    public OrderStanding? Standing { get; init; }

    /// <summary>The product that it is about; null for none.</summary>
    public Product? Product { get; init; }

    /// <summary>The guide that it points to; null where the product itself says it.</summary>
    public Product? Guide { get; init; }

    /// <summary>When it came about, UTC; null where that does not matter.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Why hints are offered.</summary>
public static class HintReasons
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string ShopSaidLate = "shop-said-late", PromisePassed = "promise-passed", Bought = "bought", Looking = "looking", Wanted = "wanted", LookedWhileGone = "looked-while-gone",
        OwnInterval = "interval";
#pragma warning restore CS1591
}

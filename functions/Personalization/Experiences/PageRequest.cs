using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Experiences;

/// <summary>What kind of page is shown.</summary>
public enum PageType
{
    /// <summary>Any page that is none of the others.</summary>
    Other,

    /// <summary>The first page of the shop.</summary>
    Home,

    /// <summary>The products of a category.</summary>
    Category,

    /// <summary>One product.</summary>
    Product,

    /// <summary>The cart.</summary>
    Cart,

    /// <summary>Where the order is placed.</summary>
    Checkout,

    /// <summary>What a search has found.</summary>
    Search,

    /// <summary>What a customer sees of the own account.</summary>
    Account,

    /// <summary>Where a campaign leads to.</summary>
    Landing,
}

/// <summary>A page about to be shown: everything on it is decided at once.</summary>
/// <param name="Type">What kind of page.</param>
/// <param name="Slots">What is to be decided, each id once; at most <see cref="PageLimits.Slots"/>.</param>
public sealed record PageRequest(PageType Type, ImmutableArray<SlotRequest> Slots)
{
    /// <summary>Who looks at it; null for nobody in particular.</summary>
    public PersonKey? Visitor { get; init; }

    /// <summary>The product that the page is about.</summary>
    public string? ProductId { get; init; }

    /// <summary>The category that the page is about.</summary>
    public string? Category { get; init; }

    /// <summary>What was searched for.</summary>
    public string? Query { get; init; }

    /// <summary>Language of texts, an IETF tag.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Currency of the cart's prices, ISO 4217; null where the catalog's are meant.</summary>
    public string? Currency { get; init; }

    /// <summary>What lies in the cart now; null where the profile says.</summary>
    public ImmutableArray<PageLine>? Cart { get; init; }

    /// <summary>Products looked at during this visit, oldest first: newer than what the profile knows.</summary>
    public ImmutableArray<string> Session { get; init; } = [];

    /// <summary>How the visit goes.</summary>
    public Visit Visit { get; init; } = Visit.First;

    /// <summary>The campaign that led here, as <c>utm_campaign</c> says; null for none.</summary>
    public string? Campaign { get; init; }

    /// <summary>How long the decision may take; what is not decided by then is answered by its fallback.</summary>
    public TimeSpan Budget { get; init; } = PageLimits.UsualBudget;
}

/// <summary>A line of the cart.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Price">Price of a piece as the storefront shows it; null for the catalog's.</param>
public sealed record PageLine(string ProductId, int Quantity, decimal? Price);

/// <summary>How a visit goes, as the storefront counts it.</summary>
/// <param name="Number">Which visit of this browser it is, from 1.</param>
/// <param name="Pages">Pages looked at in this visit, this one included.</param>
/// <param name="Seconds">How long the visit lasts.</param>
/// <param name="IsLeaving">Whether the visitor is about to leave: the pointer goes for the tab bar, or the page was scrolled up fast.</param>
public sealed record Visit(int Number, int Pages, int Seconds, bool IsLeaving)
{
    /// <summary>The first page of the first visit.</summary>
    public static Visit First { get; } = new(1, 1, 0, false);

    /// <summary>Ids of experiences that the browser says it has shown as pop-ups: newer than what the profile knows.</summary>
    public ImmutableArray<string> PopupsSeen { get; init; } = [];
}

/// <summary>What bounds requests about pages.</summary>
public static class PageLimits
{
    /// <summary>Slots of a page.</summary>
    public const int Slots = 24;

    /// <summary>Pages of a batch.</summary>
    public const int Pages = 20;

    /// <summary>Products of a listing, categories of a navigation, products of a visit or a cart.</summary>
    public const int Names = 200;

    /// <summary>Characters of an id.</summary>
    public const int IdLength = 200;

    /// <summary>The time that a decision may take where the request does not say.</summary>
    public static readonly TimeSpan UsualBudget = TimeSpan.FromMilliseconds(100);
}

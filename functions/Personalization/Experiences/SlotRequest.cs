using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Personalization.Experiences;

/// <summary>What is decided for a slot.</summary>
public enum SlotKind
{
    /// <summary>A list of products.</summary>
    Recommendations = 1,

    /// <summary>A banner: a picture, a title, a text, a link.</summary>
    Banner,

    /// <summary>A line that greets the visitor.</summary>
    Greeting,

    /// <summary>Something laid over the page, or nothing.</summary>
    Popup,

    /// <summary>The order of the menu's categories.</summary>
    Navigation,

    /// <summary>The order of a listing's products.</summary>
    Listing,

    /// <summary>The order of what a search has found.</summary>
    Search,

    /// <summary>An offer that this visitor may have.</summary>
    Offer,

    /// <summary>The picture that a product is shown with.</summary>
    Artwork,

    /// <summary>Which variant of an experiment the visitor is in.</summary>
    Experiment,
}

/// <summary>A place of a page that something is decided for.</summary>
/// <param name="Id">The storefront's name for it: up to 64 letters, digits, dots, _ and -.</param>
/// <param name="Kind">What is decided.</param>
public sealed record SlotRequest(string Id, SlotKind Kind)
{
    /// <summary>How products are chosen, for recommendations.</summary>
    public string Strategy { get; init; } = "for_you";

    /// <summary>How many products at most.</summary>
    public int Limit { get; init; } = 12;

    /// <summary>The product that it stands beside or pictures, where it is not the page's.</summary>
    public string? ProductId { get; init; }

    /// <summary>Products or categories to be put in order, as the shop would order them.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>The experiment that is asked for.</summary>
    public string? Experiment { get; init; }
}

/// <summary>Kinds of slots and pages on the wire.</summary>
public static class PageNames
{
    /// <summary>Kinds of slots.</summary>
    public static FrozenDictionary<string, SlotKind> Kinds { get; } = Enum.GetValues<SlotKind>().ToFrozenDictionary(Name, StringComparer.Ordinal);

    /// <summary>Kinds of pages.</summary>
    public static FrozenDictionary<string, PageType> Types { get; } =
        Enum.GetValues<PageType>().ToFrozenDictionary(type => type.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>A kind's name.</summary>
    public static string Name(this SlotKind kind) => kind switch
    {
        SlotKind.Recommendations => "recommendations",
        SlotKind.Banner => "banner",
        SlotKind.Greeting => "greeting",
        SlotKind.Popup => "popup",
        SlotKind.Navigation => "navigation",
        SlotKind.Listing => "listing",
        SlotKind.Search => "search",
        SlotKind.Offer => "offer",
        SlotKind.Artwork => "artwork",
        SlotKind.Experiment => "experiment",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of slot"),
    };
}

using System.Collections.Immutable;

namespace Personalization.Catalog.Search;

/// <summary>In what order products are found.</summary>
public enum SearchOrder
{
    /// <summary>What fits the words best first.</summary>
    Relevance,

    /// <summary>The cheapest first; what has no price comes last.</summary>
    PriceUp,

    /// <summary>The dearest first; what has no price comes last.</summary>
    PriceDown,

    /// <summary>What was added last first.</summary>
    Newest,

    /// <summary>What sells best first.</summary>
    Popular,
}

/// <summary>What is looked for in the catalog.</summary>
/// <param name="Text">Words, in any of the shop's languages; null for everything that meets the wishes.</param>
/// <param name="Limit">How many products at most.</param>
public sealed record CatalogQuery(string? Text, int Limit)
{
    /// <summary>A category, as a whole or one of its levels.</summary>
    public string? Category { get; init; }

    /// <summary>A brand.</summary>
    public string? Brand { get; init; }

    /// <summary>A colour, in any of the shop's languages.</summary>
    public string? Color { get; init; }

    /// <summary>A size.</summary>
    public string? Size { get; init; }

    /// <summary>A material, in any of the shop's languages.</summary>
    public string? Material { get; init; }

    /// <summary>The lowest price.</summary>
    public decimal? MinPrice { get; init; }

    /// <summary>The highest price.</summary>
    public decimal? MaxPrice { get; init; }

    /// <summary>Whether what is sold out stays out, as long as there is something else.</summary>
    public bool InStock { get; init; }

    /// <summary>Content instead of goods.</summary>
    public bool Content { get; init; }

    /// <summary>In what order.</summary>
    public SearchOrder Order { get; init; }

    /// <summary>Products that are left out.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Whether the prices are kept to even then.</summary>
    public bool KeepPrice { get; init; }

    /// <summary>Whether wishes are let go of where no product meets all.</summary>
    public bool Relax { get; init; } = true;
}

/// <summary>A product that was found.</summary>
/// <param name="Product">The product, as it was when the index was made.</param>
/// <param name="Score">How well the words fit; comparable within one answer.</param>
public sealed record SearchHit(Product Product, float Score);

/// <summary>What was found.</summary>
/// <param name="Hits">In the order asked for; equals by product id.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record SearchAnswer(ImmutableArray<SearchHit> Hits, int Total)
{
    /// <summary>Nothing.</summary>
    public static SearchAnswer None { get; } = new([], 0);

    /// <summary>Words that were taken for others, as written and as taken.</summary>
    public ImmutableArray<(string Written, string Taken)> Corrected { get; init; } = [];

    /// <summary>Wishes that were let go of because no product meets all: names of <see cref="Wishes"/>.</summary>
    public ImmutableArray<string> Relaxed { get; init; } = [];

    /// <summary>Words that the catalog does not have.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];
}

/// <summary>The stable names of wishes.</summary>
public static class Wishes
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string Words = "words";
    public const string Category = "category";
    public const string Brand = "brand";
    public const string Color = "color";
    public const string Size = "size";
    public const string Material = "material";
    public const string Price = "price";
    public const string Stock = "stock";
#pragma warning restore CS1591
}

using System.Text.Json.Serialization;

namespace Personalization.Recommendations.Merchandising;

/// <summary>What a rule does. Names on the wire and in storage are those of <see cref="RuleReader"/>.</summary>
public enum RuleAction
{
    /// <summary>Puts one product at a position, where a strategy proposes it and it is relevant enough.</summary>
    Pin,

    /// <summary>Takes products out.</summary>
    Exclude,

    /// <summary>Takes all other products out.</summary>
    Include,

    /// <summary>Takes out what is not of the category of the product that the list stands beside.</summary>
    SameCategory,

    /// <summary>Multiplies scores with a factor above 1.</summary>
    Boost,

    /// <summary>Multiplies scores with a factor below 1.</summary>
    Bury,

    /// <summary>Keeps at most so many products of one category, or of one brand.</summary>
    Limit,
}

/// <summary>What a <see cref="RuleAction.Limit"/> counts by.</summary>
public enum RuleGroup
{
    /// <summary>Category.</summary>
    Category,

    /// <summary>Brand.</summary>
    Brand,
}

/// <summary>A wish of the shop for its lists. Member names are wire and storage format.</summary>
public sealed record MerchandisingRule
{
    /// <summary>The shop's id of the rule: letters, digits, - and _.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>False for a rule that is kept but not applied.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Enabled { get; init; } = true;

    /// <summary>Rules of one kind are applied from the highest to the lowest.</summary>
    public int Priority { get; init; }

    /// <summary>Since when it holds, or null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when it holds, that moment not included, or null.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For which lists and visitors; null for all.</summary>
    public RuleScope? When { get; init; }

    /// <summary>What it does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RuleAction Action { get; init; }

    /// <summary>With which products; null for all.</summary>
    public ProductSelector? Products { get; init; }

    /// <summary>Where a pinned product stands, from 1.</summary>
    public int? Position { get; init; }

    /// <summary>What a boosted or buried score is multiplied with.</summary>
    public double? Factor { get; init; }

    /// <summary>How many products of a group may be in a list.</summary>
    public int? Max { get; init; }

    /// <summary>By what a limit counts.</summary>
    public RuleGroup? Per { get; init; }

    /// <summary>Share of the best score below which this rule lifts nothing, where that is more than the shop's floor.</summary>
    public double? MinRelevance { get; init; }
}

/// <summary>Lists and visitors: one of each that is named.</summary>
public sealed record RuleScope
{
    /// <summary>Names of strategies.</summary>
    public IReadOnlyList<string>? Strategies { get; init; }

    /// <summary>Places of the shop.</summary>
    public IReadOnlyList<string>? Placements { get; init; }

    /// <summary>Categories of the product that the list stands beside, with all below them.</summary>
    public IReadOnlyList<string>? AnchorCategories { get; init; }

    /// <summary>Countries of the visitor, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>Segments of the visitor: the shop's own, those of <see cref="Slices"/>, and the one that the request names.</summary>
    public IReadOnlyList<string>? Segments { get; init; }
}

/// <summary>Products: those that meet everything that is named, one of each list. Letters' case does not matter, except in ids.</summary>
public sealed record ProductSelector
{
    /// <summary>Ids.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Categories, with all below them.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Brands.</summary>
    public IReadOnlyList<string>? Brands { get; init; }

    /// <summary>Values of attributes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Attributes { get; init; }

    /// <summary>Lowest price.</summary>
    public decimal? MinPrice { get; init; }

    /// <summary>Highest price.</summary>
    public decimal? MaxPrice { get; init; }

    /// <summary>Fewest pieces in stock; what the shop does not say is met by nothing.</summary>
    public int? MinStock { get; init; }

    /// <summary>Most pieces in stock; what the shop does not say is met by nothing.</summary>
    public int? MaxStock { get; init; }
}

/// <summary>All rules of a shop.</summary>
/// <param name="Version">Changes whenever a rule does.</param>
/// <param name="Rules">Rules, in the shop's own order.</param>
public sealed record MerchandisingRuleSet(string Version, IReadOnlyList<MerchandisingRule> Rules)
{
    /// <summary>No wishes.</summary>
    public static MerchandisingRuleSet Empty { get; } = new("none", []);
}

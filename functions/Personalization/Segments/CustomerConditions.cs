using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>How many pieces, or how much worth of products by the prices that the events bear, something was done with.</summary>
public sealed record PiecesTest(ImmutableArray<InteractionKind> Kinds, ProductScope Scope, Window Window, bool Worth, NumberRange Range) : Condition;

/// <summary>What an order was worth on average, in one currency, after refunds. Nobody without an order in that time.</summary>
public sealed record AverageOrderTest(string Currency, Window Window, NumberRange Range) : Condition;

/// <summary>When a date was that a trait holds. Without one it is not true.</summary>
/// <param name="Trait">Name of the trait.</param>
/// <param name="From">Not before, UTC; null for any.</param>
/// <param name="Until">Before, UTC; null for any.</param>
/// <param name="OlderThan">Longer ago than this; null for any.</param>
/// <param name="NewerThan">Not longer ago than this; a date to come counts. Null for any.</param>
public sealed record TraitDateTest(string Trait, DateTimeOffset? From, DateTimeOffset? Until, TimeSpan? OlderThan, TimeSpan? NewerThan) : Condition;

/// <summary>Whether the person has one of these tags.</summary>
public sealed record TagTest(ImmutableArray<string> Tags) : Condition;

/// <summary>Where the person stands in a loyalty program.</summary>
/// <param name="Tiers">Tiers of which one must be theirs; letters' case does not count. Empty for any.</param>
/// <param name="Points">Bounds of the points, or null.</param>
public sealed record LoyaltyTest(ImmutableArray<string> Tiers, NumberRange? Points) : Condition;

/// <summary>Where somebody is on the way from a visitor to a customer and away again.</summary>
public enum LifecycleStage
{
    /// <summary>Has looked, and no more is known.</summary>
    Visitor = 1,

    /// <summary>Has not ordered, but said who they are, or put something in a cart or on a wish list.</summary>
    Prospect = 2,

    /// <summary>Has ordered once, in the last 90 days.</summary>
    FirstTimeBuyer = 3,

    /// <summary>Has ordered more than once, last in the last 90 days.</summary>
    Active = 4,

    /// <summary>Last ordered 90 to 180 days ago.</summary>
    AtRisk = 5,

    /// <summary>Last ordered more than 180 days ago.</summary>
    Lapsed = 6,
}

/// <summary>The names of stages on the wire and in rules.</summary>
public static class LifecycleStages
{
    /// <summary>The stages by their names.</summary>
    public static IReadOnlyDictionary<string, LifecycleStage> All { get; } = new Dictionary<string, LifecycleStage>(StringComparer.Ordinal)
    {
        ["visitor"] = LifecycleStage.Visitor, ["prospect"] = LifecycleStage.Prospect, ["firstTimeBuyer"] = LifecycleStage.FirstTimeBuyer,
        ["active"] = LifecycleStage.Active, ["atRisk"] = LifecycleStage.AtRisk, ["lapsed"] = LifecycleStage.Lapsed,
    };

    /// <summary>The name of a stage.</summary>
    public static string Name(this LifecycleStage stage) => All.First(one => one.Value == stage).Key;
}

/// <summary>Whether the person is at one of these stages.</summary>
public sealed record StageTest(ImmutableArray<LifecycleStage> Stages) : Condition;

/// <summary>By what customers are divided into fifths.</summary>
public enum RfmPart
{
    /// <summary>How lately they ordered: 5 for the fifth that did last.</summary>
    Recency = 1,

    /// <summary>How often they ordered: 5 for the fifth that did most.</summary>
    Frequency = 2,

    /// <summary>For how much, in the currency of their newest order: 5 for the fifth that spent most.</summary>
    Monetary = 3,
}

/// <summary>A customer's fifth, 1 to 5. Not true of people without an order, and while the shop has too few customers.</summary>
public sealed record RfmTest(RfmPart Part, NumberRange Range) : Condition;

/// <summary>A number that is expected of somebody.</summary>
public enum PredictedNumber
{
    /// <summary>Probability of buying again.</summary>
    Alive = 1,

    /// <summary>Probability of being lost.</summary>
    ChurnRisk = 2,

    /// <summary>Orders within the model's horizon.</summary>
    ExpectedOrders = 3,

    /// <summary>What those orders bring.</summary>
    LifetimeValue = 4,

    /// <summary>Probability that this visit ends in an order.</summary>
    Propensity = 5,

    /// <summary>Probability that an order comes with a discount.</summary>
    DiscountAffinity = 6,
}

/// <summary>A prediction within bounds. Not true where too little is known to say.</summary>
public sealed record PredictionTest(PredictedNumber Number, NumberRange Range) : Condition;

/// <summary>Whether the person is in another segment; one that there is not has nobody in it.</summary>
public sealed record SegmentTest(string Segment) : Condition;

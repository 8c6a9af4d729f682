using System.Collections.Immutable;
using Personalization.Messages;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>
/// A question about a person that is either true or false now; the one language of recipes and segments. Conditions ask only for what a profile
/// keeps (see <see cref="ProfileLimits"/>): any event is counted over a lifetime and by days for 90 of them; windows to the second are for what was
/// done with products and for orders, of which the newest are kept.
/// </summary>
public abstract record Condition;

/// <summary>True where all parts are; so where there are none.</summary>
public sealed record AllOf(ImmutableArray<Condition> Parts) : Condition;

/// <summary>True where one part is.</summary>
public sealed record AnyOf(ImmutableArray<Condition> Parts) : Condition;

/// <summary>True where the part is not.</summary>
public sealed record NotTrue(Condition Part) : Condition;

/// <summary>A number within bounds, both included.</summary>
/// <param name="AtLeast">Lower bound, or null.</param>
/// <param name="AtMost">Upper bound, or null.</param>
public sealed record NumberRange(decimal? AtLeast, decimal? AtMost)
{
    /// <summary>At least one.</summary>
    public static NumberRange Some { get; } = new(1, null);

    /// <summary>Whether a number lies within.</summary>
    public bool Has(decimal number) => !(number < AtLeast) && !(number > AtMost);
}

/// <summary>The time that a count looks at.</summary>
/// <param name="Within">How far back from now; null for ever.</param>
/// <param name="SinceEntry">Only what came after the person entered the journey.</param>
public readonly record struct Window(TimeSpan? Within, bool SinceEntry)
{
    /// <summary>Not before this, UTC; null for any time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this, UTC; null for any time.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>A trait: whether it is there, has one of these values, or is a number within bounds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Values of which one must be its; letters' case does not count. Of a list one item is enough. Empty for any.</param>
/// <param name="Range">Bounds of a number, or null.</param>
/// <param name="Exists">Whether it must be there; false turns the question round.</param>
public sealed record TraitTest(string Name, ImmutableArray<string> Values, NumberRange? Range, bool Exists) : Condition;

/// <summary>How often an event happened: in all, or on the last so many days of the calendar (UTC), today included.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Range">How often.</param>
/// <param name="Days">Days, at most <see cref="ProfileLimits.EventDays"/>; null for ever.</param>
public sealed record EventTest(string Event, NumberRange Range, int? Days = null) : Condition;

/// <summary>Which products a question is about; with all empty, any.</summary>
/// <param name="Products">Ids.</param>
/// <param name="Categories">Categories, with what lies below them.</param>
/// <param name="Brands">Brands.</param>
public sealed record ProductScope(ImmutableArray<string> Products, ImmutableArray<string> Categories, ImmutableArray<string> Brands)
{
    /// <summary>The word that stands for the product that the journey is about, or for that product's category or brand.</summary>
    public const string Subject = "subject";

    /// <summary>Any product.</summary>
    public static ProductScope Any { get; } = new([], [], []);
}

/// <summary>How often something was done with products.</summary>
public sealed record InteractionTest(ImmutableArray<InteractionKind> Kinds, ProductScope Scope, Window Window, NumberRange Range) : Condition;

/// <summary>How many visits there were: doings with products that are less than <see cref="Gap"/> apart are one visit.</summary>
public sealed record VisitTest(Window Window, bool SinceOrder, NumberRange Range) : Condition
{
    /// <summary>The pause after which a new visit begins.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);
}

/// <summary>How many orders there were that stand.</summary>
public sealed record OrderTest(Window Window, NumberRange Range) : Condition;

/// <summary>What orders brought, after refunds, in one currency.</summary>
public sealed record RevenueTest(string Currency, Window Window, NumberRange Range) : Condition;

/// <summary>A moment of a person's history.</summary>
public enum Moment
{
    /// <summary>The newest order that stands.</summary>
    LastOrder = 1,

    /// <summary>The newest event.</summary>
    LastSeen = 2,

    /// <summary>The first event.</summary>
    FirstSeen = 3,
}

/// <summary>How long ago a moment is. Without the moment both bounds are missed.</summary>
public sealed record AgeTest(Moment Moment, TimeSpan? OlderThan, TimeSpan? NewerThan) : Condition
{
    /// <summary>Not before this, UTC; null for any time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this, UTC; null for any time.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What lies in the cart: pieces, or their worth by the catalog's prices.</summary>
public sealed record CartTest(bool Worth, NumberRange Range) : Condition;

/// <summary>Whether a yearly date comes in so many days, in the person's zone.</summary>
public sealed record DateTest(string Trait, int InDays) : Condition;

/// <summary>Whether marketing may go to a list of a channel.</summary>
public sealed record ConsentTest(MessageChannel Channel, string List) : Condition;

/// <summary>Which share of all that the person did with products was about such products. Doings weigh by kind: a purchase more than a look.</summary>
public sealed record LikingTest(ProductScope Scope, Window Window, NumberRange Range) : Condition;

using System.Collections.Immutable;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>What brings people into a recipe.</summary>
public abstract record Trigger
{
    /// <summary>True where a run is followed by the next one at its time.</summary>
    public bool Recurs => this is DateTrigger or ScheduleTrigger;
}

/// <summary>Somebody did something.</summary>
/// <param name="Event">Name of a track call, or <c>identify</c>, <c>page</c> and so on.</param>
/// <param name="Where">What its properties must be.</param>
/// <param name="Count">Every so many times, counted over the person's life.</param>
/// <param name="Per">The property of whose each value a person may have a run of their own at the same time, such as order_id; null for one run a person.</param>
public sealed record EventTrigger(string Event, ImmutableArray<PropertyTest> Where, int Count, string? Per) : Trigger;

/// <summary>Somebody did something, and did not do something else in such a time after it.</summary>
/// <param name="After">What they did.</param>
/// <param name="Of">Name of the event that did not come.</param>
/// <param name="Within">For how long.</param>
public sealed record AbsenceTrigger(EventTrigger After, string Of, TimeSpan Within) : Trigger;

/// <summary>A condition has become true of somebody, or untrue: by an event, or by time. A segment of the shop's own is the condition to be in it.</summary>
public sealed record SegmentTrigger(Condition Condition, bool Enters) : Trigger;

/// <summary>A day of somebody's year.</summary>
/// <param name="Trait">The trait that holds it.</param>
/// <param name="At">Time of day in the person's zone.</param>
/// <param name="DaysBefore">How many days before it.</param>
public sealed record DateTrigger(string Trait, TimeOnly At, int DaysBefore) : Trigger;

/// <summary>Certain days of the week at a time in the person's zone, for people of whom the entry condition is true.</summary>
public sealed record ScheduleTrigger(ImmutableArray<DayOfWeek> Weekdays, TimeOnly At) : Trigger;

/// <summary>A product that somebody waits for has become cheaper.</summary>
/// <param name="Percent">By at least so much of the price before.</param>
public sealed record PriceDropTrigger(decimal Percent) : Trigger;

/// <summary>A product that somebody waits for can be had again.</summary>
public sealed record BackInStockTrigger : Trigger;

/// <summary>What a property of an event must be.</summary>
/// <param name="Name">Name; parts of a path are separated by points.</param>
/// <param name="Values">Values of which one must be its; letters' case does not count. Empty for any.</param>
/// <param name="Contains">A text that it must hold, or null.</param>
/// <param name="Range">Bounds of a number, or null.</param>
public sealed record PropertyTest(string Name, ImmutableArray<string> Values, string? Contains, NumberRange? Range);

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>A run that may begin.</summary>
/// <param name="Suffix">Tells apart runs of a person that may go on at the same time; empty where there is one alone.</param>
/// <param name="State">How it begins.</param>
public sealed record RecipeStart(string Suffix, RecipeState State);

/// <summary>Finds in the events of a person, and in the profile that has taken them in, what brings the person into a recipe. Pure.</summary>
public static class RecipeStarts
{
    /// <summary>What came later than this after it happened, as imports do, begins nothing.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromDays(1);

    private const int EventBytes = 4 * 1024;

    /// <summary>Name of a recipe's instances, as in their ids.</summary>
    public const string Journey = "recipe";

    /// <summary>Id of the instance of a run.</summary>
    public static string InstanceOf(string recipe, PersonKey person, string suffix) => JourneyIds.Instance(Journey, person, $"{recipe}\n{suffix}");

    /// <summary>The runs that these events of one person begin. Whether the person may enter again is not looked at.</summary>
    /// <param name="recipe">A recipe that takes people in.</param>
    /// <param name="version">Its version.</param>
    /// <param name="events">Events, known ones too.</param>
    /// <param name="facts">The person, as the profile has it with these events.</param>
    /// <param name="now">UTC.</param>
    public static IEnumerable<RecipeStart> Of(Recipe recipe, int version, IReadOnlyList<ShopEvent> events, PersonFacts facts, DateTimeOffset now) => recipe.Trigger switch
    {
        EventTrigger trigger => Of(recipe, version, trigger, events, facts, now),
        AbsenceTrigger absence => Of(recipe, version, absence, events, facts, now),
        DateTrigger date when YearlyDate.Of(facts.Profile, date.Trait) is not null => [Recurring(recipe, version, facts, now)],
        ScheduleTrigger when ConditionRules.Holds(recipe.Entry!, facts, now) => [Recurring(recipe, version, facts, now)],
        _ => [],
    };

    /// <summary>A run about a product that somebody waits for.</summary>
    public static RecipeStart OfProduct(Recipe recipe, int version, PersonKey person, string productId, string change, DateTimeOffset now) =>
        new(productId, new RecipeState { Recipe = recipe.Id, Version = version, Person = person.Value, Key = StableHash.Hex($"{productId}\n{change}", 16), Subject = productId, EnteredAt = now });

    /// <summary>A run by a segment that somebody has entered or left.</summary>
    public static RecipeStart OfSegment(Recipe recipe, int version, PersonKey person, ShopEvent by) => new("", State(recipe, version, person, by, by.MessageId));

    /// <summary>Whether an event is one that a trigger asks for.</summary>
    public static bool Matches(EventTrigger trigger, ShopEvent one) =>
        trigger.Event == (one.Event ?? one.Type.Name()) && trigger.Where.All(test => PropertyTests.Holds(test, one.Type is EventType.Identify ? one.Traits : one.Properties));

    private static IEnumerable<RecipeStart> Of(Recipe recipe, int version, EventTrigger trigger, IReadOnlyList<ShopEvent> events, PersonFacts facts, DateTimeOffset now)
    {
        long times = facts.Profile.EventCounts.GetValueOrDefault(trigger.Event) / trigger.Count;
        if (times == 0) yield break;
        HashSet<string> suffixes = new(StringComparer.Ordinal);
        foreach (ShopEvent one in events.Where(one => one.Timestamp > now - Late && Matches(trigger, one)).OrderByDescending(one => one.Timestamp))
        {
            string suffix = trigger.Per is { } per ? PropertyTests.Text(one.Properties, per) ?? "" : "";
            if (!suffixes.Add(suffix)) continue;
            RecipeState state = State(recipe, version, facts.Profile.Key, one, trigger.Count == 1 ? suffix.Length > 0 ? suffix : one.MessageId : times.ToString(CultureInfo.InvariantCulture));
            // Who would be turned away at once needs no run for it.
            if (recipe.Entry is not { } entry || ConditionRules.Holds(entry, facts with { Subject = state.Subject, EnteredAt = state.EnteredAt }, now)) yield return new RecipeStart(suffix, state);
        }
    }

    private static IEnumerable<RecipeStart> Of(Recipe recipe, int version, AbsenceTrigger absence, IReadOnlyList<ShopEvent> events, PersonFacts facts, DateTimeOffset now)
    {
        ShopEvent? last = events.Where(one => one.Timestamp > now - absence.Within - Late && Matches(absence.After, one)).MaxBy(one => one.Timestamp);
        if (last is null) yield break;
        long since = events.Count(one => (one.Event ?? one.Type.Name()) == absence.Of && one.Timestamp > last.Timestamp);
        yield return new RecipeStart("", State(recipe, version, facts.Profile.Key, last, last.MessageId) with { Baseline = facts.Profile.EventCounts.GetValueOrDefault(absence.Of) - since });
    }

    // One sleeping run for each person: it costs a row while it sleeps, and no clock has to look through all people every hour.
    private static RecipeStart Recurring(Recipe recipe, int version, PersonFacts facts, DateTimeOffset now) =>
        new("", new RecipeState { Recipe = recipe.Id, Version = version, Person = facts.Profile.Key.Value, Key = "first", EnteredAt = now });

    private static RecipeState State(Recipe recipe, int version, PersonKey person, ShopEvent by, string key) => new()
    {
        Recipe = recipe.Id, Version = version, Person = person.Value, Key = StableHash.Hex(key, 16), EnteredAt = by.Timestamp, Subject = Interactions.ProductIdOf(by.Properties),
        Event = by.Properties.ValueKind is JsonValueKind.Object && JsonMarshal.GetRawUtf8Value(by.Properties).Length <= EventBytes ? by.Properties : null,
    };
}

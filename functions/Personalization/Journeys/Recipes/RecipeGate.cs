using System.Globalization;
using Personalization.Common;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>How the way into a recipe stands: open, to wait until a time, or shut for good.</summary>
/// <param name="State">The state, with the entry in it where it is open.</param>
/// <param name="Until">When to look again; null when there is nothing to wait for.</param>
/// <param name="Shut">Why nobody comes in; null where somebody may.</param>
internal readonly record struct GateResult(RecipeState State, DateTimeOffset? Until, string? Shut);

/// <summary>Decides who comes into a recipe, and when.</summary>
internal static class RecipeGate
{
    public static GateResult Decide(Recipe recipe, RecipeState state, RecipeFacts facts, DateTimeOffset now)
    {
        if (recipe.Trigger.Recurs && facts.Archived) return new GateResult(state, null, "archived");
        if (recipe.Trigger is AbsenceTrigger absence)
        {
            state = Newest(absence, state, facts.Person.Profile);
            if (Happened(absence, state, facts.Person.Profile)) return new GateResult(state, null, "happened");
            if (now < state.EnteredAt + absence.Within) return new GateResult(state, state.EnteredAt + absence.Within, null);
        }
        if (recipe.Trigger.Recurs)
        {
            if (Occurrence(recipe.Trigger, state, facts) is not { } next) return new GateResult(state, null, "no-date");
            if (now < next) return new GateResult(state with { Until = next }, next, null);
            // The next time is counted from here on, and messages of this one have names of their own.
            state = state with { EnteredAt = next, Key = "at-" + next.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture), Until = null };
        }
        if (!facts.Memory.Admits(recipe.Trigger.Recurs && !recipe.Reentry.Again ? Reentry.Always : recipe.Reentry, state.Key, state.EnteredAt)) return new GateResult(state, null, "reentry");
        PersonFacts person = facts.Person with { EnteredAt = state.EnteredAt, Subject = state.Subject };
        if (recipe.Entry is { } entry && !ConditionRules.Holds(entry, person, now)) return new GateResult(state, null, "not-entered");
        return new GateResult(state with { Entered = true, At = [0], Until = null }, null, null);
    }

    // A time that was set stands even when the wake-up comes a little late; a date that the person has changed meanwhile moves it.
    private static DateTimeOffset? Occurrence(Trigger trigger, RecipeState state, RecipeFacts facts)
    {
        TimeZoneInfo zone = facts.Person.Zone;
        DateTimeOffset after = state.EnteredAt.AddTicks(1);
        if (trigger is ScheduleTrigger schedule) return LocalTimes.NextFrom(after, schedule.At, schedule.Weekdays, zone);
        DateTrigger date = (DateTrigger)trigger;
        if (YearlyDate.Of(facts.Person.Profile, date.Trait) is not { } day) return null;
        DateOnly from = YearlyDate.Today(after, zone).AddDays(date.DaysBefore - 1);
        while (true)
        {
            DateOnly next = day.NextFrom(from);
            DateTimeOffset at = LocalTimes.At(next.AddDays(-date.DaysBefore), date.At, zone);
            if (at >= after) return at;
            from = next.AddDays(1);
        }
    }

    // Whoever does it again has the whole time again, and it is about what they did last.
    private static RecipeState Newest(AbsenceTrigger absence, RecipeState state, Profile profile) =>
        EventTimes.Last(profile, absence.After.Event) is { } last && last.At > state.EnteredAt
            ? state with { EnteredAt = last.At, Subject = last.ProductId ?? state.Subject, Event = null }
            : state;

    private static bool Happened(AbsenceTrigger absence, RecipeState state, Profile profile) =>
        absence.Of != absence.After.Event
        && (EventTimes.AreKept(absence.Of)
            ? EventTimes.Last(profile, absence.Of) is { } last && last.At > state.EnteredAt
            : profile.EventCounts.GetValueOrDefault(absence.Of) > state.Baseline);
}

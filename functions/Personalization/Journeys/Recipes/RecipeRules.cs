using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>
/// Interprets recipes: what to do now and when to look again, by the person as known at that moment. Pure: the same recipe, state, facts and
/// time give the same turn, so that a turn that is taken again does nothing new.
/// </summary>
public static class RecipeRules
{
    /// <summary>The next turn.</summary>
    /// <param name="recipe">The version of the recipe that the state names.</param>
    /// <param name="state">Where the person stands.</param>
    /// <param name="facts">What is known of them.</param>
    /// <param name="now">UTC.</param>
    public static JourneyTurn<RecipeState> Next(Recipe recipe, RecipeState state, RecipeFacts facts, DateTimeOffset now)
    {
        if (facts.Stopped) return JourneyTurn.End(state, "stopped");
        if (!state.Entered)
        {
            GateResult gate = RecipeGate.Decide(recipe, state, facts, now);
            if (!gate.State.Entered) return AtGate(recipe, gate, []);
            state = gate.State;
        }
        facts = facts with { Person = facts.Person with { EnteredAt = state.EnteredAt, Subject = state.Subject } };
        // Messages that wait for their time are looked at by the same conditions when they are to go.
        if (Exits(recipe, facts.Person, now)) return Over(recipe, state, "exit", [], facts, now);
        ImmutableArray<JourneyAct>.Builder acts = ImmutableArray.CreateBuilder<JourneyAct>();
        while (StepAt(recipe, state) is { } step)
        {
            if (step is EndStep end) return Over(recipe, state, end.Reason, acts.ToImmutable(), facts, now);
            state = RecipeSteps.Take(recipe, step, state, facts, acts, now, out DateTimeOffset? wait);
            if (wait is not null) return JourneyTurn.Wait(state, wait, $"{recipe.Id}: step {string.Join('.', state.At)}", acts.ToImmutable());
        }
        return Over(recipe, state, JourneyEnds.Done, acts.ToImmutable(), facts, now);
    }

    /// <summary>Whether a condition holds that ends a run.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="person">The person, with the entry and the subject of the run.</param>
    /// <param name="now">UTC.</param>
    public static bool Exits(Recipe recipe, PersonFacts person, DateTimeOffset now) => recipe.Exit.Any(exit => ConditionRules.Holds(exit, person, now));

    /// <summary>The way that a person takes in a split: for ever the same, and spread by the weights.</summary>
    public static int Way(SplitStep split, string person)
    {
        ulong place = StableHash.Of($"{split.Experiment}\n{person}") % (ulong)split.Ways.Sum(way => way.Weight);
        int chosen = 0;
        for (ulong sum = (ulong)split.Ways[0].Weight; sum <= place; sum += (ulong)split.Ways[chosen].Weight) chosen++;
        return chosen;
    }

    private static Step? StepAt(Recipe recipe, RecipeState state)
    {
        ImmutableArray<Step> steps = recipe.Steps;
        for (int level = 0; level + 2 < state.At.Length; level += 2) steps = steps[state.At[level]].Branches[state.At[level + 1]];
        return state.At[^1] < steps.Length ? steps[state.At[^1]] : null;
    }

    // Behind a run of a recipe that recurs the next one waits.
    private static JourneyTurn<RecipeState> Over(Recipe recipe, RecipeState state, string reason, ImmutableArray<JourneyAct> acts, RecipeFacts facts, DateTimeOffset now)
    {
        if (!recipe.Trigger.Recurs) return JourneyTurn.End(state, reason, acts);
        RecipeState next = state with { Entered = false, At = [0], Until = null, EnteredAt = state.EnteredAt > now ? state.EnteredAt : now };
        return AtGate(recipe, RecipeGate.Decide(recipe, next, facts, now), acts);
    }

    private static JourneyTurn<RecipeState> AtGate(Recipe recipe, GateResult gate, ImmutableArray<JourneyAct> acts) =>
        gate.Shut is { } reason ? JourneyTurn.End(gate.State, reason, acts) : JourneyTurn.Wait(gate.State, gate.Until, $"{recipe.Id}: trigger", acts);
}

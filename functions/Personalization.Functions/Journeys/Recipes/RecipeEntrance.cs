using System.Globalization;
using Microsoft.DurableTask.Client;
using Personalization.Events;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Begins and wakes runs of recipes, each once. It remembers for a while what it has seen to, and what it has forgotten it looks up.</summary>
/// <param name="people">What is remembered of people.</param>
/// <param name="time">The clock.</param>
public sealed class RecipeEntrance(IRecipeMemoryStore people, TimeProvider time)
{
    private static readonly TimeSpan Recurring = TimeSpan.FromHours(12);
    private static readonly TimeSpan Shut = TimeSpan.FromHours(1);
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(1);

    private readonly Noticed noticed = new(time);

    /// <summary>Begins a run unless there is one, or the person may not enter.</summary>
    public async Task EnterAsync(ActiveRecipe one, PersonKey person, RecipeStart start, DurableTaskClient client, CancellationToken cancellationToken)
    {
        string instanceId = RecipeStarts.InstanceOf(one.Recipe.Id, person, start.Suffix), what = $"{one.Version} {start.State.Key}";
        if (noticed.Has(instanceId, what)) return;
        DateTimeOffset now = time.GetUtcNow();
        RecipeState state = start.State with { Instance = instanceId };
        if (one.Recipe.Trigger.Recurs)
        {
            await client.TryStartAsync(RecipeFunctions.Orchestrator, instanceId, state, null, cancellationToken);
            noticed.Keep(instanceId, what, now + Recurring);
            return;
        }
        RecipeMemory memory = (await people.LoadAsync(person, one.Recipe.Id, cancellationToken)).Memory;
        if (memory.Knows(start.State.Key)) noticed.Keep(instanceId, what);
        else if (!memory.Admits(one.Recipe.Reentry, start.State.Key, start.State.EnteredAt)) noticed.Keep(instanceId, what, ShutUntil(one.Recipe, memory, now));
        else
        {
            await client.TryStartAsync(RecipeFunctions.Orchestrator, instanceId, state, null, cancellationToken);
            // As long as a run goes on there is nothing to begin; one that only acts is over at once.
            noticed.Keep(instanceId, what, one.Recipe.Trigger is AbsenceTrigger || one.Recipe.AllSteps.Any(step => step is WaitStep or WaitForStep or WaitForTimeStep) ? now + Busy : default);
        }
    }

    /// <summary>Begins a run where a segment's condition has changed since it was last looked at.</summary>
    public async Task CompareAsync(ActiveRecipe one, IReadOnlyList<ShopEvent> events, PersonFacts facts, DurableTaskClient client, CancellationToken cancellationToken)
    {
        SegmentTrigger segment = (SegmentTrigger)one.Recipe.Trigger;
        PersonKey person = facts.Profile.Key;
        bool inside = ConditionRules.Holds(segment.Condition, facts, time.GetUtcNow());
        string name = $"segment\n{one.Recipe.Id}\n{person.Value}", what = inside.ToString(CultureInfo.InvariantCulture);
        if (noticed.Has(name, what)) return;
        StoredMemory stored = await people.LoadAsync(person, one.Recipe.Id, cancellationToken);
        // Whoever was never looked at counts as outside: those who are inside already enter with their next event.
        if (inside != (stored.Memory.Inside ?? false) && inside == segment.Enters)
            await EnterAsync(one, person, RecipeStarts.OfSegment(one.Recipe, one.Version, person, events.LastOrDefault(by => RecipeListening.Begins(one.Recipe, by)) ?? events[^1]), client, cancellationToken);
        // Last, so that a process that dies before it begins the run again.
        if (stored.Memory.Inside != inside && (inside || stored.Memory.Inside is not null))
            await people.ChangeAsync(person, one.Recipe.Id, null, memory => memory.Inside == inside ? memory : memory with { Inside = inside }, cancellationToken);
        noticed.Keep(name, what);
    }

    /// <summary>Wakes the person's runs of a recipe that wait for a condition.</summary>
    public async Task WakeAsync(ActiveRecipe one, PersonKey person, DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (string instanceId in (await people.LoadAsync(person, one.Recipe.Id, cancellationToken)).Memory.Running)
            await client.WakeAsync(instanceId, cancellationToken);
    }

    private static DateTimeOffset ShutUntil(Recipe recipe, RecipeMemory memory, DateTimeOffset now)
    {
        DateTimeOffset open = recipe.Reentry.Again ? memory.Entries[^1].At + recipe.Reentry.After : DateTimeOffset.MaxValue;
        return open < now + Shut ? open : now + Shut;
    }
}

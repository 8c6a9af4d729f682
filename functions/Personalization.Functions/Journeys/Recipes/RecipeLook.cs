using System.Collections.Immutable;
using Personalization.Experiments;
using Personalization.Functions.Experiences;
using Personalization.Functions.Segments;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Looks at a person in a recipe: gathers what is known, stored values first, and asks the rules.</summary>
public sealed class RecipeLook
{
    private readonly RecipeDesk desk;
    private readonly IProfileStore profiles;
    private readonly IRecipeMemoryStore people;
    private readonly CarriedChannels channels;
    private readonly SegmentDesk segments;
    private readonly TimeProvider time;
    private readonly SensitiveCategories sensitive;
    private readonly IAssignerSource? experiments;

    /// <summary>By its services.</summary>
    public RecipeLook(
        RecipeDesk desk, IProfileStore profiles, IRecipeMemoryStore people, CarriedChannels channels, SegmentDesk segments, TimeProvider time, SensitiveCategories? sensitive = null,
        IAssignerSource? experiments = null) =>
        (this.desk, this.profiles, this.people, this.channels, this.segments, this.time, this.sensitive, this.experiments) =
        (desk, profiles, people, channels, segments, time, sensitive ?? SensitiveCategories.None, experiments);

    /// <summary>What to do next.</summary>
    /// <param name="state">Where the person stands.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JourneyTurn<RecipeState>> LookAsync(RecipeState state, CancellationToken cancellationToken)
    {
        RecipeLine? line = (await desk.CurrentAsync(cancellationToken)).Index.Lines.GetValueOrDefault(state.Recipe);
        if (await VersionAsync(state, line, cancellationToken) is not { } found) return JourneyTurn.End(state, JourneyEnds.Unknown);
        (state, Recipe recipe) = found;
        PersonKey person = new(state.Person);
        StoredProfile stored = await profiles.ResolveLatestStoredAsync(person, cancellationToken);
        Profile profile = stored.Profile;
        // What the device began goes on for the person, unless the person has begun it too.
        bool merged = profile.Key != person;
        StoredMemory? memory = Remembers(recipe) ? await people.LoadAsync(profile.Key, recipe.Id, cancellationToken) : null;
        if (merged && memory is not null && !memory.Memory.Admits(recipe.Reentry, state.Key, state.EnteredAt)) return JourneyTurn.End(state, JourneyEnds.Merged);
        state = state with { Person = profile.Key.Value };

        RecipeFacts facts = new(await segments.FactsAsync(stored, cancellationToken), memory?.Memory ?? RecipeMemory.None)
        {
            Templates = await desk.TemplatesAsync(recipe, cancellationToken), Carried = channels.All, Sensitive = sensitive,
            Archived = line is null or { Archived: true } or { Active: false }, Stopped = line is { Stopped: true },
            Experiments = experiments is null ? new NoExperiments() : await experiments.CurrentAsync(cancellationToken),
        };
        DateTimeOffset now = time.GetUtcNow();
        JourneyTurn<RecipeState> turn = RecipeRules.Next(recipe, state, facts, now);
        if (memory is not null) await people.ChangeAsync(profile.Key, recipe.Id, memory, known => After(known, recipe, turn, now), cancellationToken);
        return turn;
    }

    // People keep to the version that they came in by; between the runs of a recipe that recurs nobody is in it.
    private async Task<(RecipeState State, Recipe Recipe)?> VersionAsync(RecipeState state, RecipeLine? line, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(state.Recipe, state.Version, cancellationToken) is not { } recipe) return null;
        if (state.Entered || !recipe.Trigger.Recurs || line is null || line.Version == state.Version) return (state, recipe);
        return await desk.FindAsync(state.Recipe, line.Version, cancellationToken) is { } newest ? (state with { Version = line.Version }, newest) : (state, recipe);
    }

    // A recipe that recurs is kept from repeating itself by its one run, and needs no row.
    private static bool Remembers(Recipe recipe) => !recipe.Trigger.Recurs || recipe.Reentry.After > TimeSpan.Zero || recipe.Cap is not null;

    private static RecipeMemory After(RecipeMemory memory, Recipe recipe, JourneyTurn<RecipeState> turn, DateTimeOffset now)
    {
        RecipeState state = turn.State;
        if (state.Entered) memory = memory.WithEntry(state.Key, state.EnteredAt);
        if (recipe.Cap is not null)
            foreach (SendMessage message in turn.Acts.OfType<SendMessage>()) memory = memory.WithMessage(RecipeMemory.NameOf(state.Key, message.Step), now);
        if (!RecipeListening.Waits(recipe)) return memory;
        ImmutableSortedSet<string> running = turn.End is null ? memory.Running.Add(state.Instance) : memory.Running.Remove(state.Instance);
        return running.Count == memory.Running.Count ? memory : memory with { Running = running };
    }
}

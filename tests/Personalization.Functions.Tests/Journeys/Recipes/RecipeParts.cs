using System.Text;
using Personalization.Experiments;
using Personalization.Functions.Experiences;
using Personalization.Functions.Journeys;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments;
using Personalization.Functions.Tests.Segments;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.Messages;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Journeys.Recipes;

/// <summary>The recipes of a shop in memory.</summary>
internal sealed class RecipeParts
{
    private readonly RecipeLook look;
    private readonly ProductWatch watch;
    private readonly RecipeEditor editor;

    public RecipeParts(JourneyWorld world, ProfileUpdater updater, CarriedChannels channels)
    {
        MessagePolicy policy = new() { TimeZone = "Europe/Athens" };
        MemoryRecipeStore store = new();
        RecipeDesk desk = new(store, world.Mail, world.Clock);
        MemorySegmentStore definitions = new();
        editor = new RecipeEditor(store, desk, definitions, world.Clock);
        SegmentDesk segments = new(definitions, [new RecipeSegments(desk)], new MemoryPasses(), world.Catalog, new SaidPredictions(), policy);
        look = new RecipeLook(desk, world.Profiles, Memory, channels, segments, world.Clock, experiments: Experiments);
        RecipeEntrance entrance = new(Memory, world.Clock);
        watch = new ProductWatch(desk, world.Catalog, Watchers, entrance, world.Clock);
        Follower = new RecipeFollower(desk, updater, world.Catalog, entrance, Watchers, segments, world.Clock);
        Guard = new RecipeGuard(desk, world.Profiles, segments, world.Clock);
    }

    public GivenExperiments Experiments { get; } = new();

    public MemoryRecipeMemory Memory { get; } = new();

    public MemoryWatchers Watchers { get; } = new();

    public RecipeFollower Follower { get; }

    public RecipeGuard Guard { get; }

    public JourneyCode In(JourneyCode code) => code.With(RecipeFunctions.Orchestrator, RecipeFunctions.RunAsync)
        .With<RecipeState, JourneyTurn<RecipeState>>(RecipeFunctions.LookActivity, look.LookAsync);

    public Task WatchAsync(JourneyWorld world) => watch.RunAsync(world.Client, default);

    /// <summary>Switches on a recipe that comes along.</summary>
    public Task ActivateAsync(string id) =>
        PutAsync(id, Encoding.UTF8.GetString(ShippedRecipes.All[id].Text.Span).Replace("active: false", "active: true", StringComparison.Ordinal));

    public async Task PutAsync(string id, string text)
    {
        int? version = (await editor.FindAsync(id, default))?.Line.Version;
        Assert.Null((await editor.PutAsync(id, Encoding.UTF8.GetBytes(text), version, default)).Problem);
    }

    public async Task ArchiveAsync(string id, bool stop) => Assert.Null((await editor.ArchiveAsync(id, stop, (await editor.FindAsync(id, default))!.Line.Version, default)).Problem);
}

/// <summary>Experiments as a test gives them.</summary>
internal sealed class GivenExperiments : IAssignerSource
{
    public ExperimentSet Set { get; set; } = ExperimentSet.None;

    public ValueTask<IAssigner> CurrentAsync(CancellationToken cancellationToken) => new(Set);
}

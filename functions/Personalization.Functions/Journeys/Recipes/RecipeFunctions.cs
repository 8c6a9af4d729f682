using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>The one journey of all recipes.</summary>
/// <param name="look">Looks at people.</param>
/// <param name="watch">Looks at the catalog for people who wait.</param>
public sealed class RecipeFunctions(RecipeLook look, ProductWatch watch)
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "RunRecipe";

    /// <summary>Name of the activity that looks.</summary>
    public const string LookActivity = "LookAtRecipe";

    /// <summary>A person in a recipe.</summary>
    [Function(Orchestrator)]
    public static Task<JourneyOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        JourneyLoop.RunAsync(context, context.GetInput<RecipeState>()!, LookActivity);

    /// <summary>What to do next.</summary>
    [Function(LookActivity)]
    public Task<JourneyTurn<RecipeState>> Look([ActivityTrigger] RecipeState state, CancellationToken cancellationToken) => look.LookAsync(state, cancellationToken);

    /// <summary>Tells people who wait for products of prices that have fallen and of stock that has come, every minute.</summary>
    [Function("WatchProducts")]
    public Task Watch([TimerTrigger("20 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => watch.RunAsync(client, cancellationToken);
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Personalization.Journeys;
using Personalization.Journeys.Carts;

namespace Personalization.Functions.Journeys.Carts;

/// <summary>The journey of an abandoned cart.</summary>
/// <param name="look">Looks at carts.</param>
public sealed class AbandonedCartFunctions(CartLook look)
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "AbandonedCart";

    /// <summary>Name of the activity that looks.</summary>
    public const string LookActivity = "LookAtCart";

    /// <summary>One shopper's cart, until it is bought, emptied or enough has been said.</summary>
    [Function(Orchestrator)]
    public static Task<JourneyOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        JourneyLoop.RunAsync(context, context.GetInput<AbandonedCartState>()!, LookActivity);

    /// <summary>What to do next.</summary>
    [Function(LookActivity)]
    public Task<JourneyTurn<AbandonedCartState>> Look([ActivityTrigger] AbandonedCartState state, CancellationToken cancellationToken) => look.LookAsync(state, cancellationToken);
}

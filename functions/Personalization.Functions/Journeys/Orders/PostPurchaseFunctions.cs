using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Personalization.Journeys;
using Personalization.Journeys.Orders;

namespace Personalization.Functions.Journeys.Orders;

/// <summary>The journey of an order.</summary>
/// <param name="look">Looks at orders.</param>
public sealed class PostPurchaseFunctions(OrderLook look)
{
    /// <summary>Name of the orchestrator.</summary>
    public const string Orchestrator = "PostPurchase";

    /// <summary>Name of the activity that looks.</summary>
    public const string LookActivity = "LookAtOrder";

    /// <summary>One order, from the thank-you to the time at which it will be needed again.</summary>
    [Function(Orchestrator)]
    public static Task<JourneyOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        JourneyLoop.RunAsync(context, context.GetInput<PostPurchaseState>()!, LookActivity);

    /// <summary>What to do next.</summary>
    [Function(LookActivity)]
    public Task<JourneyTurn<PostPurchaseState>> Look([ActivityTrigger] PostPurchaseState state, CancellationToken cancellationToken) => look.LookAsync(state, cancellationToken);
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Personalization.Functions.Journeys;

/// <summary>Forgets journeys that ended long ago: nobody asks for them, and each would be stored for ever.</summary>
/// <param name="time">The clock.</param>
public sealed class PurgeJourneys(TimeProvider time)
{
    /// <summary>How long after its start an ended journey is kept: longer than any event about its cart or order could begin it anew.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(120);

    /// <summary>Every night.</summary>
    [Function(nameof(PurgeJourneys))]
    public Task Run([TimerTrigger("0 15 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(
                CreatedTo: time.GetUtcNow() - Kept,
                Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]),
            cancellationToken);
}

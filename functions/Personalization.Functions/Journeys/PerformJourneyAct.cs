using Microsoft.Azure.Functions.Worker;

namespace Personalization.Functions.Journeys;

/// <summary>The activity that all journeys act by.</summary>
/// <param name="actor">Performs acts.</param>
public sealed class PerformJourneyAct(JourneyActor actor)
{
    /// <summary>Performs an act; gives why it came to nothing, or null.</summary>
    [Function(nameof(PerformJourneyAct))]
    public Task<string?> Run([ActivityTrigger] JourneyStep step, CancellationToken cancellationToken) => actor.PerformAsync(step, cancellationToken);
}

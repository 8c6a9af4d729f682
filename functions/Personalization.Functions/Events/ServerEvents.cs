using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>
/// Events that the suite itself makes: of staff, imports, quizzes, a shopper's own page. They go the way of every event, through the queue to the
/// lake, the profile and the journeys, and are taken into the profile at once, so that the next request sees them.
/// </summary>
/// <param name="queue">Where accepted events wait.</param>
/// <param name="pipeline">Takes events in.</param>
public sealed class ServerEvents(IEventQueue queue, EventPipeline pipeline)
{
    /// <summary>Takes canonical lines in (<see cref="EventCodec.Line"/>). False, with nothing taken, when too much waits: the caller shall come back later.</summary>
    public async Task<bool> TryAcceptAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        if (!await queue.TryEnqueueAsync(lines, cancellationToken)) return false;
        await pipeline.ProcessAsync(EventCodec.Join(lines), cancellationToken);
        return true;
    }
}

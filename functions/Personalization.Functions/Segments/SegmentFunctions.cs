using Microsoft.Azure.Functions.Worker;

namespace Personalization.Functions.Segments;

/// <summary>Segments by the clock.</summary>
/// <param name="due">Looks at people when it is time.</param>
/// <param name="pass">Looks at all.</param>
/// <param name="queue">Makes passes run.</param>
public sealed class SegmentFunctions(DueSegments due, SegmentPass pass, SegmentQueue queue)
{
    /// <summary>Looks every minute at people whose segments change by time alone.</summary>
    [Function("EvaluateSegments")]
    public Task Evaluate([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);

    /// <summary>Begins a pass over all people, every night.</summary>
    [Function("PassSegments")]
    public Task Begin([TimerTrigger("0 20 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => queue.EnqueueAsync("", cancellationToken);

    /// <summary>A turn of a pass.</summary>
    [Function("RunSegmentPass")]
    public async Task Run([QueueTrigger(SegmentQueue.Name)] string message, CancellationToken cancellationToken)
    {
        if (await pass.RunAsync(SegmentQueue.PassOf(message), cancellationToken) is { } rest) await queue.EnqueueAsync(rest, cancellationToken);
    }
}

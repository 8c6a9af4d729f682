using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Jobs;

namespace Personalization.Functions.Segments;

/// <summary>Segments by the clock.</summary>
/// <param name="due">Looks at people when it is time.</param>
/// <param name="jobs">Makes passes run.</param>
public sealed class SegmentFunctions(DueSegments due, JobQueue jobs)
{
    /// <summary>Looks every minute at people whose segments change by time alone.</summary>
    [Function("EvaluateSegments")]
    public Task Evaluate([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);

    /// <summary>Begins a pass over all people, every night.</summary>
    [Function("PassSegments")]
    public Task Begin([TimerTrigger("0 20 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => jobs.BeginPassAsync(cancellationToken);
}

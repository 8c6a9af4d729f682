using Microsoft.DurableTask.Client;
using Personalization.Functions.Jobs;

namespace Personalization.Functions.Segments;

/// <summary>Turns of passes over all people: the id is the pass's, and empty for one that is to begin.</summary>
/// <param name="pass">Looks at all.</param>
/// <param name="jobs">Jobs.</param>
internal sealed class SegmentRunner(SegmentPass pass, JobQueue jobs) : IJobRunner
{
    internal const string KindName = "segments";

    public string Kind => KindName;

    public async Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await pass.RunAsync(id, cancellationToken) is { } rest) await jobs.SendAsync(KindName, rest, cancellationToken);
    }
}

/// <summary>Asks for passes.</summary>
internal static class SegmentJobs
{
    /// <summary>Makes a pass over all people begin, unless one goes on.</summary>
    public static Task BeginPassAsync(this JobQueue jobs, CancellationToken cancellationToken) => jobs.SendAsync(SegmentRunner.KindName, "", cancellationToken);
}

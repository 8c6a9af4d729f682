using Microsoft.DurableTask.Client;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Jobs;

namespace Personalization.Functions.Recommendations;

/// <summary>Builds models that were asked for, after counting what their history brought.</summary>
/// <param name="activity">Counts.</param>
/// <param name="rebuild">Builds models.</param>
internal sealed class RebuildRunner(ActivityProjector activity, ModelRebuild rebuild) : IJobRunner, IDisposable
{
    internal const string KindName = "model";

    private readonly OneBehind turns = new();

    public string Kind => KindName;

    public Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken) => turns.RunAsync(
        async token =>
        {
            await activity.CatchUpAsync(token);
            await rebuild.RunAsync(token);
        },
        cancellationToken);

    public void Dispose() => turns.Dispose();
}

/// <summary>Requests for a new model, as jobs.</summary>
/// <param name="jobs">Jobs.</param>
internal sealed class RebuildRequests(JobQueue jobs) : IRebuildRequests
{
    public Task RequestAsync(CancellationToken cancellationToken) => jobs.SendAsync(RebuildRunner.KindName, "", cancellationToken);
}

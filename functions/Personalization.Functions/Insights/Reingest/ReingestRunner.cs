using Microsoft.DurableTask.Client;
using Personalization.Functions.Jobs;
using Personalization.Insights.Reingest;

namespace Personalization.Functions.Insights.Reingest;

/// <summary>Runs re-ingests that were asked for, and says what came of them.</summary>
/// <param name="desk">Where they stand.</param>
/// <param name="run">Runs them.</param>
/// <param name="time">The clock.</param>
internal sealed class ReingestRunner(ReingestDesk desk, ReingestRun run, TimeProvider time) : IJobRunner
{
    internal const string KindName = "reingest";

    public string Kind => KindName;

    public async Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, cancellationToken) is not { State: ReingestState.Queued or ReingestState.Running } job) return;
        await desk.SaveAsync(job with { State = ReingestState.Running }, cancellationToken);
        ReingestJob ended;
        try
        {
            ReingestSummary summary = await run.RunAsync(job, cancellationToken);
            ended = job with { State = ReingestState.Done, Summary = summary, DoneAt = time.GetUtcNow() };
        }
        catch (ReingestRefusedException refused)
        {
            ended = job with { State = ReingestState.Failed, Why = refused.Message, DoneAt = time.GetUtcNow() };
        }
        await desk.SaveAsync(ended, cancellationToken);
    }
}

using Microsoft.Azure.Functions.Worker;
using Personalization.Common.Documents;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Reports;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments;

namespace Personalization.Functions.Experiments;

/// <summary>Experiments by the clock.</summary>
/// <param name="store">Experiments.</param>
/// <param name="results">What was counted.</param>
/// <param name="jobs">Makes people be counted.</param>
/// <param name="time">The clock.</param>
public sealed class ExperimentFunctions(IExperimentStore store, ExperimentResultStore results, JobQueue jobs, TimeProvider time)
{
    /// <summary>Has people counted as soon as an experiment has ended: what ran over the weekend can be read on Monday.</summary>
    [Function("CloseExperiments")]
    public async Task Close([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        DocumentIndex<ExperimentLine> index = await store.CurrentAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        if (!index.Lines.Values.Any(one => !one.IsGone && one.EndsAt <= now)) return;
        ExperimentResults known = await results.CurrentAsync(cancellationToken);
        if (index.Lines.Values.Any(one => !one.IsGone && one.EndsAt <= now && one.EndsAt > known.At)) await jobs.BeginPassAsync(cancellationToken);
    }
}

using Microsoft.DurableTask.Client;
using Personalization.Common.Documents;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Reports;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments;
using Personalization.Privacy;
using Personalization.Segments.Population;

namespace Personalization.Functions.Experiments;

/// <summary>Counts people for experiments after every pass over all people, in the snapshot that it leaves: a report never looks at people itself.</summary>
/// <param name="store">Experiments.</param>
/// <param name="results">Where counts go.</param>
/// <param name="population">The snapshot.</param>
/// <param name="policy">Who may be counted where nothing was said.</param>
/// <param name="jobs">Makes it run.</param>
internal sealed class ExperimentCounter(IExperimentStore store, ExperimentResultStore results, IPopulation population, ConsentPolicy policy, JobQueue jobs) : IPassFollower, IJobRunner, IDisposable
{
    // So long refunds and late events still change what an experiment has shown.
    private static readonly TimeSpan Settling = TimeSpan.FromDays(30);

    private readonly OneBehind turns = new();

    public string Kind => "experiments";

    public Task PassedAsync(CancellationToken cancellationToken) => jobs.SendAsync(Kind, "", cancellationToken);

    public Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public Task RunAsync(CancellationToken cancellationToken) => turns.RunAsync(CountAsync, cancellationToken);

    public void Dispose() => turns.Dispose();

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        if (await population.FindAsync(cancellationToken) is not { } snapshot) return;
        DocumentIndex<ExperimentLine> index = await store.LoadAsync(cancellationToken);
        StartedExperiment[] counted = [.. ExperimentDesk.Started(index).Where(one => one.StartsAt <= snapshot.At && !(one.EndsAt < snapshot.At - Settling))];
        ExperimentTally tally = new(counted, await population.CurrencyAsync(snapshot, cancellationToken), snapshot.At);
        foreach (PopulationShard shard in snapshot.Shards)
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
                if (new Consents(one.Profile, policy).For<ForAnalytics>() is not null) tally.Add(one.Profile);
        ExperimentResults counts = tally.Over(await results.LoadAsync(cancellationToken));
        await results.SaveAsync(counts.Closed(counted, snapshot.At), cancellationToken);
    }
}

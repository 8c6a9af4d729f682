using Personalization.Common.Documents;
using Personalization.Experiences;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Reports;
using Personalization.Functions.Experiences;

namespace Personalization.Functions.Experiments;

/// <summary>The experiments that are in service.</summary>
/// <param name="store">Texts.</param>
/// <param name="results">What bandits have learned.</param>
public sealed class ExperimentDesk(IExperimentStore store, ExperimentResultStore results) : IAssignerSource, ISlotSource
{
    private volatile Made? made;

    /// <inheritdoc/>
    public SlotKind Kind => SlotKind.Experiment;

    /// <summary>All experiments that were started, as of a moment ago.</summary>
    public async ValueTask<ExperimentSet> SetAsync(CancellationToken cancellationToken) => (await MadeAsync(cancellationToken)).Set;

    async ValueTask<IAssigner> IAssignerSource.CurrentAsync(CancellationToken cancellationToken) => (await MadeAsync(cancellationToken)).Set;

    async ValueTask<ISlotDecider> ISlotSource.CurrentAsync(CancellationToken cancellationToken) => (await MadeAsync(cancellationToken)).Slots;

    /// <summary>Those of a list that were started.</summary>
    internal static IEnumerable<StartedExperiment> Started(DocumentIndex<ExperimentLine> index) => index.Lines.Where(one => one.Value is { IsGone: false, StartsAt: not null })
        .Select(one => new StartedExperiment(ExperimentRules.Read(one.Key, one.Value), one.Value.StartsAt!.Value, one.Value.EndsAt));

    private async ValueTask<Made> MadeAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<ExperimentLine> index = await store.CurrentAsync(cancellationToken);
        // Only bandits change with what was counted.
        if (made is { } known && ReferenceEquals(known.Index, index) && (known.Results is null || ReferenceEquals(known.Results, await results.CurrentAsync(cancellationToken)))) return known;
        StartedExperiment[] started = [.. Started(index)];
        ExperimentResults? learned = started.Any(one => one.Experiment.Kind is ExperimentKind.Bandit) ? await results.CurrentAsync(cancellationToken) : null;
        ExperimentSet set = ExperimentSet.Of(learned is null ? started : started.Select(one => one with { Shares = learned.SharesOf(one.Experiment.Id) }));
        return made = new Made(index, learned, set, new ExperimentSlots(set));
    }

    private sealed record Made(DocumentIndex<ExperimentLine> Index, ExperimentResults? Results, ExperimentSet Set, ExperimentSlots Slots);
}

using Personalization.Common.Documents;
using Personalization.Experiences;
using Personalization.Experiments;
using Personalization.Experiments.Definitions;
using Personalization.Functions.Experiences;

namespace Personalization.Functions.Experiments;

/// <summary>The experiments that are in service.</summary>
/// <param name="store">Texts.</param>
public sealed class ExperimentDesk(IExperimentStore store) : IAssignerSource, ISlotSource
{
    private volatile Made? made;

    /// <inheritdoc/>
    public SlotKind Kind => SlotKind.Experiment;

    /// <summary>All experiments that were started, as of a moment ago.</summary>
    public async ValueTask<ExperimentSet> SetAsync(CancellationToken cancellationToken) => (await MadeAsync(cancellationToken)).Set;

    async ValueTask<IAssigner> IAssignerSource.CurrentAsync(CancellationToken cancellationToken) => (await MadeAsync(cancellationToken)).Set;

    async ValueTask<ISlotDecider> ISlotSource.CurrentAsync(CancellationToken cancellationToken) => (await MadeAsync(cancellationToken)).Slots;

    private async ValueTask<Made> MadeAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<ExperimentLine> index = await store.CurrentAsync(cancellationToken);
        if (made is { } known && ReferenceEquals(known.Index, index)) return known;
        ExperimentSet set = ExperimentSet.Of(index.Lines.Where(one => one.Value is { IsGone: false, StartsAt: not null })
            .Select(one => new StartedExperiment(ExperimentRules.Read(one.Key, one.Value), one.Value.StartsAt!.Value, one.Value.EndsAt)));
        return made = new Made(index, set, new ExperimentSlots(set));
    }

    private sealed record Made(DocumentIndex<ExperimentLine> Index, ExperimentSet Set, ExperimentSlots Slots);
}

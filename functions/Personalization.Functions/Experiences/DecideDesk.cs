using Microsoft.Extensions.Logging;
using Personalization.Experiences;
using Personalization.Experiments;
using Personalization.Functions.Recommendations;
using Personalization.Recommendations;

namespace Personalization.Functions.Experiences;

/// <summary>Decides pages: one read of the profile, everything else is in memory.</summary>
public sealed class DecideDesk
{
    private readonly RecommendationSources sources;
    private readonly ISlotSource[] slots;
    private readonly IAssignerSource? assigners;
    private readonly TimeProvider time;
    private readonly ILogger<DecideDesk> log;

    /// <summary>By its services.</summary>
    public DecideDesk(RecommendationSources sources, IEnumerable<ISlotSource> slots, TimeProvider time, ILogger<DecideDesk> log, IAssignerSource? assigners = null) =>
        (this.sources, this.slots, this.time, this.log, this.assigners) = (sources, [.. slots], time, log, assigners);

    /// <summary>Decides one page.</summary>
    public async ValueTask<PageDecision> DecideAsync(PageRequest page, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        RecommendationContext lists = await sources.ForAsync(page.Visitor, cancellationToken);
        Dictionary<SlotKind, ISlotDecider> deciders = [];
        foreach (ISlotSource source in slots)
            if (page.Slots.Any(slot => slot.Kind == source.Kind)) deciders[source.Kind] = await source.CurrentAsync(cancellationToken);
        IAssigner assigner = assigners is null ? new NoExperiments() : await assigners.CurrentAsync(cancellationToken);
        PageContext context = new(lists, time.GetUtcNow()) { Experiments = assigner };
        PageDecision decision = PageDecider.Decide(page, context, deciders, () => time.GetElapsedTime(started));
        foreach (SlotFailure failure in decision.Failures) log.SlotFailed(failure.Slot, failure.Fault);
        return decision;
    }
}

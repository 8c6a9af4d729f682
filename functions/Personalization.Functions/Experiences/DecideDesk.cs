using System.Collections.Immutable;
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
    public async ValueTask<PageDecision> DecideAsync(PageRequest page, CancellationToken cancellationToken) => (await ExplainAsync(page, cancellationToken)).Decision;

    /// <summary>Decides one page, and tells what it was decided from.</summary>
    internal async ValueTask<DecidedPage> ExplainAsync(PageRequest page, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        RecommendationContext lists = await sources.ForAsync(page.Visitor, cancellationToken);
        Dictionary<SlotKind, ISlotDecider> deciders = [];
        foreach (ISlotSource source in slots)
            if (Has(page.Slots, source.Kind)) deciders[source.Kind] = await source.CurrentAsync(cancellationToken);
        IAssigner assigner = assigners is null ? new NoExperiments() : await assigners.CurrentAsync(cancellationToken);
        PageContext context = new(lists, time.GetUtcNow()) { Experiments = assigner };
        PageDecision decision = PageDecider.Decide(page, context, deciders, () => time.GetElapsedTime(started));
        foreach (SlotFailure failure in decision.Failures) log.SlotFailed(failure.Slot, failure.Fault);
        return new DecidedPage(decision, context, deciders);
    }

    private static bool Has(ImmutableArray<SlotRequest> slots, SlotKind kind)
    {
        foreach (SlotRequest slot in slots)
            if (slot.Kind == kind) return true;
        return false;
    }
}

/// <summary>A decision, and what it was made from.</summary>
internal sealed record DecidedPage(PageDecision Decision, PageContext Context, IReadOnlyDictionary<SlotKind, ISlotDecider> Deciders);

using System.Collections.Immutable;

namespace Personalization.Experiences;

/// <summary>What is decided about a page.</summary>
/// <param name="DecisionId">Names all that it is made from, signed.</param>
/// <param name="IsPersonal">Whether what is known of the visitor was used.</param>
/// <param name="Slots">One decision for each slot, in the order they were asked for.</param>
public sealed record PageDecision(string DecisionId, bool IsPersonal, ImmutableArray<SlotDecision> Slots)
{
    /// <summary>Parts that broke, for the log: their slots hold their fallback.</summary>
    public ImmutableArray<SlotFailure> Failures { get; init; } = [];
}

/// <summary>What is decided for a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Source">What decided: a strategy, <c>experience:ID</c>, <c>experiment:ID</c>, <c>shop</c> for the shop's own order.</param>
/// <param name="Reason">Why.</param>
/// <param name="Content">What to show; null for nothing.</param>
public sealed record SlotDecision(SlotRequest Slot, string Source, SlotReason Reason, ISlotContent? Content)
{
    /// <summary><c>none</c>, or the name of what stands in: <c>not-available</c>, <c>failed</c>, <c>out-of-time</c>, or a decider's own.</summary>
    public string Fallback { get; init; } = "none";

    /// <summary>How long it may be shown without asking again.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the slot's content takes part in an experiment: which, and which variant.</summary>
    public Experiments.Assignment? Assignment { get; init; }

    /// <summary>Signed; set when the page is complete. Content that has one of its own keeps that.</summary>
    public string DecisionId { get; init; } = "";
}

/// <summary>Why a slot holds what it holds.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Text">In words that may stand on the page.</param>
/// <param name="Detail">For the merchant: what the choice went by.</param>
public sealed record SlotReason(string Code, string Text, string? Detail = null);

/// <summary>A part that broke.</summary>
/// <param name="Slot">The slot's id.</param>
/// <param name="Fault">How.</param>
public sealed record SlotFailure(string Slot, Exception Fault);

/// <summary>What a slot shows, as JSON.</summary>
public interface ISlotContent
{
    /// <summary>Writes it as one JSON value.</summary>
    void Write(PageWriter writer);
}

/// <summary>Decides for slots of one kind, from what it holds in memory. Pure: the same request in the same context has the same answer.</summary>
public interface ISlotDecider
{
    /// <summary>Names what it decides by: another version may decide otherwise.</summary>
    string Version { get; }

    /// <summary>The decision, or null where it has none to make: then the slot is <c>not-available</c>.</summary>
    SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context);
}

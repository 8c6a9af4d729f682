using Personalization.Experiences;

namespace Personalization.Functions.Experiences;

/// <summary>Brings what decides for one kind of slots, as of a moment ago.</summary>
public interface ISlotSource
{
    /// <summary>The kind.</summary>
    SlotKind Kind { get; }

    /// <summary>What decides: from memory but for a look at its version every few seconds.</summary>
    ValueTask<ISlotDecider> CurrentAsync(CancellationToken cancellationToken);
}

/// <summary>Brings what needs nothing from storage.</summary>
internal sealed class FixedSlots(SlotKind kind, ISlotDecider decider) : ISlotSource
{
    public SlotKind Kind => kind;

    public ValueTask<ISlotDecider> CurrentAsync(CancellationToken cancellationToken) => new(decider);
}

/// <summary>Brings who says which variants somebody is in.</summary>
public interface IAssignerSource
{
    /// <summary>As of a moment ago.</summary>
    ValueTask<Personalization.Experiments.IAssigner> CurrentAsync(CancellationToken cancellationToken);
}

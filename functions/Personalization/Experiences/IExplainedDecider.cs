using System.Collections.Immutable;

namespace Personalization.Experiences;

/// <summary>Decides, and can tell what it chose from.</summary>
public interface IExplainedDecider : ISlotDecider
{
    /// <summary>All that might have been chosen, the first to be asked first.</summary>
    ImmutableArray<ConsideredOption> Consider(SlotRequest slot, PageRequest page, PageContext context);
}

/// <summary>Something that might have been chosen.</summary>
/// <param name="Source">It, as decisions name their source.</param>
/// <param name="Name">What the merchant calls it.</param>
/// <param name="Priority">Of several that fit, the highest is chosen.</param>
/// <param name="WhyNot">The first condition that does not hold; null where all do.</param>
public sealed record ConsideredOption(string Source, string Name, int Priority, string? WhyNot);

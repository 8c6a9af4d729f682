using System.Collections.Immutable;
using Personalization.Experiences.Definitions;
using Personalization.Experiments;

namespace Personalization.Experiences.Content;

/// <summary>Fills slots of a kind with the first of the shop's experiences that fits; with nothing where none does.</summary>
/// <param name="kind">Banner, greeting or pop-up.</param>
/// <param name="book">The experiences.</param>
public sealed class ExperienceSlots(SlotKind kind, ExperienceBook book) : IExplainedDecider
{
    /// <inheritdoc/>
    public string Version => book.Version;

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        PageFacts facts = book.Facts(page, context);
        foreach (Experience one in book.Of(kind))
            if (WhyNot(one, slot, facts) is null) return Shown(one, slot, facts);
        return new SlotDecision(slot, "shop", new SlotReason("nothing-fits", ""), null) { Fallback = "nothing-fits" };
    }

    /// <inheritdoc/>
    public ImmutableArray<ConsideredOption> Consider(SlotRequest slot, PageRequest page, PageContext context)
    {
        PageFacts facts = book.Facts(page, context);
        return [.. book.Of(kind).Select(one => new ConsideredOption($"experience:{one.Id}", one.Name, one.Priority, WhyNot(one, slot, facts)))];
    }

    private string? WhyNot(Experience experience, SlotRequest slot, PageFacts facts) =>
        AudienceRules.WhyNot(experience, slot, facts) ?? (experience.Popup is null ? null : PopupRules.WhyNot(experience, facts, book.Popups));

    private static SlotDecision Shown(Experience experience, SlotRequest slot, PageFacts facts)
    {
        (ExperienceContent? content, Assignment? assignment, string ground) = Chosen(experience, facts);
        ISlotContent? shown = content is null ? null : new ShownContent(experience, content, facts);
        return new SlotDecision(slot, $"experience:{experience.Id}", new SlotReason(ground, ReasonTexts.For(ground, facts.Page.Language), $"priority {experience.Priority}"), shown) { Assignment = assignment };
    }

    // An experiment comes before tiers: what is tried is what is seen.
    private static (ExperienceContent? Content, Assignment? Assignment, string Ground) Chosen(Experience experience, PageFacts facts)
    {
        string ground = AudienceRules.Ground(experience.Audience);
        if (experience.Experiment is { } id && facts.Context.Assigned(id, facts.Page) is { } assignment && experience.Variants.TryGetValue(assignment.Variant, out ExperienceContent? variant))
            return (variant, assignment, ground);
        foreach (ExperienceTier tier in experience.Tiers)
            if ((tier.IsOfCart ? facts.Cart : facts.Spent) is { } worth && worth.Currency == tier.AtLeast.Currency && worth.Amount >= tier.AtLeast.Amount)
                return (tier.Content, null, tier.IsOfCart ? "cart" : "customer-worth");
        return (experience.Content, null, ground);
    }
}

using System.Collections.Immutable;
using Personalization.Experiences.Definitions;

namespace Personalization.Experiences.Content;

/// <summary>Tells whether an experience fits a page, and if not, why not.</summary>
internal static class AudienceRules
{
    /// <summary>The first reason why it does not fit; null where it does.</summary>
    public static string? WhyNot(Experience experience, SlotRequest slot, PageFacts facts)
    {
        if (!experience.Slots.IsEmpty && !experience.Slots.Contains(slot.Id)) return "slot";
        if (!experience.Pages.IsEmpty && !experience.Pages.Contains(facts.Page.Type)) return "page";
        return experience.Schedule.Holds(facts.Local) ? WhyNot(experience.Audience, facts) : "schedule";
    }

    /// <summary>The name of what an audience goes by that says most; <c>everybody</c> where it asks nothing.</summary>
    public static string Ground(ExperienceAudience audience) =>
        !audience.Categories.IsEmpty || !audience.Brands.IsEmpty ? "browsing"
        : !audience.Campaigns.IsEmpty ? "campaign"
        : audience.Cart is not null ? "cart"
        : !audience.Any.IsEmpty || !audience.None.IsEmpty ? "segment"
        : !audience.Stages.IsEmpty ? "stage"
        : audience.Visits is not null || audience.Returning is not null ? "visit"
        : "everybody";

    private static string? WhyNot(ExperienceAudience audience, PageFacts facts)
    {
        if (audience.Visits is { } visits && !visits.Has(facts.Page.Visit.Number)) return "visits";
        if (audience.Returning is { } returning && returning != facts.IsReturning) return "returning";
        if (!audience.Campaigns.IsEmpty && !(facts.Page.Campaign is { } campaign && audience.Campaigns.Contains(campaign, StringComparer.OrdinalIgnoreCase))) return "campaign";
        if (!audience.Any.IsEmpty && !AnyOf(audience.Any, facts.Segments)) return "segment";
        if (AnyOf(audience.None, facts.Segments)) return "excluded-segment";
        if (!audience.Stages.IsEmpty && !(facts.Stage is { } stage && audience.Stages.Contains(stage))) return "stage";
        if (audience.Cart is { } range && !(facts.Cart is { } cart && (cart.Currency == audience.Currency || cart.Amount == 0) && range.Has(cart.Amount))) return "cart";
        if ((!audience.Categories.IsEmpty || !audience.Brands.IsEmpty) && !facts.Browses(audience.Categories, audience.Brands)) return "browsing";
        return null;
    }

    private static bool AnyOf(ImmutableArray<string> asked, IReadOnlyList<string> segments)
    {
        foreach (string one in asked)
            if (segments.Contains(one)) return true;
        return false;
    }
}

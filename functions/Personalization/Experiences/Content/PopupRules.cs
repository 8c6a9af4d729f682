using Personalization.Experiences.Definitions;

namespace Personalization.Experiences.Content;

/// <summary>Tells whether a pop-up may come up: not at the door, not again, not two at once.</summary>
internal static class PopupRules
{
    /// <summary>The first reason why it may not; null where it may.</summary>
    public static string? WhyNot(Experience experience, PageFacts facts, IEnumerable<string> popups)
    {
        PopupManner manner = experience.Popup!;
        Visit visit = facts.Page.Visit;
        if (visit.Number < manner.FromVisit) return "too-few-visits";
        if (manner.NeverTwice && facts.Seen(experience.Id) is not null) return "seen-before";
        if (visit.IsLeaving && manner.On is not PopupTrigger.Exit) return "leaving";
        // The storefront asks again when somebody leaves: only then is it known how long the visit lasted.
        if (manner.On is PopupTrigger.Exit && visit.Seconds < manner.NotBefore) return visit.IsLeaving ? "too-early" : "not-leaving";
        if (!manner.OncePerVisit && manner.DaysBetween == 0) return null;
        DateTimeOffset now = facts.Context.Now;
        foreach (string id in popups)
        {
            if (facts.Seen(id) is not { } at) continue;
            if (manner.OncePerVisit && at >= now - TimeSpan.FromSeconds(visit.Seconds)) return "one-this-visit";
            if (manner.DaysBetween > 0 && at > now - TimeSpan.FromDays(manner.DaysBetween)) return "too-soon-after-another";
        }
        return null;
    }

    /// <summary>How long from now on it waits at least.</summary>
    public static int Wait(PopupManner manner, Visit visit) => visit.IsLeaving ? 0 : Math.Max(1, manner.NotBefore - visit.Seconds);
}

using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>When events last happened, where profiles keep that: for what is done with products and for orders. Other events only count.</summary>
internal static class EventTimes
{
    /// <summary>Whether a profile tells when an event last happened.</summary>
    public static bool AreKept(string name) => name is EventNames.OrderCompleted || Interactions.KindOf(name) is not null;

    /// <summary>When it last happened, and with which product; null for never, or where that is not kept.</summary>
    public static (DateTimeOffset At, string? ProductId)? Last(Profile profile, string name)
    {
        if (name is EventNames.OrderCompleted) return profile.Orders.FirstOrDefault(History.Stands) is { } order ? (order.PlacedAt, null) : null;
        if (Interactions.KindOf(name) is not { } kind) return null;
        return profile.Interactions.FirstOrDefault(one => one.Kind == kind) is { } last ? (last.At, last.ProductId) : null;
    }
}

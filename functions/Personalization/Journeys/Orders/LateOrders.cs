using System.Globalization;
using Personalization.Profiles;

namespace Personalization.Journeys.Orders;

/// <summary>Steps of an order's journey by which people are told that it comes late: one for each new day that the shop names, and one when a day has passed.</summary>
internal static class LateOrders
{
    // However often a shop changes its mind.
    private const int Most = 3;

    private const string Said = "delay-", Missed = "missed-";

    /// <summary>Whether a step is one of them.</summary>
    public static bool Is(string step) => step.StartsWith(Said, StringComparison.Ordinal) || IsMissed(step);

    /// <summary>Whether it is one that nobody but the clock has brought.</summary>
    public static bool IsMissed(string step) => step.StartsWith(Missed, StringComparison.Ordinal);

    /// <summary>Steps to come, each with its time.</summary>
    public static IEnumerable<(string Step, DateTimeOffset At)> Plan(PostPurchaseState state, Order order, PostPurchaseSettings settings)
    {
        if (order.DeliveredAt is not null || state.Steps.Count(Is) >= Most) yield break;
        DateTimeOffset? due = order.DueAt();
        if (settings.Delay && order.Delay is { } delay && order.StandingAt(delay.At).State is OrderState.Delayed && NameOf(Said, due) is var said && !state.Steps.Contains(said)) yield return (said, delay.At);
        if (settings.MissedDay && due is { } day && NameOf(Missed, day) is var missed && !state.Steps.Contains(missed)) yield return (missed, day + OrderStates.Grace);
    }

    /// <summary>True for news that came too late to be any.</summary>
    public static bool IsStale(string step, DateTimeOffset at, DateTimeOffset now, PostPurchaseSettings settings) => Is(step) && at + settings.Forget < now;

    /// <summary>When an order counts as arrived that nobody says has: not before the day that is promised, and not while it is late without one.</summary>
    public static DateTimeOffset PresumedArrival(Order order, PostPurchaseSettings settings)
    {
        DateTimeOffset usual = order.PlacedAt + settings.PresumedArrival;
        DateTimeOffset? said = order.DueAt() ?? (order.Delay is { } open && !(order.ShippedAt > open.At) ? open.At + settings.PresumedArrival : null);
        return said > usual ? said.Value : usual;
    }

    private static string NameOf(string news, DateTimeOffset? day) => news + (day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "open");
}

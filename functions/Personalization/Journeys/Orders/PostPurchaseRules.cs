using System.Collections.Immutable;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Journeys.Orders;

/// <summary>What is said to somebody about an order, and when. Money paid back, or the order cancelled, and nothing more is. Pure.</summary>
public static class PostPurchaseRules
{
    /// <summary>The journey's name.</summary>
    public const string Name = "post-purchase";

    /// <summary>Names of its steps.</summary>
    public const string ThankYou = "thank-you", Insert = "insert", Care = "care", Review = "review", Accessory = "accessory", Replenish = "replenish";

    private static readonly string[] Steps = [ThankYou, Insert, Care, Review, Accessory, Replenish];

    /// <summary>The id of the instance of an order.</summary>
    public static string InstanceOf(PersonKey person, string orderId) => JourneyIds.Instance(Name, person, orderId);

    /// <summary>What to do next.</summary>
    public static JourneyTurn<PostPurchaseState> Next(PostPurchaseState state, PostPurchaseFacts facts, DateTimeOffset now)
    {
        Order? order = Find(facts.Profile, state.OrderId);
        if (WhyNot(order, facts.Settings) is { } obstacle)
            return JourneyTurn.End(state, obstacle, [.. state.Steps.Select(step => new Cancel(step))]);
        state = state with { LastChange = order!.DeliveredAt ?? order.PlacedAt };
        ImmutableArray<JourneyAct> acts = [];
        (string Step, DateTimeOffset At)[] open = [.. Plan(state, order, facts).OrderBy(one => one.At)];
        foreach ((string step, DateTimeOffset at) in open)
        {
            if (at > now) return JourneyTurn.Wait(state, at, step, acts);
            if (!LateOrders.IsStale(step, at, now, facts.Settings)) acts = [.. acts, .. OrderMessages.Of(step, order, facts)];
            state = state with { Steps = state.Steps.Add(step) };
        }
        return JourneyTurn.End(state, JourneyEnds.Done, acts);
    }

    /// <summary>Why nothing more is to be said about an order; null while something may be.</summary>
    public static string? WhyNot(Order? order, PostPurchaseSettings settings) =>
        !settings.Enabled ? JourneyEnds.SwitchedOff
        : order?.Said is null ? JourneyEnds.Unknown
        : order.CancelledAt is not null || !order.Refunds.IsEmpty ? JourneyEnds.Returned : null;

    /// <summary>Why a message of a step that was made at a time is no longer right; null while it is.</summary>
    public static string? WhyNot(Profile profile, string orderId, string step, PostPurchaseSettings settings, DateTimeOffset madeAt)
    {
        Order? order = Find(profile, orderId);
        if (WhyNot(order, settings) is { } obstacle) return obstacle;
        if (LateOrders.Is(step)) return order!.StandingAt(madeAt).IsLate ? null : JourneyEnds.Changed;
        // Who has bought one of them again does not run low.
        bool again = step == Replenish && profile.Orders.Any(later => later.Said is not null && later.PlacedAt > madeAt
            && later.Said.Lines.Any(line => order!.Said!.Lines.Any(own => own.ProductId == line.ProductId)));
        return again ? JourneyEnds.Bought : null;
    }

    /// <summary>The order, or null.</summary>
    public static Order? Find(Profile profile, string orderId) => profile.Orders.FirstOrDefault(order => order.OrderId == orderId);

    private static IEnumerable<(string Step, DateTimeOffset At)> Plan(PostPurchaseState state, Order order, PostPurchaseFacts facts)
    {
        foreach (string step in Steps)
            if (!state.Steps.Contains(step) && Due(step, order, facts) is { } at) yield return (step, at);
        foreach ((string step, DateTimeOffset at) in LateOrders.Plan(state, order, facts.Settings)) yield return (step, at);
    }

    private static DateTimeOffset? Due(string step, Order order, PostPurchaseFacts facts)
    {
        PostPurchaseSettings settings = facts.Settings;
        DateTimeOffset arrived = order.DeliveredAt ?? LateOrders.PresumedArrival(order, settings);
        return step switch
        {
            ThankYou => settings.ThankYou ? order.PlacedAt : null,
            Insert => settings.Insert.Length > 0 ? order.PlacedAt : null,
            Care => settings.Care ? arrived : null,
            Review => settings.ReviewAfter > TimeSpan.Zero ? arrived + settings.ReviewAfter : null,
            Accessory => settings.AccessoryAfter > TimeSpan.Zero ? arrived + settings.AccessoryAfter : null,
            _ => settings.Replenish && Replenishment.Of(facts.Profile, order, facts.Intervals) is [var first, ..] ? first.At - settings.ReplenishLead : null,
        };
    }
}

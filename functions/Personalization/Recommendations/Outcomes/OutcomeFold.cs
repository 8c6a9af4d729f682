using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;

namespace Personalization.Recommendations.Outcomes;

/// <summary>Brings events to <see cref="OutcomeState"/>. A product of an event belongs to the decision that it names itself, else to that of the event.</summary>
internal static class OutcomeFold
{
    private const double Thousandths = 1000;

    public static void Add(this OutcomeState state, ShopEvent shopEvent, IDecisionReader decisions)
    {
        if (shopEvent.Event is not { } name || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        if (name is EventNames.OrderRefunded or EventNames.OrderCancelled) PayBack(state, shopEvent);
        else if (name is EventNames.OrderCompleted) Order(state, shopEvent, decisions);
        else if (name is EventNames.ProductListViewed) Show(state, shopEvent, decisions);
        else if (CountsOf(shopEvent, name) is { } counts && KeyOf(state, shopEvent, decisions) is { } key)
            state.Of(key, OutcomeState.DayOf(shopEvent.Timestamp)).Counts += counts;
    }

    private static OutcomeCounts? CountsOf(ShopEvent shopEvent, string name) => name switch
    {
        EventNames.ProductClicked => new() { Clicks = 1, ClickCredit = (long)(Thousandths * Examination.Credit(ListedProduct.PositionOf(shopEvent.Properties, 1))) },
        EventNames.EmailLinkClicked => new() { Clicks = 1, ClickCredit = (long)Thousandths },
        EventNames.ProductAdded or EventNames.WishlistProductAddedToCart => new() { Carts = 1 },
        EventNames.RecommendationSkipped => new() { Skips = 1 },
        EventNames.RecommendationHidden => new() { Hides = 1 },
        EventNames.RecommendationDisliked => new() { Dislikes = 1 },
        EventNames.RecommendationRestored => new() { Restores = 1 },
        _ => null,
    };

    private static void Show(OutcomeState state, ShopEvent shopEvent, IDecisionReader decisions)
    {
        OutcomeKey? whole = KeyOf(state, shopEvent, decisions);
        int day = OutcomeState.DayOf(shopEvent.Timestamp);
        if (whole is { } list) state.Of(list, day).Counts += new OutcomeCounts { Lists = 1 };
        foreach (ListedProduct product in ListedProduct.Of(shopEvent.Properties))
            if (KeyOf(state, product.Said, whole, shopEvent, decisions) is { } key)
                state.Of(key, day).Counts += new OutcomeCounts { Impressions = 1, Examined = (long)(Thousandths * Examination.At(product.Position)) };
    }

    private static void Order(OutcomeState state, ShopEvent shopEvent, IDecisionReader decisions)
    {
        OutcomeKey? whole = KeyOf(state, shopEvent, decisions);
        string currency = OrderReader.Currency(shopEvent) ?? "";
        List<(AttributedLine Line, int Quantity)> bought = [];
        foreach (JsonElement product in Interactions.Products(shopEvent.Properties))
            if (Interactions.Line(product) is { } line && KeyOf(state, product, whole, shopEvent, decisions) is { } key)
                bought.Add((new AttributedLine(StableHash.Of(line.ProductId), key, currency, Math.Min(line.Quantity * (line.Price ?? 0), EventLimits.LargestNumber)), line.Quantity));
        if (bought.Count == 0 || !state.Orders.TryAdd(OrderId(shopEvent), [.. bought.Select(one => one.Line).Take(ProfileLimits.OrderLines)])) return;
        foreach ((AttributedLine line, int quantity) in bought)
        {
            OutcomeDay day = state.Of(line.Key, OutcomeState.DayOf(shopEvent.Timestamp));
            day.Counts += new OutcomeCounts { Purchases = 1, Units = quantity };
            if (line.Amount > 0) day.Add(currency, new OutcomeMoney(line.Amount, 0));
        }
    }

    private static void PayBack(OutcomeState state, ShopEvent shopEvent)
    {
        ulong[] products = [.. Interactions.Lines(shopEvent.Properties).Select(line => StableHash.Of(line.ProductId))];
        foreach (AttributedLine line in state.Orders.Take(OrderId(shopEvent), products))
        {
            OutcomeDay day = state.Of(line.Key, OutcomeState.DayOf(shopEvent.Timestamp));
            day.Counts += new OutcomeCounts { Refunds = 1 };
            if (line.Amount > 0) day.Add(line.Currency, new OutcomeMoney(0, line.Amount));
        }
    }

    private static ulong OrderId(ShopEvent shopEvent) =>
        StableHash.Of(Interactions.Text(shopEvent.Properties, "order_id") is { Length: > 0 } orderId ? "order/" + orderId : "event/" + shopEvent.MessageId);

    private static OutcomeKey? KeyOf(OutcomeState state, ShopEvent shopEvent, IDecisionReader decisions) =>
        Counted(state, DecisionEcho.Of(shopEvent, decisions, out DecisionId decision), decision);

    private static OutcomeKey? KeyOf(OutcomeState state, JsonElement product, OutcomeKey? whole, ShopEvent shopEvent, IDecisionReader decisions)
    {
        // An event that is itself about one product has been asked already.
        if (Interactions.ProductIdOf(shopEvent.Properties) is not null) return whole;
        EchoOutcome outcome = DecisionEcho.Of(product, shopEvent, decisions, out DecisionId decision);
        return outcome is EchoOutcome.None ? whole : Counted(state, outcome, decision);
    }

    private static OutcomeKey? Counted(OutcomeState state, EchoOutcome outcome, DecisionId decision)
    {
        if (outcome is EchoOutcome.Foreign) state.Foreign++;
        else if (outcome is EchoOutcome.OutOfTime) state.OutOfTime++;
        if (outcome is not EchoOutcome.Verified) return null;
        state.Verified++;
        return new OutcomeKey(decision.Strategy, decision.Placement);
    }
}

using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>What shows of an event at a glance: enough to say whom it may concern.</summary>
/// <param name="Name">Name of a track call, or <c>identify</c>, <c>page</c> and so on.</param>
/// <param name="SaysTraits">Whether it says something of the person.</param>
public readonly record struct EventShape(string Name, bool SaysTraits)
{
    /// <summary>The shape of an event.</summary>
    public static EventShape Of(ShopEvent shopEvent) => new(shopEvent.Event ?? shopEvent.Type.Name(), Says(shopEvent));

    // A context brings the zone and country that traits are observed from, but with every event: only what is said counts.
    private static bool Says(ShopEvent shopEvent) =>
        shopEvent.Traits.ValueKind is JsonValueKind.Object || shopEvent.Event is EventNames.Unsubscribed or EventNames.EmailMarkedAsSpam
        || (shopEvent.Context.ValueKind is JsonValueKind.Object && shopEvent.Context.TryGetProperty("traits", out _));
}

/// <summary>Which events can change the answer to a condition.</summary>
public static class ConditionEvents
{
    /// <summary>False where the answer is the same before and after the event, as far as that shows without the profile.</summary>
    public static bool Concerns(Condition condition, ShopEvent shopEvent) => Concerns(condition, EventShape.Of(shopEvent));

    /// <inheritdoc cref="Concerns(Condition, ShopEvent)"/>
    public static bool Concerns(Condition condition, EventShape shape) => condition switch
    {
        AllOf all => all.Parts.Any(part => Concerns(part, shape)),
        AnyOf any => any.Parts.Any(part => Concerns(part, shape)),
        NotTrue not => Concerns(not.Part, shape),
        TraitTest or DateTest or ConsentTest or TraitDateTest => shape.SaysTraits,
        EventTest test => test.Event == shape.Name,
        InteractionTest test => Interactions.KindOf(shape.Name) is { } kind && test.Kinds.Contains(kind),
        PiecesTest test => Interactions.KindOf(shape.Name) is { } kind && test.Kinds.Contains(kind),
        // How many visits there were since an order changes when an order is taken back.
        VisitTest or LikingTest or CartTest => Interactions.KindOf(shape.Name) is not null || IsOrder(shape),
        OrderTest or RevenueTest or AverageOrderTest or RfmTest or AgeTest { Moment: Moment.LastOrder } => IsOrder(shape),
        AgeTest or PredictionTest => !ReservedEvents.Contains(shape.Name),
        StageTest => IsOrder(shape) || shape.SaysTraits || Interactions.KindOf(shape.Name) is InteractionKind.CartAdd or InteractionKind.WishlistAdd,
        TagTest => shape.Name is ReservedEvents.CustomerTagged or ReservedEvents.CustomerUntagged,
        LoyaltyTest => shape.SaysTraits || shape.Name is ReservedEvents.LoyaltyUpdated,
        SegmentTest => shape.Name is ReservedEvents.SegmentEntered or ReservedEvents.SegmentExited,
        _ => true,
    };

    private static bool IsOrder(EventShape shape) => shape.Name.StartsWith("Order ", StringComparison.Ordinal);
}

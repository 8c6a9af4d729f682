using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>Which events can change the answer to a condition.</summary>
public static class ConditionEvents
{
    /// <summary>False where the answer is the same before and after the event, as far as that shows without the profile.</summary>
    public static bool Concerns(Condition condition, ShopEvent shopEvent) => condition switch
    {
        AllOf all => all.Parts.Any(part => Concerns(part, shopEvent)),
        AnyOf any => any.Parts.Any(part => Concerns(part, shopEvent)),
        NotTrue not => Concerns(not.Part, shopEvent),
        TraitTest or DateTest or ConsentTest => SaysTraits(shopEvent),
        EventTest test => test.Event == (shopEvent.Event ?? shopEvent.Type.Name()),
        InteractionTest test => Interactions.Of(shopEvent).Any(one => test.Kinds.Contains(one.Kind)),
        VisitTest or LikingTest or CartTest => Interactions.Of(shopEvent).Any(),
        OrderTest or RevenueTest or AgeTest { Moment: Moment.LastOrder } => shopEvent.Event?.StartsWith("Order ", StringComparison.Ordinal) is true,
        AgeTest => true,
        _ => false,
    };

    // A context brings the zone and country that traits are observed from, but with every event: only what is said counts.
    private static bool SaysTraits(ShopEvent shopEvent) =>
        shopEvent.Traits.ValueKind is JsonValueKind.Object
        || (shopEvent.Context.ValueKind is JsonValueKind.Object && shopEvent.Context.TryGetProperty("traits", out _));
}

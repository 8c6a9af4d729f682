using System.Globalization;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>Answers conditions. Pure: the same facts at the same time give the same answer.</summary>
public static class ConditionRules
{
    /// <summary>Whether a condition is true of a person now.</summary>
    /// <param name="condition">Question.</param>
    /// <param name="facts">The person.</param>
    /// <param name="now">UTC.</param>
    public static bool Holds(Condition condition, PersonFacts facts, DateTimeOffset now) => condition switch
    {
        AllOf all => all.Parts.All(part => Holds(part, facts, now)),
        AnyOf any => any.Parts.Any(part => Holds(part, facts, now)),
        NotTrue not => !Holds(not.Part, facts, now),
        TraitTest test => Holds(test, facts.Profile, now),
        EventTest { Days: null } test => test.Range.Has(facts.Profile.EventCounts.GetValueOrDefault(test.Event)),
        EventTest test => test.Range.Has(facts.Profile.EventDays.GetValueOrDefault(test.Event)?.Within(test.Days.Value, DayCounts.DayOf(now)) ?? 0),
        InteractionTest test => test.Range.Has(History.Of(facts, test.Window, now).Count(one => test.Kinds.Contains(one.Kind) && test.Scope.Has(one.ProductId, facts))),
        VisitTest test => test.Range.Has(History.Visits(facts, test, now)),
        OrderTest test => test.Range.Has(History.Orders(facts, test.Window, now).Count() + (History.IsWhole(test.Window) ? facts.Profile.OlderOrders : 0)),
        RevenueTest test => test.Range.Has(Revenue(test, facts, now)),
        AgeTest test => Holds(test, facts.Profile, now),
        CartTest test => test.Range.Has(CartOf(facts, test.Worth)),
        DateTest test => YearlyDate.Of(facts.Profile, test.Trait) is { } date && date.IsOn(YearlyDate.Today(now, facts.Zone).AddDays(test.InDays)),
        ConsentTest test => new Subscriptions(facts.Profile.Traits).For(test.Channel, test.List) is SubscriptionState.Subscribed,
        LikingTest test => test.Range.Has(Liking(test, facts, now)),
        SegmentTest test => facts.Segments.Contains(test.Segment),
        StageTest test => test.Stages.Contains(CustomerRules.StageOf(facts.Profile, now)),
        RfmTest test => CustomerRules.Score(test.Part, facts, now) is { } score && test.Range.Has(score),
        PredictionTest test => CustomerRules.Number(test.Number, facts.Predictions) is { } number && test.Range.Has(number),
        PiecesTest test => test.Range.Has(History.Of(facts, test.Window, now)
            .Where(one => test.Kinds.Contains(one.Kind) && test.Scope.Has(one.ProductId, facts)).Sum(one => one.Quantity * (test.Worth ? one.Price ?? 0 : 1))),
        AverageOrderTest test => CustomerRules.AverageOrder(test, facts, now) is { } average && test.Range.Has(average),
        TraitDateTest test => CustomerRules.Holds(test, facts.Profile, now),
        TagTest test => CustomerRules.HasTag(test, facts.Profile, now),
        LoyaltyTest test => CustomerRules.Holds(test, facts.Profile),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a condition"),
    };

    private static bool Holds(TraitTest test, Profile profile, DateTimeOffset now)
    {
        bool exists = profile.Traits.TryGetValue(test.Name, out Trait? trait) && trait.Value.ValueKind is not JsonValueKind.Null && !Scores.IsOver(profile, test.Name, now);
        if (!exists || !test.Exists) return exists == test.Exists;
        JsonElement value = trait!.Value;
        if (!test.Values.IsEmpty && !Texts(value).Any(text => test.Values.Contains(text, StringComparer.OrdinalIgnoreCase))) return false;
        return test.Range is null || (Number(value) is { } number && test.Range.Has(number));
    }

    internal static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
        _ => [],
    };

    // Forms and imports send numbers as texts.
    internal static decimal? Number(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number
        : value.ValueKind is JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number
        : null;

    private static decimal Revenue(RevenueTest test, PersonFacts facts, DateTimeOffset now) =>
        History.Orders(facts, test.Window, now).Where(order => (order.Said!.Currency ?? "") == test.Currency).Sum(order => order.NetRevenue())
        + (History.IsWhole(test.Window) ? facts.Profile.OlderRevenue.GetValueOrDefault(test.Currency) : 0);

    private static bool Holds(AgeTest test, Profile profile, DateTimeOffset now)
    {
        DateTimeOffset? moment = test.Moment switch
        {
            Moment.LastOrder => profile.Orders.FirstOrDefault(History.Stands)?.PlacedAt,
            Moment.LastSeen => profile.LastSeen,
            _ => profile.FirstSeen,
        };
        return moment is { } at && !(now - at < test.OlderThan) && !(now - at > test.NewerThan) && !(at < test.From) && !(at >= test.Until);
    }

    private static decimal CartOf(PersonFacts facts, bool worth) =>
        Cart.Of(facts.Profile).Sum(line => line.Value * (worth ? facts.Catalog.Find(line.Key)?.Price ?? 0 : 1));

    private static decimal Liking(LikingTest test, PersonFacts facts, DateTimeOffset now)
    {
        decimal all = 0, such = 0;
        foreach (Interaction one in History.Of(facts, test.Window, now))
        {
            decimal weight = Weight(one.Kind);
            all += weight;
            if (test.Scope.Has(one.ProductId, facts)) such += weight;
        }
        return all == 0 ? 0 : such / all;
    }

    private static decimal Weight(InteractionKind kind) => kind switch
    {
        InteractionKind.Purchase => 5,
        InteractionKind.CartAdd or InteractionKind.WishlistAdd => 3,
        InteractionKind.View or InteractionKind.Scan => 1,
        _ => 0,
    };
}

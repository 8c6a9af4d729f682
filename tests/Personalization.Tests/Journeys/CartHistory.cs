using System.Collections.Frozen;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Journeys.Carts;
using Personalization.Messages;
using Personalization.Profiles;

namespace Personalization.Tests.Journeys;

/// <summary>Shoppers and shops, written out.</summary>
internal static class CartHistory
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    public static AbandonedCartSettings Settings { get; } = new() { SecondAfter = TimeSpan.FromDays(1), Incentive = new IncentiveSettings { MonthlyBudget = 1000, Holdout = 0, MinimumValue = 0 } };

    public static CatalogSnapshot Catalog { get; } = new("1", new[] { "a", "b", "c" }.ToFrozenDictionary(
        id => id, id => new Product { ProductId = id, Name = id.ToUpperInvariant(), Price = 10, Currency = "EUR", Stock = id == "c" ? 0 : 9 }));

    /// <summary>A shopper who has said yes, and then did what is listed: <c>+a</c>, <c>-a</c>, <c>order</c>, <c>no</c>, <c>yes</c>, each at a minute.</summary>
    public static Profile Shopper(params IEnumerable<(double Minute, string What)> acts)
    {
        int number = 0;
        List<ShopEvent> events = [Event(number++, -1, EventType.Identify, null, """{"email":"a@example.com","subscription:email":"subscribed"}""")];
        foreach ((double minute, string what) in acts)
            events.Add(what[0] switch
            {
                '+' => Event(number++, minute, EventType.Track, EventNames.ProductAdded, $$"""{"product_id":"{{what[1..]}}"}"""),
                '-' => Event(number++, minute, EventType.Track, EventNames.ProductRemoved, $$"""{"product_id":"{{what[1..]}}","quantity":9}"""),
                'o' => Event(number, minute, EventType.Track, EventNames.OrderCompleted, $$"""{"order_id":"o{{number++}}","total":1}"""),
                'n' => Event(number++, minute, EventType.Identify, null, """{"subscription:email":"unsubscribed"}"""),
                _ => Event(number++, minute, EventType.Identify, null, """{"subscription:email":"subscribed"}"""),
            });
        return ProfileRules.Apply(new Profile { Key = PersonKey.User("u") }, events).Profile;
    }

    public static AbandonedCartFacts Facts(Profile profile, AbandonedCartSettings? settings = null) => new(profile, Catalog, [MessageChannel.Email], settings ?? Settings) { Coupon = "CODE" };

    public static DateTimeOffset At(double minute) => Start.AddMinutes(minute);

    private static ShopEvent Event(int id, double minute, EventType type, string? name, string members)
    {
        Action<Utf8JsonWriter> write = json =>
        {
            foreach (JsonProperty member in JsonElement.Parse(members).EnumerateObject()) member.WriteTo(json);
        };
        EventDraft draft = new($"e{id}", type, name, "u", null, At(minute), At(minute), "test");
        return EventCodec.Parse(type is EventType.Track ? EventCodec.Line(draft, write) : EventCodec.Line(draft, traits: write));
    }
}

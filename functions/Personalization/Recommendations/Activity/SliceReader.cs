using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Tells which parts of the shop's activity an event belongs to.</summary>
internal static class SliceReader
{
    /// <summary>The slices that an event counts in, by what was known of its person when it was read.</summary>
    public static IEnumerable<string> SlicesOf(ShopEvent shopEvent, BuyerMemory buyers, MemberMemory members)
    {
        string? place = ActivityPlaces.Of(shopEvent), country = place is null ? null : ActivityPlaces.CountryOf(place);
        if (place is not null) yield return Slices.OfPlace(place);
        if (country is not null && country != place) yield return Slices.OfPlace(country);
        foreach (string segment in Slices.OfOrders(Keys(shopEvent).Max(buyers.OrdersOf)))
        {
            yield return Slices.OfSegment(segment);
            if (country is not null) yield return Slices.OfBoth(country, segment);
        }
        foreach (string segment in Keys(shopEvent).SelectMany(members.Of).Distinct(StringComparer.Ordinal)) yield return Slices.OfSegment(segment);
    }

    /// <summary>Remembers that the person of an Order Completed event has bought.</summary>
    public static void CountOrder(ShopEvent shopEvent, BuyerMemory buyers)
    {
        string? orderId = shopEvent.Properties.ValueKind is JsonValueKind.Object ? Interactions.Text(shopEvent.Properties, "order_id") : null;
        ulong order = StableHash.Of(orderId ?? shopEvent.MessageId);
        foreach (ulong person in Keys(shopEvent)) buyers.Ordered(person, order);
    }

    /// <summary>The person and the device: what somebody bought while known, the same browser has bought.</summary>
    private static IEnumerable<ulong> Keys(ShopEvent shopEvent)
    {
        yield return StableHash.Of(PersonKey.Of(shopEvent).Value);
        if (shopEvent is { UserId: not null, AnonymousId: { } device }) yield return StableHash.Of(PersonKey.Anonymous(device).Value);
    }
}

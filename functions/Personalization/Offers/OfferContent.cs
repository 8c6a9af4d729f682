using System.Globalization;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Experiences;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;

namespace Personalization.Offers;

/// <summary>An offer as a page shows it.</summary>
/// <param name="given">The offer.</param>
/// <param name="coupon">Its coupon; null for none.</param>
/// <param name="title">Its title in the page's language.</param>
/// <param name="end">When it ends; null for no end.</param>
public sealed class OfferContent(GivenOffer given, Coupon? coupon, string title, DateTimeOffset? end) : ISlotContent
{
    /// <summary>The title with its numbers.</summary>
    public string Text { get; } = title.Replace("{remaining}", Money(given.Remaining, given.Currency), StringComparison.Ordinal)
        .Replace("{value}", given.Offer.Kind is OfferKind.Amount ? Money(given.Value, given.Currency) : given.Value.ToString("0.##", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Write(PageWriter writer)
    {
        Utf8JsonWriter json = writer.Json;
        json.WriteStartObject();
        json.WriteString("kind"u8, given.Offer.Kind.Name());
        json.WriteString("id"u8, given.Offer.Id);
        json.WriteString("title"u8, Text);
        if (given.Value > 0) json.WriteNumber("value"u8, given.Value);
        if (given.Currency is { } currency) json.WriteString("currency"u8, currency);
        if (given.Offer is { Kind: OfferKind.FreeDelivery, MinimumCart: > 0 }) json.WriteNumber("remaining"u8, given.Remaining);
        if (coupon is not null) json.WriteString("coupon"u8, coupon.Code);
        if (given.Goods.Gift is { } gift) Gift(json, gift);
        if (given.Goods.Bundle is { } bundle) Bundle(json, bundle);
        if ((coupon?.Expires ?? end) is { } expires) json.WriteString("expires"u8, EventCodec.Text(expires));
        json.WriteEndObject();
    }

    private static string Money(decimal sum, string? currency) => $"{sum.ToString("0.00", CultureInfo.InvariantCulture)}{(currency is null ? "" : " " + currency)}";

    private static void Gift(Utf8JsonWriter json, Product gift)
    {
        json.WriteStartObject("gift"u8);
        json.WriteString("productId"u8, gift.ProductId);
        json.WriteString("name"u8, gift.Name);
        if (gift.ImageUrl is { } image) json.WriteString("imageUrl"u8, image);
        json.WriteEndObject();
    }

    private static void Bundle(Utf8JsonWriter json, PricedBundle bundle)
    {
        json.WriteStartObject("bundle"u8);
        json.WriteStartArray("products"u8);
        foreach (Product one in bundle.Products) json.WriteStringValue(one.ProductId);
        json.WriteEndArray();
        json.WriteNumber("price"u8, bundle.Price);
        json.WriteNumber("parts"u8, bundle.Parts);
        if (bundle.Was is { } was) json.WriteNumber("lowest30"u8, was);
        json.WriteEndObject();
    }
}

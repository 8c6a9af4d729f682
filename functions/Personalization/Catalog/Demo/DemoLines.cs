using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Catalog.Demo;

/// <summary>Writes what a shopper does as canonical event lines.</summary>
internal sealed class DemoLines(DemoData data, int seed, DemoShopper shopper)
{
    private const string Site = "https://shop.example";
    private const decimal Shipping = 4.90m;
    private const decimal FreeShippingFrom = 60;

    public ReadOnlyMemory<byte> Write(DemoMoment moment, int index)
    {
        EventDraft draft = new(
            "demo-" + StableHash.Hex($"demo {seed} {shopper.Number} {index}"), moment.Event is null ? EventType.Identify : EventType.Track, moment.Event,
            moment.IsKnown ? shopper.UserId : null, shopper.AnonymousId, moment.At, moment.At, "demo");
        return moment.Event is null
            ? EventCodec.Line(draft, traits: Traits, context: json => Context(json, moment))
            : EventCodec.Line(draft, json => Properties(json, moment), context: json => Context(json, moment));
    }

    private void Properties(Utf8JsonWriter json, DemoMoment moment)
    {
        switch (moment.Event)
        {
            case EventNames.ProductsSearched:
                json.WriteString("query", moment.Query);
                break;
            case EventNames.ProductListViewed:
                json.WriteString("list_id", moment.Path[(moment.Path.LastIndexOf('/') + 1)..]);
                json.WriteString("category", moment.Category!.Name);
                Products(json, moment.Lines);
                break;
            case EventNames.ProductViewed or EventNames.ProductAdded:
                if (moment.Cart is not null) json.WriteString("cart_id", "cart-" + moment.Cart);
                Product(json, moment.Lines[0]);
                json.WriteString("currency", data.Currency);
                break;
            case EventNames.CartViewed:
                json.WriteString("cart_id", "cart-" + moment.Cart);
                Products(json, moment.Lines);
                break;
            default:
                Order(json, moment);
                break;
        }
    }

    private void Order(Utf8JsonWriter json, DemoMoment moment)
    {
        decimal subtotal = moment.Lines.Sum(line => line.Price * line.Quantity) - moment.Discount;
        json.WriteString("order_id", "order-" + moment.Cart);
        if (moment.Event == EventNames.OrderRefunded) json.WriteNumber("total", subtotal);
        else
        {
            decimal shipping = subtotal < FreeShippingFrom ? Shipping : 0;
            json.WriteNumber("subtotal", subtotal);
            json.WriteNumber("total", subtotal + shipping);
            json.WriteNumber("revenue", subtotal);
            json.WriteNumber("shipping", shipping);
        }
        if (moment.Coupon is not null)
        {
            json.WriteString("coupon", moment.Coupon);
            json.WriteNumber("discount", moment.Discount);
        }
        json.WriteString("currency", data.Currency);
        Products(json, moment.Lines);
    }

    private static void Products(Utf8JsonWriter json, IReadOnlyList<DemoLine> lines)
    {
        json.WriteStartArray("products");
        foreach (DemoLine line in lines)
        {
            json.WriteStartObject();
            Product(json, line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Product(Utf8JsonWriter json, DemoLine line)
    {
        json.WriteString("product_id", line.Item.Product.ProductId);
        json.WriteString("name", line.Item.Product.Name);
        json.WriteString("category", line.Item.Product.Category);
        json.WriteString("brand", line.Item.Product.Brand);
        json.WriteNumber("price", line.Price);
        json.WriteNumber("quantity", line.Quantity);
    }

    private void Traits(Utf8JsonWriter json)
    {
        json.WriteString("email", shopper.UserId + "@example.com");
        json.WriteString("firstName", shopper.FirstName);
        json.WriteString("locale", shopper.Country.Locale);
        json.WriteStartObject("address");
        json.WriteString("country", shopper.Country.Code);
        json.WriteEndObject();
    }

    private void Context(Utf8JsonWriter json, DemoMoment moment)
    {
        json.WriteString("locale", shopper.Country.Locale);
        json.WriteString("timezone", shopper.Country.TimeZone);
        json.WriteStartObject("page");
        json.WriteString("path", moment.Path);
        json.WriteString("url", Site + moment.Path);
        json.WriteEndObject();
        if (moment.Campaign is { } campaign)
        {
            json.WriteStartObject("campaign");
            json.WriteString("name", campaign.Name);
            json.WriteString("source", campaign.Source);
            json.WriteString("medium", campaign.Medium);
            json.WriteEndObject();
        }
        if (moment.Event is null) Consent(json);
    }

    private void Consent(Utf8JsonWriter json)
    {
        json.WriteStartObject("consent");
        json.WriteStartObject("categoryPreferences");
        json.WriteBoolean("Functional", true);
        json.WriteBoolean("Analytics", true);
        json.WriteBoolean("Advertising", shopper.Consents);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

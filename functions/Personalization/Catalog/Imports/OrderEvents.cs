using System.Text;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Catalog.Imports;

/// <summary>Turns imported orders into canonical event lines. The same order of the same source gives the same message ids whenever it is imported.</summary>
public static class OrderEvents
{
    /// <summary>The events of an order: an identify where its e-mail address is new for its customer, then Order Completed, Order Refunded or both.</summary>
    /// <param name="order">The order.</param>
    /// <param name="source">Where it comes from; part of the message ids.</param>
    /// <param name="receivedAt">When it is imported; no part of the message ids.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(ImportedOrder order, string source, DateTimeOffset receivedAt)
    {
        EventDraft draft = new(
            "", EventType.Track, null, order.CustomerId, order.CustomerId is null && !order.IsOfEmail ? "order-" + order.OrderId : null, order.Time, receivedAt, source);
        if (order is { IntroducesEmail: true, CustomerId: not null, Email: { } email })
            yield return EventCodec.Line(
                draft with { Type = EventType.Identify, MessageId = Id(source, order.CustomerId, "identify", email) },
                traits: json => json.WriteString("email", email), context: Context(order));
        if (order.Bought.Count > 0)
            yield return Line(order, draft with { Event = EventNames.OrderCompleted }, json => Completed(json, order));
        if (order.Returned is { } back)
            yield return Line(order, draft with { Event = EventNames.OrderRefunded, Timestamp = back.At }, json => Refunded(json, order, back));
    }

    private static ReadOnlyMemory<byte> Line(ImportedOrder order, EventDraft draft, Action<Utf8JsonWriter> properties)
    {
        ReadOnlyMemory<byte> content = EventCodec.Line(draft with { ReceivedAt = draft.Timestamp }, properties, context: Context(order));
        string id = Id(draft.Source, order.OrderId, draft.Event!, StableHash.Hex(Encoding.UTF8.GetString(content.Span)));
        return EventCodec.Line(draft with { MessageId = id }, properties, context: Context(order));
    }

    private static string Id(string source, string owner, string kind, string content) => "import-" + StableHash.Hex($"{source}\n{owner}\n{kind}\n{content}");

    private static void Completed(Utf8JsonWriter json, ImportedOrder order)
    {
        OrderAmounts amounts = order.Amounts;
        decimal? sum = order.Bought.Any(line => line.Amount is not null) ? order.Bought.Sum(line => line.Amount ?? 0) : null;
        decimal? subtotal = amounts.Subtotal ?? sum - (amounts.Discount ?? 0);
        json.WriteString("order_id", order.OrderId);
        Number(json, "subtotal", subtotal);
        Number(json, "total", amounts.Total ?? subtotal + (amounts.Shipping ?? 0) + (amounts.Tax ?? 0));
        Number(json, "revenue", subtotal);
        Number(json, "shipping", amounts.Shipping);
        Number(json, "tax", amounts.Tax);
        Number(json, "discount", amounts.Discount);
        Text(json, "coupon", amounts.Coupon);
        Text(json, "currency", order.Currency);
        Products(json, order.Bought);
    }

    private static void Refunded(Utf8JsonWriter json, ImportedOrder order, OrderReturn back)
    {
        json.WriteString("order_id", order.OrderId);
        Number(json, "total", back.Total);
        Text(json, "currency", order.Currency);
        Products(json, back.Lines);
    }

    private static void Products(Utf8JsonWriter json, IReadOnlyList<OrderLine> lines)
    {
        json.WriteStartArray("products");
        foreach (OrderLine line in lines)
        {
            json.WriteStartObject();
            json.WriteString("product_id", line.ProductId);
            Text(json, "name", line.Name);
            Text(json, "category", line.Category);
            Number(json, "price", line.Price);
            Number(json, "quantity", line.Quantity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static Action<Utf8JsonWriter>? Context(ImportedOrder order) => order.Country is null && order.Locale is null && !order.IsOfEmail ? null : json =>
    {
        if (order.IsOfEmail)
        {
            json.WriteStartArray("externalIds");
            json.WriteStartObject();
            json.WriteString("id", order.Email);
            json.WriteString("type", Identifiers.Name(IdentifierType.Email));
            json.WriteEndObject();
            json.WriteEndArray();
        }
        Text(json, "locale", order.Locale);
        if (order.Country is null) return;
        json.WriteStartObject("location");
        json.WriteString("country", order.Country);
        json.WriteEndObject();
    };

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number) json.WriteNumber(name, ImportNumbers.Normal(number));
    }
}

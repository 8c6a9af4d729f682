using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Personalization.Benchmarks.Events;

/// <summary>How requests are made up.</summary>
internal enum Shape
{
    /// <summary>A batch is the session of one visitor, who is new: what the storefront SDK sends.</summary>
    OneVisitor,

    /// <summary>Each event of a batch is another visitor's: what a shop's own server sends.</summary>
    ManyVisitors,

    /// <summary>A request is one track call of a new visitor.</summary>
    Single,
}

/// <summary>Writes request bodies as a shop in five languages sends them.</summary>
internal static class ShopTraffic
{
    private const int Products = 1000;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What visitors do, in this order, again and again.
    private static readonly string[] Steps =
    [
        "Product List Viewed", "Product Clicked", "Product Viewed", "Products Searched", "Product Viewed", "Product Viewed", "Product Added",
        "Product Viewed", "Product Added", "Cart Viewed", "Checkout Started", "Order Completed",
    ];

    /// <summary>The body number <paramref name="seed"/>; ids and sending time are left open.</summary>
    public static BodyTemplate Template(Shape shape, int events, int seed)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, Relaxed);
        ShopTexts texts = ShopTexts.All[seed % ShopTexts.All.Length];
        if (shape == Shape.Single) WriteEvent(json, texts, seed * 7, seed, single: true);
        else
        {
            json.WriteStartObject();
            json.WriteStartArray("batch");
            for (int index = 0; index < events; index++) WriteEvent(json, texts, seed * events + index, index, single: false);
            json.WriteEndArray();
            json.WriteString("sentAt", BodyTemplate.Time);
            json.WriteEndObject();
        }
        json.Flush();
        return new BodyTemplate(buffer.WrittenSpan.ToArray(), shape, shape == Shape.Single ? 1 : events);
    }

    private static void WriteEvent(Utf8JsonWriter json, ShopTexts texts, int number, int index, bool single)
    {
        string name = Steps[index % Steps.Length];
        json.WriteStartObject();
        json.WriteString("messageId", BodyTemplate.MessageId);
        json.WriteString("anonymousId", BodyTemplate.VisitorId);
        json.WriteString("type", "track");
        json.WriteString("event", name);
        json.WriteString("timestamp", BodyTemplate.Time);
        if (single) json.WriteString("sentAt", BodyTemplate.Time);
        json.WriteStartObject("properties");
        WriteProperties(json, texts, name, number);
        json.WriteEndObject();
        WriteContext(json, texts, number);
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, ShopTexts texts, string name, int number)
    {
        switch (name)
        {
            case "Products Searched":
                json.WriteString("query", texts.Product(Scattered(number)));
                break;
            case "Product List Viewed" or "Cart Viewed" or "Checkout Started" or "Order Completed":
                if (name == "Product List Viewed") json.WriteString("category", texts.Category);
                else json.WriteString("order_id", string.Create(CultureInfo.InvariantCulture, $"2026-{number:000000}"));
                json.WriteNumber("total", 19.9m + number % 300);
                json.WriteString("currency", "EUR");
                json.WriteStartArray("products");
                for (int product = 0; product < 3; product++) WriteProductObject(json, texts, number + product);
                json.WriteEndArray();
                break;
            default:
                WriteProduct(json, texts, number);
                break;
        }
    }

    private static void WriteProductObject(Utf8JsonWriter json, ShopTexts texts, int number)
    {
        json.WriteStartObject();
        WriteProduct(json, texts, number);
        json.WriteEndObject();
    }

    private static void WriteProduct(Utf8JsonWriter json, ShopTexts texts, int number)
    {
        int product = Scattered(number);
        string id = string.Create(CultureInfo.InvariantCulture, $"P-{product:00000}");
        json.WriteString("product_id", id);
        json.WriteString("sku", $"{id}-M");
        json.WriteString("name", texts.Product(product));
        json.WriteString("category", texts.Category);
        json.WriteString("brand", "Höhenweg");
        json.WriteNumber("price", 9.95m + product % 190);
        json.WriteNumber("quantity", 1 + product % 2);
        json.WriteString("url", $"https://shop.example/{texts.Locale}/p/{id}");
    }

    private static void WriteContext(Utf8JsonWriter json, ShopTexts texts, int number)
    {
        json.WriteStartObject("context");
        json.WriteString("locale", texts.Locale);
        json.WriteString("timezone", "Europe/Berlin");
        json.WriteString("userAgent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36");
        json.WriteStartObject("page");
        json.WriteString("path", string.Create(CultureInfo.InvariantCulture, $"/{texts.Locale}/p/P-{Scattered(number):00000}"));
        json.WriteString("title", texts.Title);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Spreads numbers over the products so that few of them get most of the events.</summary>
    private static int Scattered(int number)
    {
        double share = unchecked((uint)number * 2654435761u) / (double)uint.MaxValue;
        return (int)(share * share * share * (Products - 1));
    }
}

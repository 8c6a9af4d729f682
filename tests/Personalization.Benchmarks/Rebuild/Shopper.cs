using System.Globalization;
using System.Text.Json;
using Personalization.Benchmarks.Events;
using Personalization.Events;

namespace Personalization.Benchmarks.Rebuild;

/// <summary>One visit of somebody: what they look at lies mostly in one corner of the shop, the popular first.</summary>
internal sealed class Shopper(Random chance, int number, int people, DateTimeOffset start)
{
    private const int Corners = 400;
    private const int CornerProducts = 50;

    private readonly int person = (int)(people * Math.Pow(chance.NextDouble(), 1.5));
    private readonly int corner = Popular(chance, Corners);
    private readonly ShopTexts texts = ShopTexts.All[number % ShopTexts.All.Length];
    private readonly List<int> cart = [];
    private int step;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>The next line of the visit, or null when it is over.</summary>
    public ReadOnlyMemory<byte>? Next()
    {
        if (step > 0 && chance.Next(8) == 0) return null;
        Now += TimeSpan.FromMilliseconds(chance.Next(2_000, 180_000));
        int turn = chance.Next(100);
        step++;
        return turn switch
        {
            _ when step == 1 => Line(EventType.Page, null, json => json.WriteString("url", $"https://shop.example/{texts.Locale}/")),
            < 15 => Line(EventType.Track, EventNames.ProductListViewed, json => WriteProducts(json, [.. Enumerable.Range(0, 3).Select(_ => Product())])),
            < 20 => Line(EventType.Track, EventNames.ProductsSearched, json => json.WriteString("query", texts.Product(Product()))),
            < 84 => Line(EventType.Track, EventNames.ProductViewed, json => WriteProduct(json, Product())),
            < 94 => Line(EventType.Track, EventNames.ProductAdded, json => WriteProduct(json, Carted())),
            _ => Line(EventType.Track, EventNames.OrderCompleted, Order),
        };
    }

    private ReadOnlyMemory<byte> Line(EventType type, string? name, Action<Utf8JsonWriter> properties)
    {
        string device = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{person:000000000000}");
        string? user = person % 10 < 3 ? string.Create(CultureInfo.InvariantCulture, $"customer-{person / 2}") : null;
        EventDraft draft = new(string.Create(CultureInfo.InvariantCulture, $"web-{number:00000000}-{step:000}"), type, name, user, device, Now, Now.AddSeconds(1), "storefront");
        return EventCodec.Line(draft, properties, context: json =>
        {
            json.WriteString("locale", texts.Locale);
            json.WriteString("timezone", "Europe/Berlin");
            json.WriteStartObject("page");
            json.WriteString("title", texts.Title);
            json.WriteEndObject();
        });
    }

    private void Order(Utf8JsonWriter json)
    {
        if (cart.Count == 0) Carted();
        json.WriteString("order_id", string.Create(CultureInfo.InvariantCulture, $"{number}-{step}"));
        json.WriteNumber("revenue", 19.9m * cart.Count);
        json.WriteString("currency", "EUR");
        WriteProducts(json, cart);
        cart.Clear();
    }

    private static void WriteProducts(Utf8JsonWriter json, IEnumerable<int> products)
    {
        json.WriteStartArray("products");
        foreach (int product in products)
        {
            json.WriteStartObject();
            json.WriteString("product_id", Id(product));
            json.WriteNumber("price", 9.95m + (product % 190));
            json.WriteNumber("quantity", 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteProduct(Utf8JsonWriter json, int product)
    {
        json.WriteString("product_id", Id(product));
        json.WriteString("name", texts.Product(product));
        json.WriteString("category", texts.Category);
        json.WriteNumber("price", 9.95m + (product % 190));
    }

    private int Carted()
    {
        cart.Add(Product());
        return cart[^1];
    }

    private int Product() => ((chance.Next(10) == 0 ? Popular(chance, Corners) : corner) * CornerProducts) + Popular(chance, CornerProducts);

    private static string Id(int product) => string.Create(CultureInfo.InvariantCulture, $"P-{product:00000}");

    /// <summary>A number below <paramref name="all"/>, the small ones much more often.</summary>
    private static int Popular(Random chance, int all) => (int)(all * Math.Pow(chance.NextDouble(), 2.5));
}

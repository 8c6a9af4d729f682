using System.Text.Json;
using Personalization.Catalog.Demo;
using Personalization.Events;
using Personalization.Simulator.World;

namespace Personalization.Functions.Tests.Simulation;

/// <summary>What a person does, as the tests know it.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Heard">When the shop hears of it.</param>
/// <param name="At">When it happens.</param>
/// <param name="Kind"><c>add</c>, <c>remove</c>, <c>buy</c>, <c>sign-in</c> or <c>opt-out</c>.</param>
/// <param name="Cart">Which cart.</param>
/// <param name="Products">Which products, one piece each.</param>
internal sealed record Deed(string Id, DateTimeOffset Heard, DateTimeOffset At, string Kind, string Cart, string[] Products);

/// <summary>A made-up person who fills a cart early on, and what becomes of it by a hash of the number.</summary>
internal sealed class Shopper
{
    public static readonly DateTimeOffset Start = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Zones =
    [
        "Europe/Athens", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tehran", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland", "America/Sao_Paulo", "UTC",
    ];

    private readonly DemoChance chance;
    private readonly List<Deed> deeds = [];
    private readonly List<string> cart = [];
    private readonly bool namesCarts;
    private DateTimeOffset clock;
    private int carts = 1;

    public Shopper(int number)
    {
        chance = new DemoChance($"shopper of the big test {number}");
        (Number, Zone, namesCarts) = (number, chance.Pick(Zones), chance.Happens(70));
        Live();
        Deeds = [.. deeds.OrderBy(deed => deed.Heard)];
    }

    /// <summary>Products that can be in a cart; what happens to their stock is the test's.</summary>
    public static IReadOnlyList<string> Goods { get; } = [.. Enumerable.Range(0, 12).Select(one => $"p{one}")];

    public int Number { get; }

    public string Zone { get; }

    public IReadOnlyList<Deed> Deeds { get; }

    public DateTimeOffset SignedInAt => deeds.Where(deed => deed.Kind == "sign-in").Min(deed => deed.At);

    public IEnumerable<Fact> Facts => Deeds.Select(deed => new Fact(deed.Heard, Line(deed)));

    private void Live()
    {
        clock = Start.AddMilliseconds(chance.Between(0, 18 * 3_600_000));
        bool before = chance.Happens(60);
        if (before) Do("sign-in");
        Fill(chance.Between(1, 3));
        if (!before) Do("sign-in", late: false);
        // What people do later: minutes, hours or days after.
        for (int more = chance.Between(0, 6); more > 0; more--)
        {
            clock = clock.AddMilliseconds(chance.Between(4_000, chance.Happens(30) ? 3_000_000 : chance.Happens(50) ? 40_000_000 : 400_000_000));
            if (chance.Happens(45)) Fill(1);
            else if (cart.Count > 0 && chance.Happens(30)) Remove(chance.Happens(50) ? cart.Count : 1);
            else if (cart.Count > 0 && chance.Happens(40)) Buy();
            else if (chance.Happens(12)) Do("opt-out");
        }
    }

    private void Fill(int count)
    {
        for (; count > 0; count--)
        {
            if (Goods.Except(cart).ToArray() is not { Length: > 0 } left) return;
            cart.Add(chance.Pick(left));
            Do("add", cart[^1]);
        }
    }

    private void Remove(int count)
    {
        for (; count > 0; count--)
        {
            Do("remove", cart[^1]);
            cart.RemoveAt(cart.Count - 1);
        }
    }

    private void Buy()
    {
        Do("buy", [.. cart]);
        cart.Clear();
        carts++;
    }

    private void Do(string kind, params string[] products) => Do(kind, chance.Happens(5), products);

    private void Do(string kind, bool late, params string[] products)
    {
        clock = clock.AddMilliseconds(chance.Between(4_000, 200_000));
        Deed deed = new($"d{Number}-{deeds.Count}", clock.AddMilliseconds(late ? chance.Between(60_000, 30_000_000) : 0), clock, kind, namesCarts ? $"cart-{carts}" : "", products);
        deeds.Add(deed);
        if (chance.Happens(4)) deeds.Add(deed with { Heard = deed.Heard.AddMilliseconds(chance.Between(1_000, 100_000_000)) });
    }

    private ReadOnlyMemory<byte> Line(Deed deed)
    {
        string? name = deed.Kind switch { "add" => EventNames.ProductAdded, "remove" => EventNames.ProductRemoved, "buy" => EventNames.OrderCompleted, _ => null };
        bool known = name is null || deed.At > SignedInAt;
        EventDraft draft = new(deed.Id, name is null ? EventType.Identify : EventType.Track, name, known ? $"user-{Number}" : null, $"device-{Number}", deed.At, deed.Heard, "test");
        return name is null ? EventCodec.Line(draft, traits: json => Say(json, deed), context: Where) : EventCodec.Line(draft, json => Do(json, deed), context: Where);
    }

    private void Where(Utf8JsonWriter json) => json.WriteString("timezone", Zone);

    private void Say(Utf8JsonWriter json, Deed deed)
    {
        json.WriteString("email", $"user-{Number}@example.com");
        json.WriteString("subscription:email", deed.Kind == "opt-out" ? "unsubscribed" : "subscribed");
    }

    private static void Do(Utf8JsonWriter json, Deed deed)
    {
        if (deed.Kind == "buy") json.WriteString("order_id", "order-" + deed.Id);
        else if (deed.Cart.Length > 0) json.WriteString("cart_id", deed.Cart);
        json.WriteStartArray("products");
        foreach (string product in deed.Products)
        {
            json.WriteStartObject();
            json.WriteString("product_id", product);
            json.WriteNumber("quantity", 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

using System.Text;

namespace Personalization.Tests.Recommendations.Sessions;

/// <summary>Lines such as capture writes, and what else could stand in a lake: the same ones for the same seed.</summary>
internal sealed class DirtyLines(int seed)
{
    private static readonly string[] Names =
    [
        "Product Viewed", "Product Clicked", "Product Added", "Wishlist Product Added to Cart", "Order Completed", "Product Removed", "Order Refunded",
        "Product Added to Wishlist", "Product List Viewed", "product viewed", "Prod\\u0075ct Viewed", "",
    ];

    private static readonly string[] Types = ["track", "track", "track", "page", "alias", "identify", "tr\\u0061ck", "Track", ""];

    private static readonly string[] Ids =
    [
        "\"p1\"", "\"p2\"", "\"p3\"", "\"φόρεμα\"", "\"p\\u00314\"", "\"a\\\\b\"", "\"\"", "\" \"", "\"\\u00a0\"", "\"\u2003\"", "null", "7", "true", "[1]", "{\"product_id\":\"x\"}", "\"\\ud800\"",
        $"\"{new string('x', 100)}\"", $"\"{new string('x', 101)}\"", $"\"{new string('ф', 100)}\"", $"\"{new string('ф', 101)}\"", "\"\\ud83d\\ude00\"",
    ];

    private static readonly string[] Times =
        ["\"2026-01-02T03:04:05.678Z\"", "\"2026-01-02T03:04:05.678Z\"", "\"2026-01-02T03:04:06Z\"", "\"2026-01-02T05:04:05.678+02:00\"", "\"1871-01-01T00:00:00.000Z\"", "\"2026-13-02\"", "\"\"", "17", "null"];

    private readonly Random chance = new(seed);

    /// <summary>A line; most are whole, some are anything but.</summary>
    public byte[] Next()
    {
        List<string> members = [.. Head()];
        if (chance.Next(12) != 0) members.Add($"\"properties\":{Properties()}");
        if (chance.Next(4) == 0) members.Add($"\"context\":{{\"page\":{{\"path\":{Id()},\"userId\":\"no\"}},\"properties\":{{\"product_id\":\"no\"}}}}");
        if (chance.Next(20) == 0) members.Add(members[chance.Next(members.Count)]);
        if (chance.Next(20) == 0) members.RemoveAt(chance.Next(members.Count));
        if (chance.Next(4) == 0) chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        byte[] line = Encoding.UTF8.GetBytes("{" + string.Join(',', members) + "}");
        return chance.Next(30) switch { 0 => line[..chance.Next(line.Length)], 1 => [.. line, (byte)'}'], 2 => Flipped(line), _ => line };
    }

    private IEnumerable<string> Head()
    {
        yield return $"\"messageId\":{(Rarely ? Id() : $"\"m{chance.Next(1000)}\"")}";
        yield return $"\"type\":{(Rarely ? "null" : $"\"{(chance.Next(3) == 0 ? One(Types) : "track")}\"")}";
        if (!Rarely) yield return $"{Name("event")}:{(Rarely ? Id() : $"\"{Names[chance.Next(chance.Next(2) == 0 ? 5 : Names.Length)]}\"")}";
        if (chance.Next(3) != 0) yield return $"{Name("userId")}:{(Rarely ? Id() : $"\"u{chance.Next(9)}\"")}";
        if (chance.Next(3) != 0) yield return $"{Name("anonymousId")}:{(Rarely ? Id() : $"\"d{chance.Next(9)}\"")}";
        if (chance.Next(5) == 0) yield return $"{Name("previousId")}:{(Rarely ? Id() : $"\"u{chance.Next(9)}\"")}";
        yield return $"{Name("timestamp")}:{(Rarely ? One(Times) : Times[0])}";
        yield return $"{Name("receivedAt")}:{(Rarely ? One(Times) : Times[0])}";
        yield return "\"source\":\"s\"";
    }

    private string Properties()
    {
        if (Rarely) return Id();
        List<string> members = [.. Product()];
        if (chance.Next(2) == 0) members.Add($"{Name("order_id")}:{Id()}");
        if (chance.Next(2) == 0)
            members.Add($"{Name("products")}:{(Rarely ? Id() : $"[{string.Join(',', Enumerable.Range(0, chance.Next(4)).Select(_ => Rarely ? Id() : $"{{{string.Join(',', Product())}}}"))}]")}");
        if (Rarely && members.Count > 0) members.Add(members[0]);
        if (chance.Next(3) == 0) chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        return "{" + string.Join(',', members) + "}";
    }

    private IEnumerable<string> Product()
    {
        if (chance.Next(3) != 0) yield return $"{Name("product_id")}:{Id()}";
        if (chance.Next(3) == 0) yield return $"{Name("sku")}:{Id()}";
        if (Rarely) yield return $"{Name("sku")}:{Id()}";
        yield return $"{Name("quantity")}:{chance.Next(3)}";
        if (chance.Next(3) == 0) yield return "\"deep\":{\"product_id\":\"no\",\"list\":[[{\"sku\":\"no\"}]]}";
    }

    private bool Rarely => chance.Next(15) == 0;

    private string Id() => One(Ids);

    /// <summary>A name, at times with an escaped letter.</summary>
    private string Name(string name) => chance.Next(60) == 0 ? $"\"{name[..1]}\\u{(int)name[1]:x4}{name[2..]}\"" : $"\"{name}\"";

    private string One(string[] values) => values[chance.Next(values.Length)];

    private byte[] Flipped(byte[] line)
    {
        line[chance.Next(line.Length)] ^= (byte)(1 << chance.Next(8));
        return line;
    }
}

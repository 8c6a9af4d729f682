using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Common;

namespace Personalization.EndToEnd.Tests;

/// <summary>A made-up history of a shop: the same for the same seed. Chance is a hash.</summary>
internal static class EventHistory
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Events of so many people, each with a device that is linked to a user in the middle of the history for every second person.</summary>
    public static JsonObject[] Events(int count, int people) => [.. Enumerable.Range(0, count).Select(number => Event(number, people, count))];

    /// <summary>Each event twice, all in an order of their own.</summary>
    public static int[] TwiceShuffled(int count, string seed) =>
        [.. Enumerable.Range(0, 2 * count).OrderBy(place => StableHash.Of($"{seed}/{place}")).Select(place => place % count)];

    public static string Batch(IEnumerable<JsonObject> events) =>
        JsonSerializer.Serialize(new JsonObject { ["batch"] = new JsonArray([.. events.Select(one => one.DeepClone())]) });

    private static JsonObject Event(int number, int people, int count)
    {
        int person = (int)(StableHash.Of($"person/{number}") % (ulong)people);
        bool known = person % 2 == 0 && number > count / 2;
        JsonObject made = new()
        {
            ["messageId"] = $"m-{number}",
            ["timestamp"] = Start.AddSeconds(number * 17).ToString("O", CultureInfo.InvariantCulture),
            ["anonymousId"] = $"device-{person}",
        };
        if (known) made["userId"] = $"user-{person}";
        ulong chance = StableHash.Of($"kind/{number}") % 20;
        if (known && chance == 0)
        {
            made["type"] = "identify";
            made["traits"] = new JsonObject { ["size"] = $"{number % 5}", ["email"] = $"user-{person}@example.com" };
            return made;
        }
        made["type"] = "track";
        made["event"] = chance switch { < 12 => "Product Viewed", < 16 => "Product Added", 16 => "Product Removed", 17 => "Cart Viewed", _ => "Order Completed" };
        made["properties"] = Properties(number, chance);
        return made;
    }

    private static JsonObject Properties(int number, ulong chance)
    {
        string product = $"p-{StableHash.Of($"product/{number}") % 60}";
        decimal price = 5 + (number % 40);
        if (chance < 18) return new JsonObject { ["product_id"] = product, ["price"] = price, ["quantity"] = 1 };
        JsonObject line = new() { ["product_id"] = product, ["price"] = price, ["quantity"] = 1 + (number % 3) };
        return new JsonObject { ["order_id"] = $"o-{number}", ["total"] = price, ["currency"] = "EUR", ["products"] = new JsonArray(line) };
    }
}

using System.Globalization;

namespace Personalization.Benchmarks.Segments;

/// <summary>Rules of many kinds, each with other numbers.</summary>
internal static class SegmentTexts
{
    /// <summary>The text of a segment.</summary>
    public static string Text(int number)
    {
        int days = 3 + (number * 7 % 80), count = 1 + (number / 10 % 5), product = number * 37 % 500;
        string rule = (number % 10) switch
        {
            0 => $"[{{saw: p{product}, within: {days}d}}]",
            1 => $"[{{did: viewed, within: {days}d, atLeast: {count}}}]",
            2 => $"[{{orders: {{within: {days}d, atLeast: {count}}}}}]",
            3 => $"[{{revenue: {{currency: EUR, atLeast: {count * 50}}}}}, {{lastOrder: {{newerThan: {days}d}}}}]",
            4 => $"[{{lastSeen: {{olderThan: {days}d}}}}]",
            5 => $"[{{event: Product Added, within: {days}d, atLeast: {count}}}, {{not: {{orders: {{within: {days}d}}}}}}]",
            6 => $"[{{stage: [{(number % 20 < 10 ? "active, firstTimeBuyer" : "atRisk, lapsed")}]}}, {{trait: colour, is: {(number % 3 == 0 ? "red" : "blue")}}}]",
            7 => $"[{{averageOrder: {{currency: EUR, within: {days + 90}d, atLeast: {count * 20}}}}}]",
            8 => $"[{{any: [{{rfm: {{frequency: {count}}}}}, {{did: carted, product: p{product}, within: {days}d}}]}}]",
            _ => $"[{{segment: segment-{number - 8}}}, {{visits: {{within: {days}d, atLeast: {count}}}}}]",
        };
        return string.Create(CultureInfo.InvariantCulture, $"name: Segment {number}\nrule: {rule}\n");
    }
}

/// <summary>People who shop: the same in every run.</summary>
internal static class Shoppers
{
    private const int Products = 500;

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"shopper-{number}");

    /// <summary>What somebody has done in the last four months.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> History(int number, DateTimeOffset now)
    {
        Dice dice = new(number);
        yield return Traits(number, now.AddDays(-100), dice.Next(2) == 0 ? "red" : "blue");
        int doings = 3 + dice.Next(12);
        for (int doing = 0; doing < doings; doing++) yield return Event(number, doing, dice, now.AddMinutes(-1 - dice.Next(120 * 24 * 60)));
    }

    /// <summary>What somebody does now: a visit of so many events.</summary>
    public static ReadOnlyMemory<byte>[] Visit(int number, int visit, int events, DateTimeOffset now) =>
        [.. Enumerable.Range(0, events).Select(one => Event(number, 1_000_000 + (visit * 100) + one, new Dice((visit * 7919) + one), now.AddSeconds(one - events)))];

    private static ReadOnlyMemory<byte> Traits(int number, DateTimeOffset at, string colour) => EventLine.Identify($"i-{number}", IdOf(number), at, colour);

    private static ReadOnlyMemory<byte> Event(int number, int place, Dice dice, DateTimeOffset at)
    {
        string product = string.Create(CultureInfo.InvariantCulture, $"p{dice.Next(Products)}");
        int kind = dice.Next(20);
        return EventLine.Track($"e-{number}-{place}", IdOf(number), at, kind switch { < 15 => "Product Viewed", < 18 => "Product Added", _ => "Order Completed" }, product, 10 + dice.Next(90));
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Events;

namespace Personalization.Tests.Segments;

/// <summary>What happens next to somebody: some events arrive, or time passes.</summary>
/// <param name="Events">Events that arrive together; of them some may have arrived before.</param>
/// <param name="Passes">How much time passes before they do.</param>
internal sealed record LifeStep(ShopEvent[] Events, TimeSpan Passes);

/// <summary>Random streams of events: on time, late, again, in any order, and ahead of the clock.</summary>
internal static class RandomLife
{
    private static readonly string[] Products = ["tent", "dome", "stove", "sock", "unknown"];

    private static Gen<TimeSpan> Pause { get; } = Gen.Frequency(
        (3, Gen.Choose(0, 120).Select(minutes => TimeSpan.FromMinutes(minutes))), (3, Gen.Choose(0, 72).Select(hours => TimeSpan.FromHours(hours))),
        (2, Gen.Choose(0, 120).Select(days => TimeSpan.FromDays(days))));

    // Most are on time, some late by up to a hundred days, some a little ahead.
    private static Gen<TimeSpan> Late { get; } = Gen.Frequency(
        (5, Gen.Constant(TimeSpan.Zero)), (2, Gen.Choose(1, 100).Select(days => TimeSpan.FromDays(days))), (2, Gen.Choose(1, 3000).Select(minutes => TimeSpan.FromMinutes(minutes))),
        (1, Gen.Choose(1, 5).Select(minutes => TimeSpan.FromMinutes(-minutes))));

    private static Gen<(int Kind, int Product, int Number, TimeSpan Late)> Happening { get; } =
        from kind in Gen.Choose(0, 16) from product in Gen.Choose(0, 4) from number in Gen.Choose(0, 9) from late in Late select (kind, product, number, late);

    /// <summary>Up to thirty steps.</summary>
    public static Gen<LifeStep[]> Steps { get; } =
        from count in Gen.Choose(1, 30)
        from steps in (from pause in Pause from size in Gen.Choose(0, 3) from happenings in Happening.ArrayOf(size) from again in Gen.Choose(0, 3) select (pause, happenings, again)).ArrayOf(count)
        select Told(steps);

    private static LifeStep[] Told((TimeSpan Pause, (int Kind, int Product, int Number, TimeSpan Late)[] Happenings, int Again)[] steps)
    {
        List<LifeStep> told = [];
        List<ShopEvent> past = [];
        DateTimeOffset now = Person.Noon;
        foreach ((TimeSpan pause, var happenings, int again) in steps)
        {
            now += pause;
            ShopEvent[] own = [.. happenings.Select((one, place) => Event($"m{past.Count + place}", one, now))];
            past.AddRange(own);
            ShopEvent[] repeated = again == 0 && past.Count > 0 ? [past[past.Count / 2]] : [];
            told.Add(new LifeStep([.. own, .. repeated], pause));
        }
        return [.. told];
    }

    private static ShopEvent Event(string id, (int Kind, int Product, int Number, TimeSpan Late) one, DateTimeOffset now)
    {
        string? traits = one.Kind switch
        {
            10 => $$"""{"birthday":"199{{one.Number}}-06-{{1 + one.Product:00}}","colour":"{{(one.Number % 2 == 0 ? "red" : "blue")}}"}""",
            11 => $$"""{"joined":"{{now.AddDays(-one.Number * 11).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}}","subscription:email":"subscribed"}""",
            16 => $$"""{"score:spender":{{one.Number / 3}},"score:spender:until":{{(one.Product == 0 ? "null" : $"\"{now.AddHours(one.Number * 9).ToString("O", CultureInfo.InvariantCulture)}\"")}}}""",
            _ => null,
        };
        string? context = one.Kind == 12
            ? $$"""{"timezone":"{{(one.Number % 2 == 0 ? "America/New_York" : "Pacific/Auckland")}}","location":{"country":"{{(one.Product % 2 == 0 ? "GR" : "GE")}}"} }""" : null;
        (string? name, string properties) = Said(one.Kind, Products[one.Product], one.Number, now);
        EventType type = name is not null ? EventType.Track : traits is not null ? EventType.Identify : EventType.Page;
        return new ShopEvent
        {
            MessageId = id, Type = type, Event = name, UserId = "ana", Timestamp = now - one.Late, ReceivedAt = now, Properties = JsonElement.Parse(properties),
            Traits = traits is null ? default : JsonElement.Parse(traits), Context = context is null ? default : JsonElement.Parse(context), Line = Encoding.UTF8.GetBytes("{}"),
        };
    }

    private static (string? Name, string Properties) Said(int kind, string product, int number, DateTimeOffset now) => kind switch
    {
        0 or 1 or 2 => (EventNames.ProductViewed, $$"""{"product_id":"{{product}}"}"""),
        3 => (EventNames.ProductAdded, $$"""{"product_id":"{{product}}","quantity":{{1 + number}},"price":10}"""),
        4 => (EventNames.ProductRemoved, $$"""{"product_id":"{{product}}"}"""),
        5 or 6 => (EventNames.OrderCompleted, $$"""{"order_id":"o{{number}}","revenue":{{20 * number}},"currency":"EUR","products":[{"product_id":"{{product}}"}]}"""),
        7 => (EventNames.OrderCancelled, $$"""{"order_id":"o{{number}}"}"""),
        8 => (EventNames.OrderRefunded, $$"""{"order_id":"o{{number}}","total":15}"""),
        9 => ("Newsletter Read", "{}"),
        13 => (ReservedEvents.CustomerTagged, $$"""{"tag":"vip","expires":"{{now.AddHours(number * 7).ToString("O", CultureInfo.InvariantCulture)}}"}"""),
        14 => (ReservedEvents.LoyaltyUpdated, """{"tier":"gold"}"""),
        15 => (ReservedEvents.SegmentEntered, """{"segment_id":"s0"}"""),
        _ => (null, "{}"),
    };
}

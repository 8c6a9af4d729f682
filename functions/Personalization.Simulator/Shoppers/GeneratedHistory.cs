using System.Globalization;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Shoppers;

/// <summary>Made-up people of a whole world and what they do in a shop. The same seed gives the same bytes.</summary>
internal static class GeneratedHistory
{
    /// <summary>When it begins by default: over the weeks that follow, clocks are put forward in America and Europe and back in Australia.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Facts in order of time.</summary>
    public static IReadOnlyList<Fact> Tell(int seed, int people, int days, DateTimeOffset start)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"simulated {seed}");
        Assortment goods = new(name, start, days);
        DateTimeOffset end = start.AddDays(days);
        IEnumerable<Fact> events = Enumerable.Range(0, people).SelectMany(person => new ShopperStory(name, person, goods, start, days).Tell());
        // A stable sort: what comes at the same moment stays in its order.
        return [.. goods.Descriptions.Select(said => new Fact(said)).Concat(events).Where(fact => fact.At <= end).OrderBy(fact => fact.At)];
    }
}

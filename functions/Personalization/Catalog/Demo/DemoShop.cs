namespace Personalization.Catalog.Demo;

/// <summary>
/// A made-up shop to try the suite on: about 500 products in five languages and what 2,000 shoppers did in the 60 days up to now.
/// The same seed and time give the same bytes. Planted to be found: seasons, complements, tastes, loyal buyers, discount hunters, consumables bought again.
/// </summary>
public sealed class DemoShop
{
    /// <summary>Shoppers, numbered from 0.</summary>
    public const int Shoppers = 2000;

    private readonly int seed;
    private readonly DemoShelf shelf;
    private readonly DemoCalendar calendar;

    private DemoShop(int seed, DateTimeOffset now)
    {
        this.seed = seed;
        calendar = new DemoCalendar(now.AddDays(-DemoCalendar.Days), now);
        shelf = new DemoShelf(DemoData.Default, seed, calendar.Start, now);
        Products = [.. shelf.Items.SelectMany(item => item.Describe(now)).OrderBy(description => description.At)];
    }

    /// <summary>How the products are described over time, in order of time: new ones, prices that change, the last piece sold.</summary>
    public IReadOnlyList<ProductDescription> Products { get; }

    /// <summary>Guides on care, sizes, returns, delivery and payment: content, there from the beginning.</summary>
    public IReadOnlyList<ProductDescription> Guides => [.. DemoGuide.All.Select(guide => new ProductDescription(guide.ToProduct(), calendar.Start))];

    /// <summary>Opens the shop.</summary>
    /// <param name="seed">Another one gives another shop.</param>
    /// <param name="now">When the story ends; nothing in it is later.</param>
    public static DemoShop Create(int seed, DateTimeOffset now) => new(seed, now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMillisecond)).ToUniversalTime());

    /// <summary>
    /// What some shoppers did, as canonical event lines: shopper after shopper, each in order of time. Made while it is read, and the same
    /// whatever the slice, so that a loader can work in parts and take up where it stopped.
    /// </summary>
    /// <param name="shopperFrom">The first shopper, from 0.</param>
    /// <param name="count">How many shoppers; those past the last are left out.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Events(int shopperFrom, int count)
    {
        for (int number = Math.Max(0, shopperFrom); number < Shoppers && number - shopperFrom < count; number++)
        {
            DemoChance chance = new($"demo {seed} shopper {number}");
            DemoShopper shopper = DemoShopper.Create(DemoData.Default, seed, number, chance);
            DemoLines lines = new(DemoData.Default, seed, shopper);
            int index = 0;
            foreach (DemoMoment moment in new DemoStory(shopper, shelf, DemoData.Default, calendar, chance).Tell()) yield return lines.Write(moment, index++);
        }
    }
}

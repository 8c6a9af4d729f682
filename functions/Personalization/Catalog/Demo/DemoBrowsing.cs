using Personalization.Events;

namespace Personalization.Catalog.Demo;

/// <summary>Visits of one shopper: what is looked at, put into the cart and bought.</summary>
internal sealed class DemoBrowsing(DemoShopper shopper, DemoShelf shelf, DemoData data, DemoCalendar calendar, DemoChance chance, List<DemoMoment> moments)
{
    private readonly List<DemoLine> cart = [];
    private DemoCampaign? campaign;
    private bool known;
    private int visits;

    /// <summary>The time within the visit.</summary>
    public DateTimeOffset Clock { get; private set; }

    /// <summary>What was left in the cart.</summary>
    public IReadOnlyList<DemoLine> Left { get; private set; } = [];

    private bool HuntsDiscounts => shopper.Kind.Coupons > 50;

    /// <summary>One visit. Gives the order that it ends with, or null.</summary>
    public DemoMoment? Visit(DemoPlan plan)
    {
        visits++;
        Clock = plan.At;
        campaign = chance.Happens(HuntsDiscounts ? 45 : 14) ? chance.Pick(data.Campaigns) : null;
        cart.Clear();
        if (shopper.SignsIn && visits > 1) Identify();
        foreach (DemoLine line in plan.Cart.Where(line => line.Item.IsThere(Clock))) cart.Add(line with { Price = line.Item.PriceAt(Clock) });
        if (plan.Restock is { } used) Restock(used);
        bool isErrand = cart.Count > 0;
        int rounds = isErrand && !chance.Happens(30) ? 0 : chance.Between(1, 2);
        for (int round = 0; round < rounds; round++) Browse();
        DemoMoment? order = cart.Count > 0 ? CheckOut(isErrand) : null;
        Left = order is null ? [.. cart] : [];
        return order;
    }

    private void Browse()
    {
        DemoCategory category = chance.Pick(data.Categories, one => shopper.Taste[one.Name] * calendar.Season(one, Clock));
        DemoType type = chance.Pick(category.Types);
        List<DemoItem> there = [.. shelf.ByType[type.Id].Where(item => item.IsThere(Clock))];
        if (there.Count == 0) return;
        if (chance.Happens(30)) Do(EventNames.ProductsSearched, "/search", 40, moment => moment with { Query = Query(type) });
        else Do(EventNames.ProductListViewed, "/categories/" + type.Id, 40, moment => moment with { Category = category, Lines = [.. there.Take(4).Select(Line)] });

        DemoItem item = there[0];
        for (int looks = chance.Between(1, 3); looks > 0 && there.Count > 0; looks--)
        {
            item = Choose(there);
            there.Remove(item);
            Look(item);
        }
        double eagerness = !HuntsDiscounts ? 1 : item.IsOnSale(Clock) ? 2 : 0.6;
        if (chance.Happens(shopper.Kind.Adds * eagerness)) AddWithWhatBelongsToIt(item);
    }

    private void Restock(DemoItem used)
    {
        DemoItem? item = used.IsThere(Clock) ? used : shelf.ByType[used.Type.Id].FirstOrDefault(other => other.IsThere(Clock));
        if (item is null) return;
        Look(item);
        Add(item);
    }

    private void AddWithWhatBelongsToIt(DemoItem item)
    {
        Add(item);
        foreach (string type in item.Type.GoesWith ?? [])
        {
            List<DemoItem> there = [.. shelf.ByType[type].Where(other => other.IsThere(Clock))];
            if (there.Count == 0 || !chance.Happens(55)) continue;
            DemoItem other = Choose(there);
            Look(other);
            if (chance.Happens(80)) Add(other);
        }
    }

    private DemoMoment? CheckOut(bool isErrand)
    {
        DemoLine[] lines = [.. cart];
        string name = $"{shopper.Number:0000}-{visits}";
        Do(EventNames.CartViewed, "/cart", 60, moment => moment with { Lines = lines, Cart = name });
        if (!chance.Happens(isErrand ? 95 : shopper.Kind.ChecksOut)) return null;
        Identify();
        string? coupon = chance.Happens(shopper.Kind.Coupons) ? "WELCOME10" : null;
        decimal discount = coupon is null ? 0 : decimal.Round(lines.Sum(line => line.Price * line.Quantity) / 10, 2);
        DemoMoment Paid(DemoMoment moment) => moment with { Lines = lines, Cart = name, Coupon = coupon, Discount = discount };
        Do(EventNames.CheckoutStarted, "/checkout", 60, Paid);
        if (!chance.Happens(isErrand ? 95 : shopper.Kind.Completes)) return null;
        return Do(EventNames.OrderCompleted, "/checkout/thanks", 240, Paid);
    }

    private DemoItem Choose(List<DemoItem> there) => chance.Pick(
        there, item => item.Appeal * (item.Colour == shopper.Colour ? 3 : 1) * (HuntsDiscounts && item.IsOnSale(Clock) ? 6 : 1));

    private void Look(DemoItem item) => Do(EventNames.ProductViewed, item.Product.Url!, 120, moment => moment with { Lines = [Line(item)] });

    private void Add(DemoItem item)
    {
        if (cart.Exists(line => line.Item == item)) return;
        DemoLine line = Line(item) with { Quantity = item.Type.Days > 0 ? chance.Between(1, 3) : 1 };
        cart.Add(line);
        Do(EventNames.ProductAdded, item.Product.Url!, 30, moment => moment with { Lines = [line], Cart = $"{shopper.Number:0000}-{visits}" });
    }

    private void Identify()
    {
        if (known) return;
        known = true;
        Do(null, "/account", 30, moment => moment);
    }

    private DemoLine Line(DemoItem item) => new(item, 1, item.PriceAt(Clock));

    private string Query(DemoType type) => type.Names[shopper.Country.Locale[..2]].ToLowerInvariant();

    private DemoMoment Do(string? name, string path, int seconds, Func<DemoMoment, DemoMoment> more)
    {
        Clock = Clock.AddSeconds(chance.Between(3, seconds)).AddMilliseconds(chance.Between(0, 999));
        DemoMoment moment = more(new DemoMoment(Clock, name, path) { IsKnown = known, Campaign = campaign });
        moments.Add(moment);
        return moment;
    }
}

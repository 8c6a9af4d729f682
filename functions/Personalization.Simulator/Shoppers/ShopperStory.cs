using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Events;
using Personalization.Messages;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Shoppers;

/// <summary>Everything that one made-up shopper does: visits, carts filled, changed, emptied and bought, and what comes of orders.</summary>
internal sealed class ShopperStory
{
    private static readonly int[] HourWeights = [2, 1, 1, 1, 1, 1, 2, 4, 5, 5, 5, 6, 8, 7, 5, 5, 6, 7, 9, 11, 12, 11, 8, 4];
    private static readonly int[] Hours = [.. Enumerable.Range(0, 24)];

    private readonly int shopper;
    private readonly DemoChance chance;
    private readonly Assortment goods;
    private readonly TimeZoneInfo zone;
    private readonly EventWriter events;
    private readonly List<Piece> cart = [];
    private readonly DateTimeOffset start;
    private readonly int days;
    private DateTimeOffset clock;
    private DateTimeOffset? signedIn;
    private int carts = 1;

    public ShopperStory(string seed, int shopper, Assortment goods, DateTimeOffset start, int days)
    {
        (this.shopper, this.goods, this.start, this.days) = (shopper, goods, start, days);
        chance = new DemoChance($"{seed} shopper {shopper}");
        Place place = chance.Pick(Place.All, one => one.Share);
        zone = TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone);
        events = new EventWriter(seed, $"device-{shopper:00000}", place);
    }

    private string CartId => $"cart-{shopper:00000}-{carts}";

    public IReadOnlyList<Fact> Tell()
    {
        int visits = Math.Max(1, (int)(chance.Between(1, 6) * days / 30.0));
        foreach (DateTimeOffset at in Enumerable.Range(0, visits).Select(_ => VisitTime()).Order().ToArray())
            if (at > clock && at >= start) Visit(at);
        if (signedIn is { } since && chance.Happens(8)) OptOut(since.AddMinutes(chance.Between(60, days * 1440)));
        return events.Facts;
    }

    private void Visit(DateTimeOffset at)
    {
        clock = at;
        if (events.UserId is null && chance.Happens(55)) SignIn();
        for (int looks = chance.Between(1, 3); looks > 0; looks--) Do(EventNames.ProductViewed, Take(chance.Pick(goods.Products), 1));
        if (cart.Count > 0 && chance.Happens(14)) Remove(chance.Happens(50) ? cart.Count : 1);
        if (chance.Happens(50))
            for (int more = chance.Between(1, 3); more > 0; more--) Add();
        if (cart.Count > 0 && chance.Happens(38)) Buy();
    }

    private void Add()
    {
        Piece piece = Take(chance.Pick(goods.Products), chance.Between(1, 2));
        if (cart.Exists(one => one.ProductId == piece.ProductId) || goods.At(piece.ProductId, clock).Stock == 0) return;
        cart.Add(piece);
        Do(EventNames.ProductAdded, piece);
        if (chance.Happens(4)) events.ComesLate(TimeSpan.FromSeconds(chance.Between(60, 30_000)));
        if (chance.Happens(3)) events.ComesAgain(TimeSpan.FromSeconds(chance.Between(60, 90_000)));
    }

    private void Remove(int count)
    {
        for (; count > 0; count--)
        {
            Piece piece = cart[^1];
            cart.Remove(piece);
            Do(EventNames.ProductRemoved, piece);
        }
        if (cart.Count == 0) carts++;
    }

    private void Buy()
    {
        if (events.UserId is null) SignIn();
        string order = $"order-{shopper:00000}-{carts}";
        Piece[] pieces = [.. cart];
        bool coupon = chance.Happens(30);
        decimal full = pieces.Sum(piece => piece.Price * piece.Quantity), discount = coupon ? decimal.Round(full / 10, 2) : 0;
        Happen(EventNames.OrderCompleted, json =>
        {
            json.WriteString("order_id", order);
            json.WriteNumber("revenue", full - discount);
            json.WriteNumber("total", full - discount);
            if (coupon) json.WriteString("coupon", "WELCOME10");
            if (coupon) json.WriteNumber("discount", discount);
            EventWriter.Products(json, pieces);
        });
        if (chance.Happens(3)) events.ComesAgain(TimeSpan.FromSeconds(chance.Between(60, 90_000)));
        DateTimeOffset bought = clock;
        if (chance.Happens(93)) AboutOrder(EventNames.OrderDelivered, bought.AddMinutes(chance.Between(2 * 1440, 6 * 1440)));
        if (chance.Happens(6)) AboutOrder(EventNames.OrderRefunded, bought.AddMinutes(chance.Between(3 * 1440, 12 * 1440)));
        cart.Clear();
        carts++;

        void AboutOrder(string name, DateTimeOffset at) => events.Did(at, name, json => json.WriteString("order_id", order));
    }

    private void SignIn()
    {
        events.UserId = $"shopper-{shopper:00000}";
        string? consent = chance.Happens(72) ? "subscribed" : chance.Happens(30) ? "unsubscribed" : null;
        signedIn = Later();
        events.Said(clock, json =>
        {
            json.WriteString("email", events.UserId + "@example.com");
            if (consent is not null) json.WriteString(Subscriptions.TraitOf(MessageChannel.Email, ""), consent);
        });
    }

    private void OptOut(DateTimeOffset at) => events.Said(at, json => json.WriteString(Subscriptions.TraitOf(MessageChannel.Email, ""), "unsubscribed"));

    private void Do(string name, Piece piece) => Happen(name, json =>
    {
        if (name != EventNames.ProductViewed) json.WriteString("cart_id", CartId);
        json.WriteString("currency", "EUR");
        EventWriter.Product(json, piece);
    });

    private void Happen(string name, Action<System.Text.Json.Utf8JsonWriter> properties) => events.Did(Later(), name, properties);

    private DateTimeOffset Later() => clock = clock.AddMilliseconds(chance.Between(4_000, 180_000));

    private Piece Take(Product product, int quantity) => new(product.ProductId, product.Name, goods.At(product.ProductId, clock).Price ?? 0, quantity);

    private DateTimeOffset VisitTime()
    {
        DateTime local = TimeZoneInfo.ConvertTime(start, zone).Date.AddDays(chance.Between(0, days - 1)).AddHours(chance.Pick(Hours, hour => HourWeights[hour])).AddMilliseconds(chance.Between(0, 3_599_999));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Offers;
using Personalization.Offers.Definitions;
using Personalization.Profiles;

namespace Personalization.Tests.Offers;

/// <summary>Offers, products and carts in few words.</summary>
internal static class OfferMake
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    public const string Key = "the key of the tests";

    public static PersonKey Ana { get; } = PersonKey.Anonymous("ana");

    public static Offer Offer(string id, OfferKind kind = OfferKind.Percent, params OfferStep[] steps) => new(id, id, kind, new LocalText(new Dictionary<string, string> { ["en"] = id }), 1)
    {
        Steps = [.. steps], Coupon = new OfferCoupon(id.ToUpperInvariant(), TimeSpan.FromDays(7), true), Currency = "EUR",
    };

    public static Offer Percent(string id, decimal percent) => Offer(id, OfferKind.Percent, new OfferStep(percent, 0, 0));

    public static Product Product(string id, decimal price, decimal? cost = null, params (int Day, decimal Price)[] history) => new()
    {
        ProductId = id, Name = id, Price = price, Currency = "EUR", Category = "Camp / " + id,
        Attributes = cost is { } known ? new Dictionary<string, string> { ["cost"] = known.ToString(System.Globalization.CultureInfo.InvariantCulture) } : null,
        PriceHistory = [.. history.Select(one => new PricePoint(Now.AddDays(one.Day), one.Price))],
    };

    public static CatalogSnapshot Catalog(params Product[] products) => new("c", products.ToFrozenDictionary(one => one.ProductId, StringComparer.Ordinal));

    public static OfferCart Cart(params Product[] products) => new([.. products.Select(one => (one, 1))]);

    public static OfferFigures Given(string offer, decimal money, int count) => new(ImmutableDictionary<string, OfferFigure>.Empty.Add(offer, new OfferFigure(money, count)));

    public static OfferReading Read(string text, params string[] segments) => OfferReader.Read(Encoding.UTF8.GetBytes(text), "spring", 1, segments.Length == 0 ? null : segments.ToHashSet());
}

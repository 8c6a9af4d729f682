using Personalization.Offers;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;
using Personalization.Profiles;

namespace Personalization.Tests.Offers;

[Trait("Feature", "S117")]
public sealed class CouponCodeTests
{
    private static readonly Offer Spring = OfferMake.Percent("spring", 10);

    private static Coupon Code(Offer offer, string person = "ana", int days = 0, int step = 0) => CouponCode.Create(offer, PersonKey.Anonymous(person), step, OfferMake.Now.AddDays(days), OfferMake.Key);

    private static Coupon? Read(string code, params Offer[] offers) => new OfferBook(offers.Length == 0 ? [Spring] : offers, ["new", OfferMake.Key], _ => null).Read(code);

    [Fact]
    public void Create_SameDayAndPerson_IsTheSameCodeAndReadsBack()
    {
        Coupon code = Code(Spring, step: 3);

        Assert.Equal(code, CouponCode.Create(Spring, OfferMake.Ana, 3, OfferMake.Now.AddHours(5), OfferMake.Key));
        Assert.Matches("^SPRING-[2-9BCDFGHJKMNPQRSTVWXYZ]{22}$", code.Code);
        Assert.Equal(code, Read($" {code.Code.ToLowerInvariant()} "));
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), code.Expires);
        Assert.Equal(3, code.Step);
    }

    [Fact]
    public void Create_OtherPersonDayStepOrOffer_IsAnotherCode() =>
        Assert.Equal(5, new[] { Code(Spring), Code(Spring, "ben"), Code(Spring, days: 1), Code(Spring, step: 1), Code(OfferMake.Percent("summer", 1)) }.Select(one => one.Code[^10..]).Distinct().Count());

    [Fact]
    public void Read_AnyLetterChanged_IsNoCoupon()
    {
        string code = Code(Spring).Code;

        for (int place = "SPRING-".Length; place < code.Length; place++)
            foreach (char letter in "2345Z1")
                if (code[place] != letter) Assert.Null(Read(code[..place] + letter + code[(place + 1)..]));
        Assert.Null(Read(code[..^1]));
        Assert.Null(Read("SPRING"));
        Assert.Null(Read(code, OfferMake.Percent("summer", 1)));
        // The same prefix in the hands of another offer opens nothing.
        Assert.Null(Read(code, OfferMake.Percent("other", 10) with { Coupon = Spring.Coupon }));
    }

    [Fact]
    public void Quote_Coupon_IsWorthWhatItsStepSaysOnTheCartOfNow()
    {
        Offer ladder = OfferMake.Offer("spring", OfferKind.Percent, new(5, 0, 0), new(10, 100, 0)) with { MinimumCart = 20, End = OfferMake.Now.AddDays(30) };
        Personalization.Catalog.Product tent = OfferMake.Product("tent", 120), peg = OfferMake.Product("peg", 30);
        Personalization.Catalog.CatalogSnapshot catalog = OfferMake.Catalog(tent, peg);

        Assert.Equal(new CouponQuote(12, "EUR", null), CouponRules.Quote(Code(ladder, step: 1), OfferMake.Cart(tent), [], catalog, OfferMake.Now));
        Assert.Equal(new CouponQuote(0, "EUR", "cart-too-small") { Remaining = 70 }, CouponRules.Quote(Code(ladder, step: 1), OfferMake.Cart(peg), [], catalog, OfferMake.Now));
        Assert.Equal("expired", CouponRules.Quote(Code(ladder), OfferMake.Cart(tent), [], catalog, OfferMake.Now.AddDays(8)).Why);
        Assert.Equal("not-running", CouponRules.Quote(Code(ladder, step: 2), OfferMake.Cart(tent), [], catalog, OfferMake.Now).Why);
    }
}

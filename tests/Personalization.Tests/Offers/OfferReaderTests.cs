using System.Text;
using Personalization.Offers;
using Personalization.Offers.Definitions;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Tests.Offers;

public sealed class OfferReaderTests
{
    private const string Whole = """
        name: Spring
        kind: percent
        title: { en: "{value} % off", el: "-{value} %" }
        value: 5
        ladder:
          - { cart: 100, value: 10 }
          - { customer: 500, value: 15 }
        currency: EUR
        minimumCart: 20
        audience: { segments: [best-customers], stages: [active, lapsed], tiers: [Gold] }
        start: 2026-11-01T00:00:00Z
        end: 2026-12-01T00:00:00Z
        budget: { money: 1000, count: 200 }
        perPerson: 2
        pause: 30d
        coupon: { prefix: SPRING, expiresAfter: 3d }
        """;

    [Fact]
    [Trait("Feature", "S117")]
    public void Read_WholeOffer_HasAllThatIsWritten()
    {
        OfferReading reading = OfferMake.Read(Whole, "best-customers");

        Assert.Empty(reading.Findings);
        Offer offer = reading.Offer!;
        Assert.Equal<OfferStep>([new(5, 0, 0), new(10, 100, 0), new(15, 0, 500)], offer.Steps);
        Assert.Equal((new OfferBudget(1000, 200), 2, TimeSpan.FromDays(30)), (offer.Budget, offer.PerPerson, offer.Pause));
        Assert.Equal(new OfferCoupon("SPRING", TimeSpan.FromDays(3), true), offer.Coupon);
        Assert.Equal(("best-customers", LifecycleStage.Lapsed, "Gold"), (offer.Audience.Segments[0], offer.Audience.Stages[1], offer.Audience.Tiers[0]));
        Assert.Equal("-{value} %", offer.Title.For("el"));
    }

    [Theory]
    [Trait("Feature", "S115")]
    [InlineData("audience: { device: iphone }", "/audience/device", "the device")]
    [InlineData("audience: { browser: Safari }", "/audience/browser", "the device")]
    [InlineData("audience: { operatingSystem: macos }", "/audience/operatingSystem", "the device")]
    [InlineData("audience: { age: 18-25 }", "/audience/age", "who somebody is")]
    [InlineData("gender: female", "/gender", "who somebody is")]
    [InlineData("audience: { postalCode: [10115] }", "/audience/postalCode", "where somebody is")]
    [InlineData("countries: [DE]\ncountry: DE", "/country", "where somebody is")]
    [InlineData("audience: { ethnicity: any }", "/audience/ethnicity", "who somebody is")]
    [InlineData("audience: { income: high }", "/audience/income", "the law protects")]
    [InlineData("audience: { all: [{ trait: user_agent, is: x }] }", "/audience/all/0/trait", "the device")]
    public void Read_ConditionThatNoPriceGoesBy_IsRefusedWithWhy(string line, string pointer, string why)
    {
        OfferReading reading = OfferMake.Read($"name: A\nkind: percent\ntitle: A\nvalue: 5\n{line}\n");

        Assert.Null(reading.Offer);
        Assert.Contains(reading.Findings, one => one.Code == "price-ground" && one.Pointer == pointer && one.Detail.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kind: percent\nvalue: 95", "/value")]
    [InlineData("kind: amount\nvalue: 5", "/currency")]
    [InlineData("kind: gift", "/gift")]
    [InlineData("kind: bundle\nvalue: 5\nbundle: { products: [a] }", "/bundle/products")]
    [InlineData("kind: free-delivery\nvalue: 5", "/value")]
    [InlineData("kind: percent\nvalue: 5\nbudget: { count: 5 }", "/budget")]
    [InlineData("kind: percent\nvalue: 5\ncoupon: { prefix: no good }", "/coupon/prefix")]
    [InlineData("kind: percent\nvalue: 5\naudience: { stages: [atrisk] }", "/audience/stages")]
    [InlineData("kind: percent\nladder: [{ value: 5 }]", "/ladder/0/value")]
    public void Read_WhatCannotBeMeant_IsNamed(string lines, string pointer) =>
        Assert.Contains(OfferMake.Read($"name: A\ntitle: A\n{lines}\n").Findings, one => one.Pointer == pointer);

    [Theory]
    [Trait("Feature", "S115")]
    [InlineData("{ trait: gender, is: female }", true)]
    [InlineData("{ not: { trait: device_type, is: mobile } }", true)]
    [InlineData("{ segment: inner }", true)]
    [InlineData("{ tag: iphone-owner }", true)]
    [InlineData("{ orders: { atLeast: 2 } }", false)]
    public void Refusal_SegmentThatGoesByWhatNoPriceGoesBy_IsNoAudience(string rule, bool refused)
    {
        Dictionary<string, Condition> rules = new() { ["inner"] = Rule("{ any: [{ trait: city, is: Berlin }, { orders: { atLeast: 1 } }] }"), ["outer"] = Rule(rule) };

        Assert.Equal(refused, PriceGrounds.Refusal("outer", id => rules.GetValueOrDefault(id)) is not null);
    }

    private static Condition Rule(string rule)
    {
        SegmentReading reading = SegmentReader.Read(Encoding.UTF8.GetBytes($"name: A\nlawfulBasis: consent\nrule: {rule}\n"), "outer", 1, new HashSet<string> { "inner" });
        Assert.True(reading.Segment is not null, string.Join(' ', reading.Findings.Select(one => one.Detail)));
        return reading.Segment!.Rule;
    }
}

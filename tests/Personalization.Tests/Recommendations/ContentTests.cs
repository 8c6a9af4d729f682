using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

[Trait("Feature", "S71")]
public sealed class ContentTests
{
    private static readonly CatalogSnapshot Garage = Snapshot(
        Good("brake", "Parts / Brakes", ("vehicle", "golf;polo")) with { Brand = "Stop" }, Good("disc", "Parts / Brakes", ("vehicle", "golf")), Good("oil", "Care"),
        Good("pad", "Parts / Brakes", ("vehicle", "golf")), Good("drum", "Parts / Brakes", ("vehicle", "polo")), Good("shoe", "Parts / Brakes", ("vehicle", "polo")),
        Guide("brake-how-to", "Parts / Brakes"), Guide("parts-guide", "Parts"), Guide("golf-manual", null, ("vehicle", "golf")), Guide("fiat-brakes", "Parts / Brakes", ("vehicle", "fiat")),
        Guide("brand-story", "News") with { Brand = "Stop" }, Guide("oil-guide", "Care"));

    private static readonly RecommendationContext Context = World.Context(Garage);

    private static readonly ShopEvent[] Events =
    [
        .. Enumerable.Range(0, 200).SelectMany(n => new[] { Order("u" + n, n, "p" + (n % 9), "p" + (n * 7 % 9)), View("d" + n, "p" + (n % 9), n), View("d" + n, "p" + (n * 4 % 9), n + 1) }),
    ];

    private static readonly RecommendationContext Busy = World.Context(
        Snapshot([.. Enumerable.Range(0, 30).Select(n => n % 3 == 0 ? Guide("p" + n, "c" + (n % 2)) : Good("p" + n, "c" + (n % 2)))]), Model(Events), Ranking(Events));

    private static Product Good(string id, string? category, params (string Key, string Value)[] attributes) =>
        Product(id, category) with { Price = 5, Attributes = attributes.ToDictionary(one => one.Key, one => one.Value) };

    private static Product Guide(string id, string? category, params (string Key, string Value)[] attributes) =>
        Product(id, category) with { Attributes = attributes.Append(("kind", "content")).ToDictionary(one => one.Item1, one => one.Item2) };

    [Fact]
    public void Recommend_AnyStrategyToAnybody_ShowsContentOnlyWhereAsked() => Histories.Hold((acts, seed) =>
    {
        RecommendationContext context = Busy with { Visitor = World.Permitted(Histories.Applied(Histories.User(), acts.Select(act => act.Event()))) };
        foreach (string strategy in Strategies.All.Keys)
        {
            RecommendationRequest request = new(strategy, "p" + (seed % 30), (seed % 29) + 1, true)
            {
                MaxPrice = strategy == "gift" ? 9 : null, Session = seed % 2 == 0 ? ["p0", "p3"] : null, Diversity = seed % 3 / 2.0, Novelty = seed % 5 / 4.0,
            };

            Assert.DoesNotContain(Shown(request, context), product => product.IsContent);
            Assert.DoesNotContain(Shown(request with { Content = ContentUse.Only }, context), product => !product.IsContent);
            Assert.DoesNotContain(Shown(request with { Content = ContentUse.Only, ProductId = "unknown" }, context), product => !product.IsContent);
            Assert.Equal(Shown(request with { Content = ContentUse.With }, context).Distinct(), Shown(request with { Content = ContentUse.With }, context));
        }
    });

    [Theory]
    [InlineData("similar")]
    [InlineData("also_bought")]
    [InlineData("bestsellers")]
    public void Recommend_ContentOnlyBesideAProduct_IsWhatFitsIt(string strategy)
    {
        RecommendationRequest request = new(strategy, "brake", 10, true) { Content = ContentUse.Only };

        Assert.Equal("brake-how-to golf-manual parts-guide brand-story", Context.Ids(request));
        Assert.Equal("golf-manual", Context.Ids(request with { Fits = "vehicle:golf" }));
        Assert.Equal("Helps with Name of brake", Explainer.Explain(request, Context, ExplanationTier.Merchant).Items[0].Shopper);
        Assert.Equal("oil-guide", Context.Ids(request with { ProductId = "oil" }));
    }

    [Fact]
    public void Recommend_ContentOnlyWithoutAProduct_IsTheStrategysContent() => Assert.Equal(
        "golf-manual fiat-brakes", World.Context(Garage, profile: World.Profile("d", View("d", "fiat-brakes", 1), View("d", "brake", 2), View("d", "golf-manual", 3)))
            .Ids(new RecommendationRequest("recently_viewed", null, 9, false) { Content = ContentUse.Only }));

    [Fact]
    public void Recommend_WithContent_HasEveryFourthPlaceForWhatFits()
    {
        Assert.Equal("drum shoe disc brake-how-to pad", Context.Ids(new RecommendationRequest("similar", "brake", 5, false) { Content = ContentUse.With, Category = "Parts" }));
        Assert.Equal("", Context.Ids(new RecommendationRequest("bought_together", "oil", 5, false)));
        Assert.Equal("oil-guide", Context.Ids(new RecommendationRequest("bought_together", "oil", 5, false) { Content = ContentUse.With }));
    }

    private static Product[] Shown(RecommendationRequest request, RecommendationContext context) =>
        [.. Recommender.Recommend(request, context).Items.Select(item => context.Shelf.Assortment.Products[item.Product])];
}

using System.Globalization;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>Bestsellers and trends by place, segment and time.</summary>
public sealed class PopularListTests
{
    private const double Day = 24 * 60;

    private static readonly CatalogSnapshot Shop = Snapshot([.. new[] { "a", "b", "c", "d", "e" }.Select(id => Product(id, id == "e" ? "rare" : "common / all"))]);

    private static readonly ShopEvent[] Events =
    [
        .. Sales("a", 40, 1, "GR"), .. Sales("b", 20, 80, "GR", "Athens"), .. Sales("c", 10, 84, "GE"), .. Sales("d", 3, 89.9, "GE"),
        // People who come back for e; their first orders are of a.
        .. Enumerable.Range(0, 5).SelectMany(n => new[] { Sale("r" + n, "a", 2, null, null), Sale("r" + n, "e", 40, null, null), Sale("r" + n, "e", 60, null, null) }),
    ];

    private static readonly RecommendationContext Context = World.Context(Shop, ranking: Ranking(Events), day: 90);

    private static IEnumerable<ShopEvent> Sales(string product, int times, double day, string country, string? city = null) =>
        Enumerable.Range(0, times).Select(n => Sale(product + n, product, day, country, city));

    private static ShopEvent Sale(string person, string product, double day, string? country, string? city) => Told.Track(
        string.Create(CultureInfo.InvariantCulture, $"{person}-{product}-{day}"), day * Day * 60, EventNames.OrderCompleted, $$"""{"products":[{"product_id":"{{product}}"}]}""", person, null,
        country is null ? "{}" : $$$"""{"location":{"country":"{{{country}}}","city":"{{{city}}}"}}""");

    private static RecommendationAnswer Answer(string strategy, string? place = null, string? segment = null, ActivityWindow window = ActivityWindow.Fading, int limit = 2, Profile? profile = null) =>
        Recommender.Recommend(new RecommendationRequest(strategy, null, limit, false) { Place = place, Segment = segment, Window = window }, Context with { Visitor = World.Permitted(profile) });

    private static string Ids(RecommendationAnswer answer) => Context.Ids(answer.Items);

    [Trait("Feature", "S58")]
    [Fact]
    public void Bestsellers_OfAPlace_AreWhatSellsThere()
    {
        Assert.Equal(("b a", "place:GR"), (Ids(Answer("bestsellers", "gr")), Answer("bestsellers", "gr").Scope));
        Assert.Equal(("c d", "place:GE"), (Ids(Answer("bestsellers", "GE")), Answer("bestsellers", "GE").Scope));
        Assert.Equal("bestseller_nearby", Answer("bestsellers", "GE").Items[0].Reason.Code);
        Assert.Null(Answer("bestsellers").Scope);
    }

    [Trait("Feature", "S58")]
    [Fact]
    public void Bestsellers_OfATown_WidenToCountryAndShopAndSaySo()
    {
        Assert.Equal(("b", "place:GR/ATHENS"), (Ids(Answer("bestsellers", "GR/Athens", limit: 1)), Answer("bestsellers", "GR/Athens", limit: 1).Scope));
        Assert.Equal(("b a", "place:GR"), (Ids(Answer("bestsellers", "GR/athens")), Answer("bestsellers", "GR/athens").Scope));
        Assert.Equal(("c d", "shop"), (Ids(Answer("bestsellers", "GE/Tbilisi", limit: 3))[..3], Answer("bestsellers", "GE/Tbilisi", limit: 3).Scope));
        Assert.Equal("shop", Answer("trending", "XX").Scope);
        Assert.Equal(Ids(Answer("bestsellers")), Ids(Answer("bestsellers", "XX")));
    }

    [Trait("Feature", "S43")]
    [Trait("Feature", "S58")]
    [Fact]
    public void Bestsellers_OfASegment_AreWhatItBuys()
    {
        Assert.Equal(("e", "segment:repeat_buyer"), (Ids(Answer("bestsellers", segment: "buyer", limit: 1)), Answer("bestsellers", segment: "repeat_buyer", limit: 1).Scope));
        Assert.DoesNotContain("e", Ids(Answer("bestsellers", segment: "new_visitor", limit: 4)), StringComparison.Ordinal);
        Assert.Equal(("c", "place:GE+segment:new_visitor"), (Ids(Answer("bestsellers", "GE", "new_visitor", limit: 1)), Answer("bestsellers", "GE", "new_visitor", limit: 1).Scope));
        Assert.Equal("shop", Answer("bestsellers", segment: "vip").Scope);
    }

    [Fact]
    public void Bestsellers_ForTheVisitorsOwnPlaceAndLifecycle_FindThem()
    {
        Profile loyal = Histories.Applied(Histories.User("x"), [Sale("x", "a", 1, "GE", null), Sale("x", "b", 2, "GE", null)]);

        Assert.Equal("segment:repeat_buyer", Answer("bestsellers", segment: "auto", limit: 1, profile: loyal).Scope);
        Assert.Equal("place:GE", Answer("bestsellers", "auto", limit: 1, profile: loyal).Scope);
        Assert.Equal("segment:new_visitor", Answer("bestsellers", segment: "auto", limit: 1).Scope);
        Assert.Null(Answer("bestsellers", "auto", limit: 1).Scope);
    }

    [Fact]
    [Trait("Feature", "S58")]
    public void Bestsellers_OfTheVisitorsOwnSegments_ComeBeforeTheirLifecycle()
    {
        static ShopEvent Enters(string person, string segment) => Told.Track(
            person + segment, 60, ReservedEvents.SegmentEntered, $$"""{"segment_id":"{{segment}}","bestsellers":true}""", person, null);
        RecommendationContext context = World.Context(
            Shop, ranking: Ranking([Enters("u1", "vip"), Enters("u1", "club"), Enters("u2", "club"), Sale("u1", "d", 1, null, null), Sale("u2", "c", 2, null, null), Sale("u3", "a", 2, null, null)]), day: 3);
        RecommendationRequest request = new("bestsellers", null, 3, false) { Segment = "auto" };
        Profile member = Histories.Applied(Histories.User("u9"), []);
        RecommendationAnswer Of(params string[] segments) => Recommender.Recommend(
            request, context with { Visitor = PermittedProfile.Of(member, new ConsentPolicy(Purpose.Personalization), segments) });

        Assert.Equal("d c a", context.Ids(Of("club", "nobodys", "vip").Items));
        Assert.Equal("c", context.Ids(Of("club").Items)[..1]);
        Assert.Equal("a", context.Ids(Recommender.Recommend(request with { Segment = "new_visitor" }, context).Items)[..1]);
        Assert.Equal(("d", "segment:vip"), (context.Ids(Recommender.Recommend(request with { Segment = "vip", Limit = 1 }, context).Items), Recommender.Recommend(request with { Segment = "vip", Limit = 1 }, context).Scope));
    }

    [Trait("Feature", "S58")]
    [Theory]
    [InlineData(ActivityWindow.Day, "d")]
    [InlineData(ActivityWindow.Week, "c d")]
    [InlineData(ActivityWindow.Month, "b c d e")]
    [InlineData(ActivityWindow.Quarter, "a b c e d")]
    public void Bestsellers_OfAWindow_CountWhatSoldInIt(ActivityWindow window, string first) =>
        Assert.StartsWith(first[..Math.Min(first.Length, 3)], Ids(Answer("bestsellers", window: window, limit: 5)), StringComparison.Ordinal);

    [Trait("Feature", "S21")]
    [Fact]
    public void Trending_OfAWindow_IsWhatRoseInIt() => Assert.StartsWith("d", Ids(Answer("trending", window: ActivityWindow.Day)), StringComparison.Ordinal);

    [Fact]
    public void Bestsellers_OfACategory_KeepToItAndBelow()
    {
        static string Of(string category, int limit = 5) => Context.Ids(new RecommendationRequest("bestsellers", null, limit, true) { Category = category });

        Assert.Equal("e", Of("rare"));
        Assert.Equal(["a", "b", "c", "d"], Of("common").Split(' ').Order());
        Assert.Equal(Of("common"), Of("common / all"));
        Assert.Equal("", Of("unknown"));
    }
}

using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>What a request may ask of any list, and what may be done to a list before it is cut.</summary>
public sealed class RequestOptionTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(
    [
        .. Enumerable.Range(0, 12).Select(n => Product($"p{n:00}", "c" + (n / 4), addedDay: n) with { Brand = "b" + (n / 2), Price = n, Currency = "EUR" }),
        Product("sold-out", stock: 0),
        Product("coat", "c9", addedDay: -9) with { Attributes = new Dictionary<string, string> { ["season"] = "winter", ["weather"] = "rain;snow" } },
    ]);

    private static readonly RecommendationContext Context = World.Context(Shop, day: 20);

    private static RecommendationRequest Newest(int limit = 4) => new("new_arrivals", null, limit, true);

    private static string Ids(RecommendationRequest request, Adjustment? adjust = null, Profile? profile = null) => (Context with { Adjust = adjust, Visitor = World.Permitted(profile) }).Ids(request);

    private static int Number(string id) => Context.Shelf.Assortment.Find(id);

    [Fact]
    public void Diversity_Full_MixesCategoriesAndBrands()
    {
        Assert.Equal("p11 p10 p09 p08", Ids(Newest()));
        Assert.Equal("p11 p07 p03 p09", Ids(Newest() with { Diversity = 1 }));
        Assert.Equal("p11 p10 p09 p08", Ids(Newest() with { Diversity = 0.01 }));
        Assert.Equal(Ids(Newest(14)).Split(' ').Order(), Ids(Newest(14) with { Diversity = 1 }).Split(' ').Order());
    }

    [Fact]
    public void Freshness_Full_PutsTheNewestFirst()
    {
        ActivityRanking ranking = Ranking([.. Enumerable.Range(0, 12).SelectMany(n => Enumerable.Range(0, 13 - n).Select(m => Order($"u{n}-{m}", 1, $"p{n:00}")))]);
        RecommendationContext context = World.Context(Shop, ranking: ranking, day: 20);
        RecommendationRequest request = new("bestsellers", null, 3, false);

        Assert.Equal("p00 p01 p02", context.Ids(request));
        Assert.Equal("p08 p07 p06", context.Ids(request with { Freshness = 1 }));
    }

    [Fact]
    public void SeenExcludeAndPrice_KeepProductsOut()
    {
        Profile profile = World.Profile("d", View("d", "p11", 1));

        Assert.StartsWith("p11", Ids(Newest(), profile: profile), StringComparison.Ordinal);
        Assert.StartsWith("p10", Ids(Newest() with { DropSeen = true }, profile: profile), StringComparison.Ordinal);
        Assert.StartsWith("p09", Ids(Newest() with { Exclude = ["p11", "p10", "unknown"] }), StringComparison.Ordinal);
        Assert.Equal("p02 p01 p00", Ids(Newest() with { MaxPrice = 2 }));
    }

    [Fact]
    public void ExcludeCurrent_False_LetsTheProductStay()
    {
        RecommendationRequest request = Newest(1) with { ProductId = "p11" };

        Assert.Equal(("p10", "p11"), (Ids(request), Ids(request with { ExcludeCurrent = false })));
    }

    [Trait("Feature", "S20")]
    [Theory]
    [InlineData("GR", "2026-01-20", true)]
    [InlineData("GR", "2026-07-20", false)]
    [InlineData("AU", "2026-07-20", true)]
    [InlineData("SG", "2026-01-20", false)]
    [InlineData(null, "2026-01-20", false)]
    public void Season_ByDateAndPlace_BringsForwardWhatSuitsIt(string? place, string date, bool isWinter)
    {
        RecommendationContext context = Context with { At = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture), Providers = [new SeasonProvider()] };
        RecommendationRequest request = Newest(14) with { Season = "auto", Place = place };

        Assert.Equal(isWinter, context.Ids(request).Split(' ')[^1] != "coat");
    }

    [Trait("Feature", "S20")]
    [Fact]
    public void Weather_SaidByTheRequest_BringsForwardWhatSuitsIt()
    {
        Assert.NotEqual("coat", Ids(Newest(14) with { Weather = "snow" }).Split(' ')[^1]);
        Assert.Equal("coat", Ids(Newest(14) with { Weather = "sun" }).Split(' ')[^1]);
    }

    [Fact]
    public void Adjust_Candidates_AreThreeTimesThePlacesAndMayBeChanged()
    {
        int offered = 0;

        string shown = Ids(Newest(), (candidates, request, _) =>
        {
            offered = candidates.Count;
            candidates.RemoveAt(0);
            candidates.Insert(0, new Candidate(Number("p00"), 9, Strategies.All["new_arrivals"], Reasons.NewArrival));
        });

        Assert.Equal((12, "p00 p10 p09 p08"), (offered, shown));
    }

    [Fact]
    public void Adjust_PutsInWhatMayNotBeShown_ItStaysOut()
    {
        string shown = Ids(Newest(3) with { Cart = ["p05"], Exclude = ["p06"] }, (candidates, _, _) =>
        {
            foreach (string id in (string[])["p05", "p06", "sold-out", "p07", "p07"]) candidates.Insert(0, new Candidate(Number(id), 9, Strategies.All["new_arrivals"], Reasons.NewArrival));
            candidates.Insert(0, new Candidate(-1, 9, Strategies.All["new_arrivals"], Reasons.NewArrival));
            candidates.Insert(0, new Candidate(999, 9, Strategies.All["new_arrivals"], Reasons.NewArrival));
        });

        Assert.Equal("p07 p11 p10", shown);
    }

    [Fact]
    public void Adjust_TakesEverythingOut_LeavesAnEmptyList() => Assert.Equal("", Ids(Newest(), (candidates, _, _) => candidates.Clear()));
}

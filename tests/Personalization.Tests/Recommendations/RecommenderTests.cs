using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>A shop of thirty products, five of them sold out, with a history that also names what the catalog does not have.</summary>
public sealed class RecommenderTests
{
    private static readonly ShopEvent[] Events =
    [
        .. Enumerable.Range(0, 300).SelectMany(n => new[]
        {
            Order("u" + n, n, "p" + (n % 35), "p" + (n * 7 % 35), "gone" + (n % 3)),
            View("d" + n, "p" + (n % 35), n), View("d" + n, "p" + (n * 3 % 35), n + 1), CartAdd("d" + n, "gone0", n + 2),
        }),
    ];

    private static readonly CatalogSnapshot Shop = Snapshot([.. Enumerable.Range(0, 30).Select(n => Product("p" + n, "c" + (n % 3), n % 6 == 0 ? 0 : null, n))]);

    private static readonly RecommendationContext Context = new(Shop, Model(Events), Ranking(Events), null);

    public static TheoryData<string> Names => [.. Strategies.All.Keys];

    private static RecommendationRequest Request(string strategy, string? product = "p1", int limit = 12, bool fallback = true) => new(strategy, product, limit, fallback);

    private static RecommendationAnswer Answer(string strategy, Profile? profile = null, string? product = "p1", int limit = 12, bool fallback = true) =>
        Recommender.Recommend(Request(strategy, product, limit, fallback), Context with { Profile = profile });

    private static string Text(RecommendationAnswer answer) =>
        $"{answer.DecisionId} {answer.Fallback} " + string.Join(' ', answer.Items.Select(item => $"{item.Product.ProductId}/{item.Score}/{item.Reason}"));

    [Fact]
    public void Recommend_AnyStrategyToAnybody_NeverShowsWhatItMayNot() => Histories.Hold((acts, seed) =>
    {
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        string[] cart = [.. Cart.Of(profile).Select(line => line.Key)];
        string anchor = "p" + (seed % 30);
        int limit = (seed % 29) + 1;
        foreach (string strategy in Strategies.All.Keys)
        {
            RecommendationAnswer answer = Answer(strategy, profile, anchor, limit);
            string[] shown = [.. answer.Items.Select(item => item.Product.ProductId)];

            Assert.DoesNotContain(anchor, shown);
            Assert.Empty(shown.Intersect(cart));
            Assert.Equal(shown.Distinct(), shown);
            Assert.All(answer.Items, item => Assert.True(item.Product.IsAvailable && ReferenceEquals(item.Product, Shop.Find(item.Product.ProductId))));
            Assert.Equal(Math.Min(limit, 25 - cart.Append(anchor).Distinct().Count(id => Shop.Find(id) is { IsAvailable: true })), shown.Length);
            Assert.Equal(Text(answer), Text(Answer(strategy, profile, anchor, limit)));
        }
    });

    [Trait("Feature", "S67")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Recommend_ToAnUnknownVisitor_FillsTheList(string strategy)
    {
        RecommendationAnswer answer = Answer(strategy);

        Assert.Equal((12, strategy, Context.Model.Version), (answer.Items.Count, answer.Strategy, answer.ModelVersion));
        Assert.All(answer.Items, item => Assert.False(string.IsNullOrWhiteSpace(item.Reason.Code) || string.IsNullOrWhiteSpace(item.Reason.Text)));
    }

    [Trait("Feature", "S67")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Recommend_InANewShop_ShowsWhatIsNewAndSaysSo(string strategy)
    {
        RecommendationContext empty = new(Shop, RecommendationModel.Empty, ActivityRanking.Empty, null);

        RecommendationAnswer answer = Recommender.Recommend(Request(strategy, limit: 3), empty);

        Assert.Equal(strategy == "newest" ? "none" : "newest", answer.Fallback);
        Assert.Equal(["p29", "p28", "p27"], answer.Items.Select(item => item.Product.ProductId));
        Assert.All(answer.Items, item => Assert.Equal("new_arrival", item.Reason.Code));
        Assert.Empty(Recommender.Recommend(Request(strategy), empty with { Catalog = CatalogSnapshot.Empty }).Items);
    }

    [Fact]
    public void Recommend_WithoutFallback_LeavesPlacesEmpty()
    {
        Assert.Equal((0, "none"), (Answer("for_you", fallback: false).Items.Count, Answer("for_you", fallback: false).Fallback));
        Assert.Equal("trending", Answer("for_you", limit: 3).Fallback);
        Assert.Equal("none", Answer("bestsellers", limit: 3).Fallback);
        Assert.True(Answer("also_bought", product: "p29", fallback: false).Items.Count < Answer("also_bought", product: "p29", limit: 25).Items.Count);
    }

    [Fact]
    public void Recommend_StrategyThatCannotBe_Throws()
    {
        Assert.Throws<KeyNotFoundException>(() => Answer("mind_reading"));
        Assert.Throws<ArgumentException>(() => Answer("also_bought", product: null));
        Assert.Equal(12, Answer("for_you", product: null).Items.Count);
    }

    [Fact]
    public void Recommend_AnyPartChanged_ChangesTheDecisionId()
    {
        Profile profile = World.Profile("d1", View("d1", "p1", 1));
        RecommendationRequest request = Request("for_you");
        RecommendationContext context = Context with { Profile = profile };
        (RecommendationRequest Request, RecommendationContext Context)[] decisions =
        [
            (request, context),
            (request with { Strategy = "trending" }, context), (request with { ProductId = "p2" }, context), (request with { ProductId = null }, context),
            (request with { ProductId = "p11", Limit = 2 }, context), (request with { ProductId = "p1\n12" }, context), (request with { Limit = 13 }, context), (request with { UseFallback = false }, context),
            (request, context with { Profile = null }), (request, context with { Profile = profile with { Key = PersonKey.User("d1") } }),
            (request, context with { Profile = World.Profile("d1", View("d1", "p1", 2)) }), (request, context with { Profile = Histories.Applied(profile, [View("d1", "p2", 0)]) }),
            (request, context with { Catalog = Shop with { Version = "other" } }), (request, context with { Model = RecommendationModel.Empty }),
            (request, context with { Ranking = Ranking(Events, "other") }),
        ];

        string[] ids = [.. decisions.Select(one => Recommender.Recommend(one.Request, one.Context).DecisionId)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[0], Recommender.Recommend(request, context with { Profile = Histories.Stored(profile) }).DecisionId);
        Assert.Matches("^d-[0-9a-f]{24}$", ids[0]);
    }
}

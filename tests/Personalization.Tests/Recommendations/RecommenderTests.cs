using System.Text;
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

    private static readonly RecommendationContext Context = World.Context(Shop, Model(Events), Ranking(Events));

    public static TheoryData<string> Names => [.. Strategies.All.Keys.Where(name => name != "gift")];

    private static RecommendationRequest Request(string strategy, string? product = "p1", int limit = 12, bool fallback = true) =>
        new(strategy, product, limit, fallback) { MaxPrice = strategy == "gift" ? 1000 : null };

    private static RecommendationAnswer Answer(string strategy, Profile? profile = null, string? product = "p1", int limit = 12, bool fallback = true) =>
        Recommender.Recommend(Request(strategy, product, limit, fallback), Context with { Visitor = World.Permitted(profile) });

    private static string Text(RecommendationAnswer answer)
    {
        using AnswerWriter writer = AnswerWriter.Write(answer, Context.Shelf);
        return Encoding.UTF8.GetString(writer.Written.Span);
    }

    [Fact]
    public void Recommend_AnyStrategyToAnybody_NeverShowsWhatItMayNot() => Histories.Hold((acts, seed) =>
    {
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        string[] cart = [.. Cart.Of(profile).Select(line => line.Key)];
        string anchor = "p" + (seed % 30), hidden = "p" + (seed * 7 % 30);
        int limit = (seed % 29) + 1;
        RecommendationContext context = Context with { Visitor = World.Permitted(profile) };
        foreach (Strategy strategy in Strategies.All.Values)
        {
            RecommendationRequest request = Request(strategy.Name, anchor, limit) with { Exclude = [hidden, "unknown"], Diversity = seed % 3 / 2.0, DropSeen = seed % 2 == 0 };
            RecommendationAnswer answer = Recommender.Recommend(request, context);
            string[] shown = [.. answer.Items.Select(context.IdOf)];

            Assert.True(shown.Length <= limit);
            Assert.DoesNotContain(anchor, shown);
            Assert.DoesNotContain(hidden, shown);
            if (!strategy.Rules.HasFlag(Rules.ShowsCart)) Assert.Empty(shown.Intersect(cart));
            Assert.Empty(Recommender.Recommend(request with { Cart = shown }, context).Items.Select(context.IdOf).Intersect(shown));
            Assert.Equal(shown.Distinct(), shown);
            Assert.All(shown, id => Assert.True(Shop.Find(id)!.IsAvailable));
            // Nobody in this shop buys anything twice after days: what is owned is never due.
            string[] owned = [.. profile.Orders.Where(order => order is { CancelledAt: null, Said: not null }).SelectMany(order => order.Said!.Lines).Select(line => line.ProductId)];
            string[] back = [.. profile.Interactions.Where(one => one.Kind is InteractionKind.Refund).Select(one => one.ProductId)];
            if (strategy.Rules.HasFlag(Rules.DropsOwned)) Assert.Empty(shown.Intersect(owned).Except(back));
            if (request.DropSeen) Assert.DoesNotContain(profile.Interactions, one => one.Kind is InteractionKind.View && shown.Contains(one.ProductId));
            Assert.Equal(Text(answer), Text(Recommender.Recommend(request, context)));
        }
    });

    [Fact]
    public void Recommend_AnyStrategyWithFallbacks_FillsTheListWithWhatMayBeShown() => Histories.Hold((acts, seed) =>
    {
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        string[] cart = [.. Cart.Of(profile).Select(line => line.Key)];
        int limit = (seed % 29) + 1;
        foreach (Strategy strategy in Strategies.All.Values.Where(one => !one.Rules.HasFlag(Rules.DropsOwned) && !one.Rules.HasFlag(Rules.NeedsMaxPrice)))
        {
            RecommendationAnswer answer = Answer(strategy.Name, profile, "p7", limit);

            Assert.Equal(Math.Min(limit, 25 - cart.Append("p7").Distinct().Count(id => Shop.Find(id) is { IsAvailable: true })), answer.Items.Count);
        }
    });

    [Trait("Feature", "S67")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Recommend_ToAnUnknownVisitor_FillsTheList(string strategy)
    {
        RecommendationAnswer answer = Answer(strategy);

        Assert.Equal((12, strategy), (answer.Items.Count, answer.Strategy));
        Assert.All(answer.Items, item => Assert.False(string.IsNullOrWhiteSpace(item.Reason.Code) || string.IsNullOrWhiteSpace(Explainer.ShopperText(item, Context.Shelf))));
    }

    [Trait("Feature", "S67")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Recommend_InANewShop_ShowsWhatIsNewAndSaysSo(string strategy)
    {
        RecommendationContext empty = World.Context(Shop);
        // What products are like is known of a new shop as well.
        string[] expected = strategy is "similar" or "also_viewed" or "also_bought" or "bought_together" or "upsell" ? ["similar"] : [];

        RecommendationAnswer answer = Recommender.Recommend(Request(strategy, limit: 3), empty);

        if (expected.Length > 0) Assert.All(answer.Items, item => Assert.Equal("similar", item.Reason.Code));
        else
        {
            Assert.Equal(strategy is "new_arrivals" ? "none" : "new_arrivals", answer.Fallback);
            Assert.Equal("p29 p28 p27", empty.Ids(answer.Items));
        }
        Assert.Equal(strategy is "new_arrivals" ? Confidence.High : strategy is "similar" ? Confidence.Medium : Confidence.Low, answer.Confidence);
        Assert.Empty(Recommender.Recommend(Request(strategy), World.Context(CatalogSnapshot.Empty)).Items);
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
        RecommendationContext context = Context with { Visitor = World.Permitted(profile) };
        (RecommendationRequest Request, RecommendationContext Context)[] decisions =
        [
            (request, context),
            (request with { Strategy = "trending" }, context), (request with { ProductId = "p2" }, context), (request with { ProductId = null }, context),
            (request with { ProductId = "p11", Limit = 2 }, context), (request with { ProductId = "p1\n12" }, context), (request with { Limit = 13 }, context), (request with { UseFallback = false }, context),
            (request, context with { Visitor = null }), (request, context with { Visitor = World.Permitted(profile with { Key = PersonKey.User("d1") }) }),
            (request, context with { Visitor = World.Permitted(World.Profile("d1", View("d1", "p1", 2))) }), (request, context with { Visitor = World.Permitted(Histories.Applied(profile, [View("d1", "p2", 0)])) }),
            (request, World.Context(Shop with { Version = "other" }, Context.Shelf.Model, Context.Shelf.Ranking, profile)),
            (request, World.Context(Shop, null, Context.Shelf.Ranking, profile)), (request, World.Context(Shop, Context.Shelf.Model, Ranking(Events, "other"), profile)),
            (request, context with { At = context.At.AddHours(1) }), (request with { Cart = [] }, context), (request with { Cart = ["p1"] }, context), (request with { Session = ["p1"] }, context),
            (request with { Exclude = ["p1"] }, context), (request with { Category = "c1" }, context), (request with { Fits = "c1" }, context), (request with { MaxPrice = 1 }, context),
            (request with { Segment = "a" }, context), (request with { Place = "a" }, context), (request with { Window = ActivityWindow.Day }, context), (request with { Diversity = 1 }, context),
            (request with { Freshness = 1 }, context), (request with { ExcludeCurrent = true }, context), (request with { ExcludeCurrent = false }, context), (request with { DropSeen = true }, context),
            (request with { Novelty = 1 }, context),
            (request with { Content = ContentUse.With }, context), (request with { Content = ContentUse.Only }, context), (request with { Season = "a" }, context), (request with { Weather = "a" }, context),
        ];

        string[] ids = [.. decisions.Select(one => Recommender.Recommend(one.Request, one.Context).DecisionId)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[0], Recommender.Recommend(request, context with { Visitor = World.Permitted(Histories.Stored(profile)) }).DecisionId);
        Assert.Matches("^d-[0-9a-f]{24}$", ids[0]);
    }
}

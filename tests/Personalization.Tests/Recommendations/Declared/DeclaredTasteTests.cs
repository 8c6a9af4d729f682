using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using Personalization.Tests.Profiles.Quizzes;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.Declared;

[Trait("Feature", "S15")]
public sealed class DeclaredTasteTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(
        Item("plain1", 10), Item("plain2", 20), Item("plain3", 30), Item("plain4", 40),
        Item("red", 500) with { Attributes = new Dictionary<string, string> { ["colour"] = "red" } },
        Item("dull", 500) with { Brand = "Dull" },
        Item("vase", 500, "Home / Vases"));

    private static readonly RecommendationRequest Request = new("for_you", null, 5, true);

    [Fact]
    public void ForYou_AfterTheFirstAnswer_ShowsFirstWhatWasAskedFor()
    {
        RecommendationContext before = Context(), after = Context(Asked.Event("""{"mood":["bright","calm"]}"""));

        Assert.Equal("dull plain1 plain2 plain3 plain4", before.Ids(Request));
        RecommendationAnswer answer = Recommender.Recommend(Request, after);

        Assert.Equal("red vase plain1 plain2 plain3", after.Ids(answer.Items));
        Assert.Equal(["Bright", "Calm"], answer.YouToldUs);
        Assert.Equal(("you_told_us", "Because you chose Bright"), (answer.Items[0].Reason.Code, Explainer.ShopperText(answer.Items[0], after.Shelf)));
        Assert.NotEqual(Recommender.Recommend(Request, before).DecisionId, answer.DecisionId);
    }

    [Fact]
    public void ForYou_AnswerTakenBack_IsAsBefore()
    {
        RecommendationContext after = Context(Asked.Event("""{"mood":["bright"]}"""), Asked.Event("""{"mood":null}""", 1));

        Assert.Equal("dull plain1 plain2 plain3 plain4", after.Ids(Request));
        Assert.Empty(Recommender.Recommend(Request, after).YouToldUs);
    }

    [Fact]
    public void ForYou_ForSomebodyWithAHistory_GivesOnePlaceInFourToWhatWasAskedFor()
    {
        RecommendationModel model = Model(Enumerable.Range(0, 20).Select(n => Order("u" + n, n, "seen", "plain1", "plain2", "plain3", "plain4")));
        RecommendationContext after = World.Context(
            Snapshot([.. Shop.Products.Values, Product("seen")]), model, Ranking(Sales), Histories([View("d", "seen", 60 * 24 * 29), Asked.Event("""{"mood":["bright","calm"]}""", 1)]));

        string[] ids = after.Ids(Request).Split(' ');

        Assert.Equal(5, ids.Length);
        Assert.Equal(1, ids.Count(id => id is "red" or "vase"));
    }

    [Fact]
    public void Bestsellers_WorthTooLittle_AreNotLifted()
    {
        // red sells a hundredth of the best: far below the floor, wherever the taste is.
        RecommendationContext after = World.Context(Shop, ranking: Ranking([.. Many("plain1", 100), .. Many("plain2", 90), Order("uz", 1, "red")]), profile: Histories([Asked.Event("""{"mood":["bright"]}""")]));

        Assert.Equal("plain1 plain2 red", after.Ids(new RecommendationRequest("bestsellers", null, 3, false)));
    }

    [Fact]
    public void Bestsellers_NearlyAsGood_AreLiftedByAtMostHalf()
    {
        RecommendationContext after = World.Context(Shop, ranking: Ranking([.. Many("plain1", 100), .. Many("plain2", 90), .. Many("red", 80)]), profile: Histories([Asked.Event("""{"mood":["bright"]}""")]));

        RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("bestsellers", null, 3, false), after);

        Assert.Equal("red plain1 plain2", after.Ids(answer.Items));
        Assert.Equal(["you_told_us", "bestseller", "bestseller"], answer.Items.Select(item => item.Reason.Code));
    }

    [Fact]
    public void Prices_InTheRange_AreLifted()
    {
        RecommendationContext after = Context(Asked.Event("""{"budget":{"from":25,"to":45}}"""));

        Assert.Equal("plain3 plain4", string.Join(' ', after.Ids(Request).Split(' ').Take(2)));
    }

    [Fact]
    public void OwnChoices_WhateverWasAnswered_StayAsTheyAre()
    {
        RecommendationContext after = World.Context(Shop, profile: Histories([View("d", "red", 1), View("d", "plain1", 2), View("d", "plain2", 3), Asked.Event("""{"mood":["bright"]}""")]));

        RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("recently_viewed", null, 3, false), after);

        Assert.Equal("plain2 plain1 red", after.Ids(answer.Items));
        Assert.Empty(answer.YouToldUs);
    }

    [Fact]
    [Trait("Feature", "S33")]
    public void Explain_WhatWasTold_SaysSoToTheMerchant()
    {
        ExplainedItem red = Explainer.Explain(Request, Context(Asked.Event("""{"mood":["bright"]}""")), ExplanationTier.Merchant).Items[0];

        Assert.Equal(("red", "you_told_us"), (red.ProductId, red.ReasonCode));
        Assert.Contains("what the visitor told the shop weighs it with 1.4: \"Bright\"", red.Merchant, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_OnTheWire_CarriesTheWordsEscaped()
    {
        Profile profile = Histories([Told.Track("t", 1, "x", user: null, device: "d", context: """{"provenance":{"kind":"quiz","origin":"declared"},"traits":{"taste:a:b":[{"said":"\"Red\" <b>","weights":{"attribute:colour:red":1}}]}}""")]);
        RecommendationContext context = World.Context(Shop, ranking: Ranking(Sales), profile: profile);
        using AnswerWriter writer = AnswerWriter.Write(Recommender.Recommend(Request, context), context.Shelf);

        System.Text.Json.JsonElement json = System.Text.Json.JsonElement.Parse(writer.Written.Span);

        Assert.Equal("\"Red\" <b>", json.GetProperty("youToldUs")[0].GetString());
        Assert.Equal("\"Red\" <b>", json.GetProperty("items")[0].GetProperty("reason").GetProperty("said").GetString());
    }

    private static IEnumerable<ShopEvent> Sales => [.. Many("plain1", 9), .. Many("plain2", 8), .. Many("plain3", 7), .. Many("plain4", 6), .. Many("dull", 10)];

    private static IEnumerable<ShopEvent> Many(string product, int times) => Enumerable.Range(0, times).Select(n => Order($"u{product}{n}", 60 * 24 * 29, product));

    private static RecommendationContext Context(params ShopEvent[] said) => World.Context(Shop, ranking: Ranking(Sales), profile: Histories(said));

    private static Profile Histories(ShopEvent[] events) => Asked.Profile(events);

    private static Product Item(string id, decimal price, string? category = null) => Product(id, category) with { Price = price };
}

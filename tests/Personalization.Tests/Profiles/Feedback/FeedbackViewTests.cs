using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;
using static Personalization.Tests.Profiles.Feedback.Opinions;

namespace Personalization.Tests.Profiles.Feedback;

public sealed class FeedbackViewTests
{
    private static readonly string[] Levels = [EventNames.RecommendationSkipped, EventNames.RecommendationHidden, EventNames.RecommendationDisliked];

    private static Penalty Penalty(double days, params ShopEvent[] events) => FeedbackView.Of(Of(events)).Penalty("a", At(days * Day));

    [Trait("Feature", "S65")]
    [Trait("Feature", "S68")]
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(89)]
    [InlineData(200)]
    [InlineData(4000)]
    public void Penalty_OfEachLevelAtOneAge_GrowsWithTheLevel(double days)
    {
        float[] factors = [1, Penalty(days, Shown(0, "a")).Factor, .. Levels.Select(name => Penalty(days, Said(name, "a", 0)).Factor)];

        Assert.Equal(factors.OrderDescending(), factors);
        if (days < 30) Assert.Equal(factors.Take(4).Distinct(), factors.Take(4));
        Assert.Equal(0, factors[4]);
    }

    [Fact]
    public void Penalty_OfAnyHistory_NeverGrowsWhileTimePasses() => Histories.Hold((acts, _) =>
    {
        FeedbackView view = FeedbackView.Of(Histories.Applied(Histories.User(), acts.Select(act => act.Event())));
        foreach (string product in view.Products)
        {
            float[] factors = [.. new[] { 0, 1, 3, 14, 60, 91, 400 }.Select(days => view.Penalty(product, Act.Start.AddDays(days)).Factor)];
            Assert.Equal(factors.Order(), factors);
            Assert.All(factors, factor => Assert.InRange(factor, 0, 1));
        }
    });

    [Fact]
    public void Penalty_HiddenOrDislikedAndNotTakenBack_Excludes() => Histories.Hold((acts, _) =>
    {
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        FeedbackView view = FeedbackView.Of(profile);
        foreach (string product in Enumerable.Range(0, 6).Select(n => "p" + n))
        {
            Act[] said = [.. acts.Where(act => act.Kind is 18 or 19 or 20 && "p" + act.What == product).OrderBy(act => act.Second)];
            int restored = said.Where(act => act.Kind == 20).Select(act => act.Second).DefaultIfEmpty(-1).Max();
            bool disliked = said.Any(act => act.Kind == 19 && act.Second >= restored);
            bool hidden = said.Any(act => act.Kind == 18 && act.Second > restored);
            bool wanted = profile.Interactions.Any(one => one.ProductId == product && one.Kind is InteractionKind.CartAdd or InteractionKind.Purchase or InteractionKind.WishlistAdd);

            if (disliked) Assert.True(view.Penalty(product, Act.Start.AddYears(20)).IsExcluded);
            else if (hidden && !wanted) Assert.True(view.Penalty(product, Act.Start.AddDays(80)).IsExcluded);
            else if (!hidden) Assert.False(view.Penalty(product, Act.Start.AddDays(1)).IsExcluded);
        }
    });

    [Fact]
    public void Penalty_IgnoredTimeAndAgain_GrowsToTheFloor()
    {
        float[] factors = [.. Enumerable.Range(0, 40).Select(times => Penalty(0, [.. Enumerable.Range(0, times).Select(n => Shown(n, "a", "b"))]).Factor)];

        Assert.Equal(factors.OrderDescending(), factors);
        Assert.Equal(1, factors[0]);
        Assert.Equal(1 / 1.15, factors[1], 4);
        Assert.Equal(FeedbackRules.IgnoredFloor, factors[39], 6);
    }

    [Fact]
    public void Penalty_IgnoredFartherDown_IsLess()
    {
        FeedbackView view = FeedbackView.Of(Of(Shown(0, "a", "b", "c")));

        Assert.True(view.Penalty("a", At(0)).Factor < view.Penalty("b", At(0)).Factor);
        Assert.Equal(1 / (1 + (FeedbackRules.IgnoredWeight * 0.5)), view.Penalty("c", At(0)).Factor, 4);
    }

    [Fact]
    public void Penalty_SkippedOneHalfLifeAgo_HasHalfItsWeight() =>
        Assert.Equal(1 - (FeedbackRules.SkippedWeight / 2), Penalty(14, Said(EventNames.RecommendationSkipped, "a", 0)).Factor, 5);

    [Theory]
    [InlineData(EventNames.ProductClicked, false, false, true)]
    [InlineData(EventNames.ProductViewed, false, false, true)]
    [InlineData(EventNames.ProductAdded, false, false, false)]
    [InlineData(EventNames.OrderCompleted, false, false, false)]
    [InlineData(EventNames.ProductRemoved, true, true, true)]
    public void Penalty_ProductWantedAfterwards_IsCleared(string wanted, bool ignoredStays, bool skippedStays, bool hiddenStays)
    {
        ShopEvent after = Said(wanted, "a", 60);

        Assert.Equal(ignoredStays, Penalty(0.1, Shown(0, "a"), after).Factor < 1);
        Assert.Equal(skippedStays, Penalty(0.1, Said(EventNames.RecommendationSkipped, "a", 0), after).Factor < 1);
        Assert.Equal(hiddenStays, Penalty(0.1, Said(EventNames.RecommendationHidden, "a", 0), after).IsExcluded);
        Assert.True(Penalty(0.1, Said(EventNames.RecommendationDisliked, "a", 0), after).IsExcluded);
        Assert.True(Penalty(0.1, after, Said(EventNames.RecommendationHidden, "a", 61)).IsExcluded);
    }

    [Fact]
    public void Penalty_TakenBack_ClearsWhatWasSaidBefore()
    {
        ShopEvent[] said = [Shown(0, "a"), .. Levels.Select(name => Said(name, "a", 1))];

        Assert.Equal(FeedbackLevel.None, Penalty(0.1, [.. said, Said(EventNames.RecommendationRestored, "a", 2)]).Level);
        Assert.Equal(FeedbackLevel.Disliked, Penalty(0.1, [.. said, Said(EventNames.RecommendationRestored, "a", 2), Said(EventNames.RecommendationDisliked, "a", 3)]).Level);
    }

    [Theory]
    [InlineData("d-AAAA")]
    [InlineData("")]
    [InlineData("d-0123456789abcdef01234567")]
    public void Penalty_ShownByADecisionOfNobodyHere_IsNone(string decision) =>
        Assert.Equal(1, Penalty(0, ShownBy(decision, 0, "a")).Factor);

    [Fact]
    public void CategoryFactors_SomeOfItDisliked_LowersTheOthersALittle()
    {
        ShopEvent[] disliked = [.. Enumerable.Range(0, 30).Select(n => Said(EventNames.RecommendationDisliked, $"toy{n}", n))];
        static float Toys(double days, params ShopEvent[] events) =>
            FeedbackView.Of(Of(events)).CategoryFactors(id => id[..3], At(days * Day)).GetValueOrDefault("toy", 1);

        Assert.Equal(1 / 1.15, Toys(0, disliked[0]), 4);
        Assert.True(Toys(0, disliked[0]) < Toys(0, Said(EventNames.RecommendationHidden, "toy", 0)));
        Assert.True(Toys(0, Said(EventNames.RecommendationHidden, "toy", 0)) < Toys(0, Said(EventNames.RecommendationSkipped, "toy", 0)));
        Assert.True(Toys(0, disliked[0]) < Toys(30, disliked[0]));
        Assert.Equal(FeedbackRules.CategoryFloor, Toys(0, disliked), 6);
        Assert.Empty(FeedbackView.Of(Of(Shown(0, "toy1"))).CategoryFactors(id => id, At(0)));
    }
}

using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;
using Personalization.Recommendations.Merchandising;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Profiles.Feedback.Opinions;
using static Personalization.Tests.Recommendations.Merchandising.Shop;

namespace Personalization.Tests.Recommendations.Merchandising;

[Trait("Feature", "S65")]
public sealed class ListAdjustmentTests
{
    private static string Shown(Profile profile, RankedCandidate[] candidates, double days, params MerchandisingRule[] rules)
    {
        RankedCandidate[] list = [.. candidates];
        ListAdjustment adjustment = new(Compile(rules), FeedbackView.Of(profile));
        return string.Join(' ', list[..adjustment.Apply(list, Context with { Anchor = -1, Now = At(days * Day) })].Select(one => one.Product));
    }

    [Fact]
    public void Apply_WhatTheVisitorRefused_IsNeverShownWhateverTheShopWishes() => Histories.Hold((acts, _) => Hold(acts, rules =>
    {
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        FeedbackView view = FeedbackView.Of(profile);
        string[] shown = Shown(profile, Ranked([.. Enumerable.Repeat(1f, 10)]), 1, rules).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(shown, product => Assert.False(view.Penalty("p" + product, At(Day)).IsExcluded));
    }));

    [Trait("Feature", "S68")]
    [Fact]
    public void Apply_EachLevelOfRefusal_MovesAndRemoves()
    {
        RankedCandidate[] three = Ranked(1, 0.95f, 0.3f);

        Assert.Equal("0 1 2", Shown(Of(), three, 0));
        Assert.Equal("1 0 2", Shown(Of(Opinions.Shown("p0")), three, 0));
        Assert.Equal("0 1 2", Shown(Of(Opinions.Shown("p0")), three, 5));
        Assert.Equal("1 0 2", Shown(Of(Said(EventNames.RecommendationSkipped, "p0", 0)), three, 5));
        Assert.Equal("1 2", Shown(Of(Said(EventNames.RecommendationHidden, "p0", 0)), three, 89));
        Assert.Equal("1 0 2", Shown(Of(Said(EventNames.RecommendationHidden, "p0", 0)), three, 180));
        Assert.Equal("1 2", Shown(Of(Said(EventNames.RecommendationDisliked, "p0", 0)), three, 5000, Pin(0, 1)));
    }

    [Trait("Feature", "S68")]
    [Fact]
    public void Apply_CategoryOfWhatWasDisliked_IsShownLess() =>
        Assert.Equal("1 20 2", Shown(Of(Said(EventNames.RecommendationDisliked, "p10", 0)), [new(20, 1), new(1, 0.95f), new(2, 0.3f)], 0));

    [Fact]
    public void Apply_PopularityDamped_HappensBeforeTheRules()
    {
        float[] popularity = new float[Products];
        popularity[0] = 999;
        RankedCandidate[] list = Ranked(1, 0.2f);
        ListAdjustment adjustment = new(Compile(Pin(0, 1)), null) { Popularity = popularity, Damping = 1 };

        adjustment.Apply(list, Context);

        Assert.Equal([1, 0], list.Select(one => one.Product));
    }

    /// <summary>Some rules for each history.</summary>
    private static void Hold(Act[] acts, Action<MerchandisingRule[]> property) =>
        property([.. acts.Take(6).Select((act, place) => (act.Kind % 3 == 0 ? Pin(act.What, 1 + place) : Factor(1.5, act.What)) with { Id = $"r{place}" })]);

    private static class Opinions
    {
        public static ShopEvent Shown(params string[] products) => Profiles.Feedback.Opinions.Shown(0, products);
    }
}

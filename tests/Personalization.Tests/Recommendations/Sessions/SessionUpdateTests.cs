using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;
using static Personalization.Tests.Recommendations.Sessions.Visits;

namespace Personalization.Tests.Recommendations.Sessions;

public sealed class SessionUpdateTests
{
    private const int Products = 120;

    /// <summary>How far an update may stay behind a rebuild, in hits among the first twenty, and in the share of the first ten that both name.</summary>
    private const double HitTolerance = 0.03;
    private const double SharedTolerance = 0.7;

    private static readonly int[][] Old = Strolls(3000, Products, 1);

    [Fact]
    [Trait("Feature", "S26")]
    public void Apply_NewVisits_ComesCloseToARebuild()
    {
        int[][] recent = Strolls(300, Products, 2), later = Strolls(300, Products, 3);
        SessionModel updated = SessionModelUpdate.Apply(Model(Log(Old), Products), Log(recent), Products, ProductFacts.None);
        SessionModel rebuilt = Model(Log([.. Old, .. recent]), Products);

        double shared = later.Average(visit => updated.Next(10, visit).Intersect(rebuilt.Next(10, visit)).Count() / 10.0);

        Assert.InRange(updated.HitRate(later), rebuilt.HitRate(later) - HitTolerance, 1);
        Assert.True(shared >= SharedTolerance, $"{shared} of the first ten are the same");
    }

    [Fact]
    [Trait("Feature", "S26")]
    public void Apply_VisitsToANewProduct_RecommendsItBesideWhatItWasSeenWith()
    {
        const int fresh = Products;
        SessionModel before = Model(Log(Old), Products);
        SessionModel after = SessionModelUpdate.Apply(before, Log([24, 25, fresh], [26, fresh, 25], [fresh, 24]), Products + 1, ProductFacts.None);

        SessionModel rebuilt = Model(Log([.. Old, [24, 25, fresh], [26, fresh, 25], [fresh, 24]]), Products + 1);

        Assert.InRange(Array.IndexOf(after.Next(20, 25), fresh), 0, 9);
        Assert.InRange(Array.IndexOf(rebuilt.Next(20, 25), fresh), 0, 9);
        Assert.Equal([24, 25, 26], after.Next(4, fresh).Where(product => product != fresh).Order());
    }

    [Fact]
    public void Apply_NoVisits_IsTheSameModel()
    {
        SessionModel model = Model(Log(Old[..100]), Products);

        Assert.Same(model, SessionModelUpdate.Apply(model, Log(), Products, ProductFacts.None));
    }

    [Fact]
    public void Apply_ProductsThatNobodyTouched_KeepTheirRows()
    {
        SessionModel before = Model(Log(Old), Products);
        SessionModel after = SessionModelUpdate.Apply(before, Log([0, 1]), Products, ProductFacts.None);

        Assert.Equal(RowOf(before, 60), RowOf(after, 60));
        Assert.NotEqual(RowOf(before, 0), RowOf(after, 0));
    }

    [Fact]
    [Trait("Feature", "S26")]
    public void Apply_EventsOfAProductTheModelDoesNotKnow_NumbersItBehindTheOthers()
    {
        RecommendationModel model = World.Model([World.View("d", "a", 0), World.View("d", "b", 1)]);
        ShoppingLog recent = World.Log([World.View("e", "new", 0), World.View("e", "a", 1), World.View("f", "a", 0), World.View("f", "new", 1)]);

        RecommendationModel updated = ModelUpdate.Apply(model, recent, _ => ProductFacts.None);

        Assert.Equal(["a", "b", "new"], updated.ProductIds);
        Assert.Contains(updated.Products.Of("a"), updated.Sessions.Next(5, updated.Products.Of("new")));
        Assert.Contains("a", updated.Near(updated.Viewed, "new"), StringComparison.Ordinal);
        Assert.Same(model, ModelUpdate.Apply(model, World.Log([]), _ => ProductFacts.None));
    }

    private static string RowOf(SessionModel model, int product) =>
        string.Join(' ', Enumerable.Range(model.Rows.Starts[product], model.Rows.Starts[product + 1] - model.Rows.Starts[product])
            .Select(place => $"{model.Rows.Products[place]}:{model.Rows.Last[place]}:{model.Rows.Earlier[place]}"));
}

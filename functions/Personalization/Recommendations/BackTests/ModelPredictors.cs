using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>What a model guesses, in the numbers of a log.</summary>
public static class ModelPredictors
{
    /// <summary>The next product of a visit.</summary>
    public static ISessionPredictor Sessions(RecommendationModel model, ShoppingLog log) =>
        TranslatedPredictor.Of(new RowPredictor(model.Viewed), model.ProductIds, log.ProductIds);

    /// <summary>The other products of an order.</summary>
    public static ISessionPredictor Baskets(RecommendationModel model, ShoppingLog log) =>
        TranslatedPredictor.Of(new RowPredictor(model.Bought), model.ProductIds, log.ProductIds);
}

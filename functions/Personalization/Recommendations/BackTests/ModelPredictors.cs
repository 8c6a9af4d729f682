using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>What a model guesses, in the numbers of a log.</summary>
public static class ModelPredictors
{
    /// <summary>The next product of a visit.</summary>
    public static ISessionPredictor Sessions(RecommendationModel model, ShoppingLog log) =>
        TranslatedPredictor.Of(new ScorerPredictor(SessionScorers.Of(model)), model.ProductIds, log.ProductIds);

    /// <summary>The other products of an order.</summary>
    public static ISessionPredictor Baskets(RecommendationModel model, ShoppingLog log) =>
        TranslatedPredictor.Of(new RowPredictor(model.Together), model.ProductIds, log.ProductIds);

    /// <summary>Guesses by what serves shoppers: of the steps only the products are known.</summary>
    private sealed class ScorerPredictor(ISessionScorer scorer) : ISessionPredictor
    {
        private SessionStep[] steps = new SessionStep[64];
        private ScoredProduct[] scored = new ScoredProduct[64];

        public int Predict(ReadOnlySpan<int> products, Span<int> best)
        {
            if (steps.Length < products.Length) steps = new SessionStep[2 * products.Length];
            if (scored.Length < best.Length) scored = new ScoredProduct[best.Length];
            for (int place = 0; place < products.Length; place++) steps[place] = new SessionStep(products[place]);
            int found = scorer.Score(steps.AsSpan(0, products.Length), scored.AsSpan(0, best.Length));
            for (int place = 0; place < found; place++) best[place] = scored[place].Product;
            return found;
        }
    }
}

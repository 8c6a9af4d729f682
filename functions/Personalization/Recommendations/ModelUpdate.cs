using System.Globalization;
using Personalization.Recommendations.Pairs;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations;

/// <summary>Brings a model up to what happened since it was built, so that a product can be recommended soon after its first events.</summary>
public static class ModelUpdate
{
    /// <summary>The model with what happened since; the model itself when nothing did.</summary>
    /// <param name="model">Model; stays as it is.</param>
    /// <param name="recent">What happened since it was built.</param>
    /// <param name="facts">What the catalog says of products, given their ids by number.</param>
    public static RecommendationModel Apply(RecommendationModel model, ShoppingLog recent, Func<string[], ProductFacts> facts)
    {
        int steps = recent.Visits.Products.Length + recent.Orders.Products.Length;
        if (steps == 0) return model;
        ProductNumbers numbers = Extended(model.Products, recent.ProductIds);
        int[] map = Array.ConvertAll(recent.ProductIds, id => numbers.Of(id));
        ShoppingLog mapped = new(
            numbers.Ids,
            recent.Visits with { Products = Array.ConvertAll(recent.Visits.Products, product => map[product]) },
            recent.Orders with { Products = Array.ConvertAll(recent.Orders.Products, product => map[product]) });
        string version = string.Create(CultureInfo.InvariantCulture, $"{model.Version}+{steps}");
        return new RecommendationModel(version, model.BuiltAt, model.Events, numbers)
        {
            Lake = model.Lake,
            RepeatShare = model.RepeatShare,
            Bought = WithNew(model.Bought, mapped, PairRows.Bought),
            Together = WithNew(model.Together, mapped, PairRows.Together),
            Viewed = WithNew(model.Viewed, mapped, PairRows.Viewed),
            Sessions = SessionModelUpdate.Apply(model.Sessions, mapped.Visits, numbers.Ids.Length, facts(numbers.Ids)),
        };
    }

    private static ProductNumbers Extended(ProductNumbers known, string[] seen)
    {
        string[] fresh = [.. seen.Where(id => known.Of(id) < 0).Order(StringComparer.Ordinal)];
        return fresh.Length == 0 ? known : new ProductNumbers([.. known.Ids, .. fresh]);
    }

    /// <summary>The known rows, and behind them those of products that had none: rows of many occurrences change little within an hour.</summary>
    private static NeighbourRows WithNew(NeighbourRows known, ShoppingLog recent, Func<ShoppingLog, NeighbourRows> rowsOf)
    {
        int rows = known.Starts.Length - 1;
        if (rows == recent.ProductIds.Length) return known;
        NeighbourRows found = rowsOf(recent);
        int from = found.Starts[rows];
        return new(
            [.. known.Starts, .. found.Starts.Skip(rows + 1).Select(start => start - from + known.Starts[^1])],
            [.. known.Products, .. found.Products.AsSpan(from)], [.. known.Scores, .. found.Scores.AsSpan(from)]);
    }
}

using Personalization.Common;
using Personalization.Events;
using Personalization.Recommendations.Pairs;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations;

/// <summary>Builds models from logs: the same log gives the same model.</summary>
public static class ModelBuilder
{
    /// <summary>The model of a log.</summary>
    /// <param name="log">What shoppers did.</param>
    /// <param name="facts">What the catalog says of the log's products.</param>
    /// <param name="events">How many different events the log was made from.</param>
    /// <param name="builtAt">Now, UTC.</param>
    /// <param name="lake">How far the newest files of the lake were read for the log, if it is from one.</param>
    public static RecommendationModel Build(
        ShoppingLog log, ProductFacts facts, long events, DateTimeOffset builtAt, IReadOnlyList<LakeFile>? lake = null) =>
        new(StableHash.Hex($"{EventCodec.Text(builtAt)}/{events}", 16), builtAt, events, new ProductNumbers(log.ProductIds))
        {
            Lake = lake ?? [],
            RepeatShare = RepeatPurchases.ShareOf(log.Orders),
            Bought = PairRows.Bought(log),
            Together = PairRows.Together(log),
            Viewed = PairRows.Viewed(log),
            Sessions = SessionModelBuilder.Build(log.Visits, log.ProductIds.Length, facts, SessionModelSettings.Default),
        };
}

using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>Rows of neighbours from a log. Time grows with the log, not with its square: of each product only the newest occurrences are walked.</summary>
public static class PairRows
{
    /// <summary>Bought by the same persons: in one order fully, in different orders less with the time between them.</summary>
    public static NeighbourRows Bought(ShoppingLog log) => RowBuild.Rows(log.ProductIds.Length, new OrderPairs(log.ProductIds.Length, log.Orders, otherOrders: true));

    /// <summary>Bought in the same orders.</summary>
    public static NeighbourRows Together(ShoppingLog log) => RowBuild.Rows(log.ProductIds.Length, new OrderPairs(log.ProductIds.Length, log.Orders, otherOrders: false));

    /// <summary>Looked at during the same visits, the nearer each other the closer.</summary>
    public static NeighbourRows Viewed(ShoppingLog log) => RowBuild.Rows(log.ProductIds.Length, new ViewPairs(log.ProductIds.Length, log.Visits));
}

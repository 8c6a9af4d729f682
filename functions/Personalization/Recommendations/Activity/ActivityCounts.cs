namespace Personalization.Recommendations;

/// <summary>What was done with a product during a span of time. A value: sums do not depend on the order of adding.</summary>
/// <param name="Views">Times its page was seen.</param>
/// <param name="CartAdds">Times it was put into a cart.</param>
/// <param name="Purchases">Orders that it is in.</param>
/// <param name="Units">Pieces ordered.</param>
/// <param name="Refunds">Refunds that it is in.</param>
public readonly record struct ActivityCounts(long Views, long CartAdds, long Purchases, long Units, long Refunds)
{
    /// <summary>Both together.</summary>
    public static ActivityCounts operator +(ActivityCounts one, ActivityCounts other) => new(
        one.Views + other.Views, one.CartAdds + other.CartAdds, one.Purchases + other.Purchases, one.Units + other.Units, one.Refunds + other.Refunds);

    /// <inheritdoc cref="op_Addition"/>
    public static ActivityCounts Add(ActivityCounts left, ActivityCounts right) => left + right;

    /// <summary>One number for how much attention a product got: a purchase weighs as much as ten views, a cart as three. Less than nothing where more came back.</summary>
    public double Attention => Views + (3 * CartAdds) + (10 * (Purchases - Refunds));

    /// <summary>One number for how well a product sells; carts and views only order what has not sold. Less than nothing where more came back.</summary>
    public double Sales => Purchases - Refunds + (0.01 * CartAdds) + (0.001 * Views);
}

namespace Personalization.Recommendations.Sessions;

/// <summary>What shoppers did, as far as models learn from it: flat arrays of numbers, so that ten million events fit into little memory.</summary>
/// <param name="ProductIds">Products; the others name them by their place here.</param>
/// <param name="Visits">What was looked at, carted and bought, visit by visit.</param>
/// <param name="Orders">What was bought together.</param>
public sealed record ShoppingLog(string[] ProductIds, VisitLog Visits, OrderLog Orders);

/// <summary>Visits, the one that ended first first: visit v is the places from <c>Starts[v]</c> to <c>Starts[v + 1]</c> of the other arrays.</summary>
/// <param name="Starts">One more than there are visits.</param>
/// <param name="Products">Product of each step, in the order of time within a visit.</param>
/// <param name="Kinds">What was done, a <see cref="Personalization.Profiles.InteractionKind"/> of each step.</param>
/// <param name="Times">When, in seconds since 1970, of each step; positions where only the order is known.</param>
/// <param name="Persons">A number for the person of each visit, or -1.</param>
public sealed record VisitLog(int[] Starts, int[] Products, byte[] Kinds, uint[] Times, int[] Persons)
{
    /// <summary>How many visits there are.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Whether <see cref="Times"/> are times. Else they only tell the order.</summary>
    public bool HasTimes { get; init; } = true;

    /// <summary>A step; how long it took is told by the next step before <paramref name="end"/>.</summary>
    internal SessionStep StepAt(int place, int end, bool earlier) => SessionStep.Of(
        Products[place], (Profiles.InteractionKind)Kinds[place], HasTimes && place + 1 < end ? Times[place + 1] - Times[place] : null, earlier);

    /// <summary>The products of a visit.</summary>
    public ReadOnlySpan<int> Of(int visit) => Products.AsSpan(Starts[visit]..Starts[visit + 1]);
}

/// <summary>Orders, oldest first: order o is the places from <c>Starts[o]</c> to <c>Starts[o + 1]</c> of <c>Products</c>, each product once.</summary>
/// <param name="Starts">One more than there are orders.</param>
/// <param name="Products">Products of the orders.</param>
/// <param name="Times">When, in seconds since 1970, of each order.</param>
/// <param name="Persons">A number for the person of each order, or -1.</param>
public sealed record OrderLog(int[] Starts, int[] Products, uint[] Times, int[] Persons)
{
    /// <summary>How many orders there are.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The products of an order.</summary>
    public ReadOnlySpan<int> Of(int order) => Products.AsSpan(Starts[order]..Starts[order + 1]);
}

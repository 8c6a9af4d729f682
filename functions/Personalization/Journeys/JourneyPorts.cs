namespace Personalization.Journeys;

/// <summary>What may be given away.</summary>
public interface IIncentiveBudget
{
    /// <summary>Takes an amount out of a budget. The same reservation again is granted again and takes nothing more.</summary>
    /// <param name="budget">Names the budget: letters, digits and hyphens.</param>
    /// <param name="reservation">Names what it is taken for: letters, digits and hyphens.</param>
    /// <param name="amount">How much.</param>
    /// <param name="limit">What the budget holds altogether.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False where so much is not left.</returns>
    Task<bool> TryReserveAsync(string budget, string reservation, decimal amount, decimal limit, CancellationToken cancellationToken);
}

/// <summary>What goes with products.</summary>
public interface IComplements
{
    /// <summary>Products that go with these, for that person, best first; none where nothing is known to.</summary>
    Task<IReadOnlyList<string>> OfAsync(Profiles.Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken);
}

/// <summary>After how long products are bought again.</summary>
public interface IPurchaseIntervals
{
    /// <summary>Days by product, over all shoppers, where enough of them came back.</summary>
    ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken);
}

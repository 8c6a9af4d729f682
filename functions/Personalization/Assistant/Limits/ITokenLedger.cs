namespace Personalization.Assistant.Limits;

/// <summary>Tokens of a model that are spent on a day, UTC.</summary>
/// <param name="Visitor">By one visitor.</param>
/// <param name="All">By everybody; may lag some seconds behind.</param>
public readonly record struct TokensSpent(long Visitor, long All);

/// <summary>Counts the tokens that are spent.</summary>
public interface ITokenLedger
{
    /// <summary>What is spent.</summary>
    Task<TokensSpent> SpentAsync(string visitor, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Counts more.</summary>
    Task AddAsync(string visitor, DateOnly day, int tokens, CancellationToken cancellationToken);

    /// <summary>Forgets the days before one; says how many counts.</summary>
    Task<int> SweepAsync(DateOnly before, CancellationToken cancellationToken);
}

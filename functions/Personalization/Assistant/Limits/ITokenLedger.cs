namespace Personalization.Assistant.Limits;

/// <summary>Tokens of a model that are spent on a day, UTC.</summary>
/// <param name="Visitor">By one visitor.</param>
/// <param name="Address">From one address.</param>
/// <param name="All">By everybody; may lag some seconds behind.</param>
public readonly record struct TokensSpent(long Visitor, long Address, long All);

/// <summary>Who spends tokens.</summary>
/// <param name="Visitor">The visitor, the member of staff or the conversation.</param>
/// <param name="Address">A hash of where they are, another one each day; null where it does not count.</param>
public readonly record struct TokenSpender(string Visitor, string? Address = null);

/// <summary>Counts the tokens that are spent.</summary>
public interface ITokenLedger
{
    /// <summary>What is spent.</summary>
    Task<TokensSpent> SpentAsync(TokenSpender spender, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Counts more.</summary>
    Task AddAsync(TokenSpender spender, DateOnly day, int tokens, CancellationToken cancellationToken);

    /// <summary>Forgets the days before one; says how many counts.</summary>
    Task<int> SweepAsync(DateOnly before, CancellationToken cancellationToken);
}

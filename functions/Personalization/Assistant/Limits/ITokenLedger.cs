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

/// <summary>Answers of a day in a shop with a model, by who gave them.</summary>
/// <param name="Model">The model.</param>
/// <param name="FellBack">The engine without a model, because the model failed.</param>
/// <param name="OverBudget">The engine without a model, because a budget was spent.</param>
public readonly record struct AnswersGiven(long Model, long FellBack, long OverBudget)
{
    /// <summary>Percent of the answers in which the model failed; null without any.</summary>
    public decimal? FallbackShare => Model + FellBack > 0 ? Math.Round(100m * FellBack / (Model + FellBack), 1) : null;
}

/// <summary>Counts the tokens that are spent, and the answers that a model gave or did not.</summary>
public interface ITokenLedger
{
    /// <summary>Counts an answer.</summary>
    /// <param name="notice">A word of <see cref="Engines.Notices"/> why the model did not give it; null where it did.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task CountAsync(string? notice, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The answers of a day.</summary>
    Task<AnswersGiven> AnswersAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>What is spent.</summary>
    Task<TokensSpent> SpentAsync(TokenSpender spender, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Counts more.</summary>
    Task AddAsync(TokenSpender spender, DateOnly day, int tokens, CancellationToken cancellationToken);

    /// <summary>Forgets the days before one; says how many counts.</summary>
    Task<int> SweepAsync(DateOnly before, CancellationToken cancellationToken);
}

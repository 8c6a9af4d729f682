using Microsoft.Extensions.Options;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Limits;

namespace Personalization.Functions.Assistant;

/// <summary>What a model may cost in a day: for one visitor, and for all.</summary>
/// <param name="ledger">Counts.</param>
/// <param name="options">Settings.</param>
public sealed class ModelBudget(ITokenLedger ledger, IOptions<AssistantOptions> options)
{
    /// <summary>The word that the budget is spent; null where the model may be asked.</summary>
    public async Task<Notice?> NoticeAsync(AssistantTurn turn, CancellationToken cancellationToken)
    {
        TokensSpent spent = await ledger.SpentAsync(Who(turn), Day(turn), cancellationToken);
        return spent.Visitor >= options.Value.TokensPerVisitor ? new Notice(Notices.BudgetSpent, "Today's budget of this visitor for the model is spent: this is answered without it, until midnight UTC.")
            : spent.All >= options.Value.TokensPerDay ? new Notice(Notices.BudgetSpent, "Today's budget of the shop for the model is spent: this is answered without it, until midnight UTC.")
            : null;
    }

    /// <summary>Counts what an answer has cost.</summary>
    public Task SpendAsync(AssistantTurn turn, int tokens, CancellationToken cancellationToken) => ledger.AddAsync(Who(turn), Day(turn), tokens, cancellationToken);

    private static string Who(AssistantTurn turn) => turn.Caller.Visitor?.Value ?? turn.Caller.Author ?? "conversation:" + turn.Caller.Conversation;

    private static DateOnly Day(AssistantTurn turn) => DateOnly.FromDateTime(turn.At.UtcDateTime);
}

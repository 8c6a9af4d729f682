using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Masking;
using Personalization.Assistant.Models;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Common;

namespace Personalization.Functions.Assistant;

/// <summary>A conversation that a question belongs to, or why it belongs to none.</summary>
/// <param name="Stored">The conversation.</param>
/// <param name="Problem">Why there is none.</param>
public readonly record struct OpenedConversation(StoredConversation? Stored, Problem? Problem);

/// <summary>Takes questions: finds the conversation, has an engine answer, and keeps what was said before the answer is over.</summary>
/// <param name="conversations">Conversations.</param>
/// <param name="engines">Engines.</param>
/// <param name="catalog">What products of earlier answers are now.</param>
/// <param name="budget">What a model may cost.</param>
/// <param name="time">The clock.</param>
public sealed class AssistantDesk(IConversationStore conversations, EngineChoice engines, ICatalogStore catalog, ModelBudget budget, TimeProvider time)
{
    private const int Attempts = 5;

    private static readonly Problem Unknown = new(404, "unknown-conversation", "There is no such conversation", "Leave conversationId out to begin one; only who began a conversation can go on with it.");

    /// <summary>The conversation that a question goes on with, or a new one.</summary>
    public async Task<OpenedConversation> OpenAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        AssistantCaller caller = request.Caller;
        string? owner = caller.Audience is AssistantAudience.Merchant ? caller.Author : caller.Visitor?.Value;
        DateTimeOffset now = time.GetUtcNow();
        if (!request.Begun) return new(new StoredConversation(new Conversation(caller.Conversation, caller.Audience, owner, [], StoredEvidence.None, now, now, 0), null), null);
        return await conversations.FindAsync(caller.Conversation, cancellationToken) is { } found && found.Conversation.Audience == caller.Audience && found.Conversation.Owner == owner
            ? new(found, null)
            : new(null, Unknown);
    }

    /// <summary>Answers. What was said is stored before <see cref="AnswerEnded"/> comes.</summary>
    public async IAsyncEnumerable<AssistantEvent> AnswerAsync(StoredConversation stored, ChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AssistantTurn turn = new(
            request.Caller, request.Question, stored.Conversation.Messages, Known(stored.Conversation.Evidence, await catalog.CurrentAsync(cancellationToken)), time.GetUtcNow(),
            request.Caller.Language ?? LanguageGuess.Of(request.Question, stored.Conversation.Messages) ?? "en")
        {
            Masked = stored.Conversation.Masked ?? [],
        };
        StringBuilder text = new();
        List<string> products = [];
        string? understood = null, without = null;
        AnswerEnded? ended = null;
        TokenUsage spent = default;
        try
        {
            await foreach (AssistantEvent one in RunAsync(turn, request, text, cancellationToken))
            {
                if (one is TextPiece piece) text.Append(piece.Text);
                if (one is ToolAnswered { Result: var result }) products.AddRange(result.Facts.OfType<ProductFact>().Select(fact => fact.Product.ProductId));
                if (one is Notice { Code: Notices.FellBack or Notices.BudgetSpent } notice) without = notice.Code;
                if (one is Understanding said) understood = said.Text;
                if (one is TokensUsed used) spent += used.Usage;
                else if (one is AnswerEnded end) ended = end with { Usage = spent };
                else yield return one;
            }
        }
        finally
        {
            // Whoever goes away before the end has used them all the same.
            await budget.SpendAsync(request, turn.At, spent.Total, CancellationToken.None);
        }
        MaskedText mask = new(turn.Masked);
        mask.Mask(request.Question);
        ChatMessage answer = new(ChatRole.Assistant, mask.Keep(text.ToString()), time.GetUtcNow()) { Products = [.. products.Distinct()], Understood = understood is null ? null : MaskedText.HideEmails(understood) };
        await KeepAsync(stored, [new ChatMessage(ChatRole.User, mask.Keep(request.Question), turn.At), answer], turn.Evidence, ended!.Usage.Total, mask.Kept, cancellationToken);
        if (engines.Model is not null) await budget.CountAsync(without, turn.At, cancellationToken);
        yield return ended;
    }

    private async IAsyncEnumerable<AssistantEvent> RunAsync(AssistantTurn turn, ChatRequest request, StringBuilder said, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (engines.Model is not null && await budget.NoticeAsync(request, turn.At, cancellationToken) is { } spent) yield return spent;
        else if (engines.Model is not null)
        {
            ModelException? fault = null;
            await using IAsyncEnumerator<AssistantEvent> answer = engines.Model.AnswerAsync(turn, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await answer.MoveNextAsync()) yield break;
                }
                catch (ModelException caught)
                {
                    fault = caught;
                }
                if (fault is not null) break;
                yield return answer.Current;
            }
            yield return new Notice(Notices.FellBack, $"The model did not answer ({fault!.Fault}): this is answered without it.");
            if (said.Length > 0) yield return new TextPiece("\n\n");
        }
        await foreach (AssistantEvent one in engines.Offline(turn.Caller.Audience).AnswerAsync(turn, cancellationToken)) yield return one;
    }

    private async Task KeepAsync(StoredConversation stored, ImmutableArray<ChatMessage> said, Evidence evidence, int tokens, ImmutableArray<MaskedValue> masked, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await conversations.TrySaveAsync(stored with { Conversation = stored.Conversation.With(said, evidence, tokens, masked) }, cancellationToken) is not null) return;
            stored = await conversations.FindAsync(stored.Conversation.Id, cancellationToken) ?? stored with { Version = null };
        }
        throw new InvalidOperationException("A conversation is written to from too many sides");
    }

    private static Evidence Known(StoredEvidence kept, CatalogSnapshot catalog)
    {
        Evidence evidence = new();
        evidence.Add(kept.Products.Select(catalog.Find).OfType<Product>().Select(product => new ProductFact(product)));
        evidence.Add(kept.Figures);
        evidence.Add(kept.Things);
        return evidence;
    }
}

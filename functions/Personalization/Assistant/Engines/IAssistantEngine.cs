using System.Collections.Immutable;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Masking;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Engines;

/// <summary>A question with all that it is answered from.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Question">The question; at most <see cref="ConversationLimits.QuestionLength"/> characters.</param>
/// <param name="Before">What was said before, oldest first.</param>
/// <param name="Evidence">What tools have found in this conversation so far; grows while the answer is made.</param>
/// <param name="At">Now, UTC.</param>
/// <param name="Language">BCP 47 tag of the answer.</param>
public sealed record AssistantTurn(
    AssistantCaller Caller, string Question, ImmutableArray<ChatMessage> Before, Evidence Evidence, DateTimeOffset At, string Language)
{
    /// <summary>What placeholders in <see cref="Before"/> stand for.</summary>
    public IReadOnlyList<MaskedValue> Masked { get; init; } = [];

    /// <summary>For the calls of this turn.</summary>
    public ToolContext Context => new(Caller, At, Language);
}

/// <summary>Makes answers.</summary>
public interface IAssistantEngine
{
    /// <summary>Answers. Always ends with <see cref="AnswerEnded"/>, unless it throws <see cref="Models.ModelException"/>, after which another engine can answer what is left.</summary>
    IAsyncEnumerable<AssistantEvent> AnswerAsync(AssistantTurn turn, CancellationToken cancellationToken);
}

using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Offline;

/// <summary>A call that answers a question, or a part of it.</summary>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Arguments">Its arguments, an object.</param>
public sealed record PlannedCall(string Tool, JsonElement Arguments);

/// <summary>What was understood of a question and what is to be asked for it.</summary>
/// <param name="Intent">A stable word for what is wanted; <c>unknown</c> where it was not understood.</param>
/// <param name="Understood">Intent and slots, for the questions that follow; see <see cref="Conversations.ChatMessage.Understood"/>.</param>
/// <param name="Calls">Calls, in order; none where the answer needs none.</param>
public sealed record OfflinePlan(string Intent, string Understood, ImmutableArray<PlannedCall> Calls);

/// <summary>Understands questions of one audience and words the answers, by rules alone.</summary>
public interface IOfflinePlanner
{
    /// <summary>For whom.</summary>
    AssistantAudience Audience { get; }

    /// <summary>Understands a question in the light of what was said before.</summary>
    ValueTask<OfflinePlan> PlanAsync(AssistantTurn turn, CancellationToken cancellationToken);

    /// <summary>Words the answer from nothing but what the calls gave.</summary>
    string Say(OfflinePlan plan, IReadOnlyList<ToolResult> results, AssistantTurn turn);
}

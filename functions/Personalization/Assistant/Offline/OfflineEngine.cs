using System.Runtime.CompilerServices;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Offline;

/// <summary>Answers without any model: understands by rules, calls the same tools, words by templates. The same question of the same shop has the same answer.</summary>
/// <param name="planner">Understands and words.</param>
/// <param name="tools">The tools.</param>
public sealed class OfflineEngine(IOfflinePlanner planner, Toolbox tools) : IAssistantEngine
{
    /// <summary>The engine's name in answers.</summary>
    public const string Name = "offline";

    /// <inheritdoc/>
    public async IAsyncEnumerable<AssistantEvent> AnswerAsync(AssistantTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OfflinePlan plan = await planner.PlanAsync(turn, cancellationToken);
        List<ToolResult> results = [];
        foreach (PlannedCall call in plan.Calls)
        {
            yield return new ToolCalled(call.Tool);
            ToolResult result = await tools.CallAsync(call.Tool, call.Arguments, turn.Context, cancellationToken);
            turn.Evidence.Add(result.Facts);
            results.Add(result);
            yield return new ToolAnswered(result);
        }
        yield return new Understanding(plan.Understood);
        yield return new TextPiece(planner.Say(plan, results, turn));
        yield return new AnswerEnded("stop", Name, default);
    }
}

using Personalization.Assistant.Proposals;
using Personalization.Common;

namespace Personalization.Assistant.Tools;

/// <summary>What a call is made in.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="At">Now, UTC.</param>
/// <param name="Language">BCP 47 tag of the answer.</param>
public sealed record ToolContext(AssistantCaller Caller, DateTimeOffset At, string Language);

/// <summary>Something that the assistant can do. One call of it is told nothing but its arguments and who asks.</summary>
public interface IAssistantTool
{
    /// <summary>How it is called.</summary>
    ToolDefinition Definition { get; }

    /// <summary>Runs it; a tool that writes only proposes. Throws nothing but what storage throws.</summary>
    Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken);
}

/// <summary>A tool whose proposals can be carried out.</summary>
public interface IWritingTool : IAssistantTool
{
    /// <summary>Carries out what was approved. Called again with the same proposal it changes nothing more.</summary>
    Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken);

    /// <summary>Takes back what was done, exactly. Called again it changes nothing more.</summary>
    /// <param name="proposal">What was done.</param>
    /// <param name="undo">What <see cref="ApplyAsync"/> said that is needed to take it back.</param>
    /// <param name="author">Who takes it back.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken);
}

/// <summary>What came of carrying something out, or of taking it back.</summary>
/// <param name="Summary">What was done, in one sentence.</param>
/// <param name="Undo">What is needed to take it back, as the tool wants it; null where it failed.</param>
/// <param name="Problem">Why nothing was done.</param>
public sealed record WriteOutcome(string Summary, string? Undo, Problem? Problem = null);

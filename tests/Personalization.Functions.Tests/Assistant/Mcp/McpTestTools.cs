using System.Text.Json;
using Personalization.Assistant;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;

namespace Personalization.Functions.Tests.Assistant.Mcp;

internal sealed class CountingTool : IAssistantTool
{
    public const string Name = "test_count";

    public ToolDefinition Definition { get; } = new(Name, AssistantAudience.Merchant, ToolKind.Read, "Count", "Counts letters.", [new ToolParameter("text", ToolType.Text, "The letters.") { Required = true }]);

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ToolResult(Name, [new FigureFact("letters", arguments.Text("text")!.Length, null, "GET /letters")]));
}

internal sealed class RenamingTool : IWritingTool
{
    public const string Name = "test_rename";

    public ToolDefinition Definition { get; } = new(Name, AssistantAudience.Merchant, ToolKind.Write, "Rename", "Gives something a name.", []);

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ToolResult(Name, []) { Proposal = new Proposal("p-1", Name, JsonElement.Parse("{}"), "Would rename it.", JsonElement.Parse("""{"from":"a","to":"b"}"""), context.At, context.At.AddMinutes(30)) });

    public Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody has approved it");

    public Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody has approved it");
}

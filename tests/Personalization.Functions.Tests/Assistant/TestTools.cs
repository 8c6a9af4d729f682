using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Assistant;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>A tool that gives what a test says, and keeps what it was called with.</summary>
internal sealed class TestTool(ToolDefinition definition, Func<ToolArguments, ToolContext, ToolResult> answer) : IAssistantTool
{
    public ToolDefinition Definition => definition;

    public ConcurrentQueue<(ToolArguments Arguments, ToolContext Context)> Calls { get; } = new();

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        Calls.Enqueue((arguments, context));
        return Task.FromResult(answer(arguments, context));
    }

    public static TestTool Giving(string name, AssistantAudience audience, Func<ToolArguments, ToolContext, ToolResult> answer, params ImmutableArray<ToolParameter> parameters) =>
        new(new ToolDefinition(name, audience, ToolKind.Read, name, $"The tool {name}.", parameters), answer);

    public static TestTool Writing(string name) => new(
        new ToolDefinition(name, AssistantAudience.Merchant, ToolKind.Write, name, "Pauses a journey.", [new ToolParameter("recipe", ToolType.Text, "The journey.") { Required = true }]),
        (arguments, context) => new ToolResult(name, [])
        {
            Proposal = new Proposal("prop-1", name, JsonElement.Parse("{}"), $"Pause the journey {arguments.Text("recipe")}", JsonElement.Parse("""{"waiting":12}"""), context.At, context.At.AddMinutes(30)),
        });
}

/// <summary>Says the same, whatever is asked.</summary>
internal sealed class TestPlanner(AssistantAudience audience) : IOfflinePlanner
{
    public const string Words = "Answered without a model.";

    public AssistantAudience Audience => audience;

    public ValueTask<OfflinePlan> PlanAsync(AssistantTurn turn, CancellationToken cancellationToken) => new(new OfflinePlan("test", "test", []));

    public string Say(OfflinePlan plan, IReadOnlyList<ToolResult> results, AssistantTurn turn) => Words;
}

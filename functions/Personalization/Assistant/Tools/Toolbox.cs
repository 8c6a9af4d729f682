using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Assistant.Tools;

/// <summary>The tools there are, in the order of their names: the same for models, MCP and the engine without a model.</summary>
public sealed class Toolbox
{
    private readonly ImmutableSortedDictionary<string, IAssistantTool> tools;
    private readonly Action<string, Exception> failed;

    /// <summary>Of such tools; throws where two have one name.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="failed">Told when a tool breaks down, which is an answer for whoever called it and a fault for whoever runs the shop.</param>
    public Toolbox(IEnumerable<IAssistantTool> tools, Action<string, Exception>? failed = null)
    {
        this.failed = failed ?? ((_, _) => { });
        this.tools = tools.ToImmutableSortedDictionary(tool => tool.Definition.Name, tool => tool, StringComparer.Ordinal);
    }

    /// <summary>The tools that somebody may have called.</summary>
    public IEnumerable<ToolDefinition> For(AssistantAudience audience) => tools.Values.Select(tool => tool.Definition).Where(one => one.Audience == audience);

    /// <summary>The tool that carries out what was proposed by its name, or null.</summary>
    public IWritingTool? Writer(string name) => tools.GetValueOrDefault(name) as IWritingTool;

    /// <summary>Calls a tool by what somebody, perhaps a model, has said. What is not there for the caller, or called wrongly, is a failed result that says why.</summary>
    public async Task<ToolResult> CallAsync(string name, JsonElement arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (!tools.TryGetValue(name, out IAssistantTool? tool) || tool.Definition.Audience != context.Caller.Audience)
            return ToolResult.Failed(name, new Problem(404, "unknown-tool", "There is no such tool", $"The tools are {string.Join(", ", For(context.Caller.Audience).Select(one => one.Name))}."));
        (ToolArguments? read, ImmutableArray<ProblemError> errors) = ToolArguments.Read(tool.Definition, arguments);
        if (read is null) return ToolResult.Failed(name, new Problem(400, "invalid-arguments", "The tool cannot be called like that", string.Join(' ', errors.Select(error => error.Detail)), errors));
        try
        {
            return await tool.RunAsync(read, context, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failed(name, fault);
            return ToolResult.Failed(name, new Problem(503, "tool-failed", "The tool does not work at the moment", "Nothing was found out and nothing was changed. Try again later."));
        }
    }
}

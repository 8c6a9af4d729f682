using System.Globalization;
using System.Text.Json.Nodes;
using Personalization.Assistant;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Tools;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>Tools and what they answer, in the protocol's words.</summary>
internal static class McpTools
{
    /// <summary>A tool of the list.</summary>
    public static JsonObject Of(ToolDefinition tool) => new()
    {
        ["name"] = tool.Name, ["title"] = tool.Title,
        ["description"] = tool.Kind is ToolKind.Write ? tool.Description + " Changes nothing by itself: it makes a proposal, which a person has to approve." : tool.Description,
        ["inputSchema"] = JsonNode.Parse(ToolSchema.Of(tool).GetRawText()),
        ["annotations"] = new JsonObject
        {
            ["title"] = tool.Title, ["readOnlyHint"] = tool.Kind is ToolKind.Read, ["destructiveHint"] = false, ["idempotentHint"] = tool.Kind is ToolKind.Read, ["openWorldHint"] = false,
        },
    };

    /// <summary>A tool's answer: the same as text and as an object. Nobody's approval token is in it.</summary>
    public static JsonObject Of(ToolResult result)
    {
        JsonArray content = [Text(FactJson.TextOf(result))];
        if (result.Proposal is { } proposal)
            content.Add(Text(string.Create(CultureInfo.InvariantCulture,
                $"Nothing has been changed. A person approves it until {proposal.ExpiresAt:yyyy-MM-dd HH:mm} UTC at POST /v1/merchant/proposals/{proposal.Id}/approve, or in the merchant's own console.")));
        return new JsonObject { ["content"] = content, ["structuredContent"] = FactJson.Of(result), ["isError"] = result.Problem is not null };
    }

    /// <summary>Who asks there: the client that holds the key, for the shop's own data; nobody in particular, for what shoppers are told.</summary>
    public static AssistantCaller Caller(AssistantAudience audience, McpCall call) => new(audience, "mcp-" + call.Id, null) { Author = audience is AssistantAudience.Merchant ? "mcp " + call.Client : null };

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };
}

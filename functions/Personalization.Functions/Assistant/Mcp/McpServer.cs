using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Personalization.Assistant;
using Personalization.Assistant.Limits;
using Personalization.Assistant.Tools;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>Who sends a message.</summary>
/// <param name="Client">The client, by its key.</param>
/// <param name="Id">What tells this request from all others.</param>
internal readonly record struct McpCall(string Client, string Id);

/// <summary>Answers messages of the Model Context Protocol by the assistant's tools. Nothing is remembered between messages, whatever revision they are in.</summary>
/// <param name="tools">The tools.</param>
/// <param name="rates">How often they may be called.</param>
/// <param name="options">Settings.</param>
/// <param name="time">The clock.</param>
public sealed class McpServer(Toolbox tools, QuestionRates rates, IOptions<McpOptions> options, TimeProvider time)
{
    private const string Instructions =
        "The shop's own data and actions. Figures carry the request that gives them again. Tools that would change something give a proposal, which a person has to approve; there is no tool that approves.";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly AssistantAudience[] Audiences = [AssistantAudience.Merchant, AssistantAudience.Shopper];

    /// <summary>Answers a request.</summary>
    /// <param name="message">The request.</param>
    /// <param name="revision">The revision it is in.</param>
    /// <param name="call">Who sends it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<(JsonObject? Result, McpError? Error)> AnswerAsync(McpMessage message, string revision, McpCall call, CancellationToken cancellationToken)
    {
        bool stateless = revision == McpRevisions.Stateless;
        (JsonObject? Result, McpError? Error) answer = (message.Method, stateless) switch
        {
            ("server/discover", true) => (Cacheable(Discovered()), null),
            ("initialize", false) => (Initialized(message), null),
            ("ping", false) => (new JsonObject(), null),
            ("tools/list", _) => List(message, stateless),
            ("tools/call", _) => await CallAsync(message, call, cancellationToken),
            _ => (null, new McpError(McpError.UnknownMethod, $"Method not found: {message.Method}", stateless ? StatusCodes.Status404NotFound : StatusCodes.Status200OK)),
        };
        if (stateless && answer.Result is { } result)
        {
            result["resultType"] = "complete";
            result["_meta"] = new JsonObject { ["io.modelcontextprotocol/serverInfo"] = Self() };
        }
        return answer;
    }

    private static JsonObject Discovered() => new()
    {
        ["supportedVersions"] = new JsonArray(McpRevisions.Stateless), ["capabilities"] = Capabilities(), ["instructions"] = Instructions,
    };

    private static JsonObject Initialized(McpMessage message) => new()
    {
        ["protocolVersion"] = message.Text("protocolVersion") is { } asked && McpRevisions.WithHandshake.Contains(asked) ? asked : McpRevisions.WithHandshake[0],
        ["capabilities"] = Capabilities(), ["serverInfo"] = Self(), ["instructions"] = Instructions,
    };

    private static JsonObject Capabilities() => new() { ["tools"] = new JsonObject() };

    private static JsonObject Self() => new() { ["name"] = "personalization", ["title"] = "Personalization suite", ["version"] = typeof(McpServer).Assembly.GetName().Version!.ToString(3) };

    // What tools there are is the same for everybody, but only those with a key may know.
    private static JsonObject Cacheable(JsonObject result)
    {
        result["ttlMs"] = (long)Fresh.TotalMilliseconds;
        result["cacheScope"] = "private";
        return result;
    }

    private (JsonObject? Result, McpError? Error) List(McpMessage message, bool stateless)
    {
        if (message.Text("cursor") is not null) return (null, Invalid("There is one page of tools: leave cursor out."));
        JsonArray all = [.. Audiences.SelectMany(tools.For).OrderBy(tool => tool.Name, StringComparer.Ordinal).Select(McpTools.Of)];
        JsonObject result = new() { ["tools"] = all };
        return (stateless ? Cacheable(result) : result, null);
    }

    private async Task<(JsonObject? Result, McpError? Error)> CallAsync(McpMessage message, McpCall call, CancellationToken cancellationToken)
    {
        if (message.Text("name") is not { } name) return (null, Invalid("params.name is the name of a tool."));
        JsonElement arguments = message.Member("arguments");
        if (arguments.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object)) return (null, Invalid("params.arguments is an object."));
        if (Audiences.SelectMany(tools.For).FirstOrDefault(tool => tool.Name == name) is not { } tool) return (null, Invalid($"Unknown tool: {name[..Math.Min(name.Length, 128)]}"));
        if (rates.Take("mcp " + call.Client, options.Value.Share) is { } wait) return (null, new McpError(McpError.TooMany, "Too many calls of tools. Nothing was done.", StatusCodes.Status429TooManyRequests) { RetryAfter = wait });
        ToolContext context = new(McpTools.Caller(tool.Audience, call), time.GetUtcNow(), "en");
        return (McpTools.Of(await tools.CallAsync(name, arguments, context, cancellationToken)), null);
    }

    private static McpError Invalid(string message) => new(McpError.InvalidParams, message, StatusCodes.Status200OK);
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>Why a message is not answered with a result, as JSON-RPC says it.</summary>
/// <param name="Code">Code of JSON-RPC, or of the protocol's own.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Status">The status over HTTP.</param>
internal sealed record McpError(int Code, string Message, int Status = StatusCodes.Status400BadRequest)
{
    public const int NotJson = -32700, InvalidRequest = -32600, UnknownMethod = -32601, InvalidParams = -32602, HeaderMismatch = -32020, UnsupportedVersion = -32022;

    /// <summary>Outside of what JSON-RPC keeps for itself, as the protocol asks for codes of one's own.</summary>
    public const int TooMany = 429, NoKey = 401;

    /// <summary>More about it.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>How long to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public JsonObject Body(JsonNode? id)
    {
        JsonObject error = new() { ["code"] = Code, ["message"] = Message };
        if (Data is not null) error["data"] = Data.DeepClone();
        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone(), ["error"] = error };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>A message of JSON-RPC: a request, or a notification where there is no id.</summary>
/// <param name="Id">A text or a whole number; null for a notification.</param>
/// <param name="Method">What is asked for.</param>
/// <param name="Params">With what; undefined where nothing is said.</param>
internal sealed record McpMessage(JsonNode? Id, string Method, JsonElement Params)
{
    private const string MetaName = "_meta";

    private static readonly McpError NotJson = new(McpError.NotJson, "The body is not JSON.");
    private static readonly McpError Batch = new(McpError.InvalidRequest, "Send one message in each request: batches are not taken.");
    private static readonly McpError NoMessage = new(McpError.InvalidRequest, "Send a request or a notification of JSON-RPC 2.0, with a method.");
    private static readonly McpError WrongId = new(McpError.InvalidRequest, "An id is a text or a whole number.");
    private static readonly McpError WrongParams = new(McpError.InvalidParams, "params is an object.");

    public bool IsNotification => Id is null;

    /// <summary>Reads a body.</summary>
    public static (McpMessage? Message, McpError? Error, JsonNode? Id) Read(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            return (null, NotJson, null);
        }
        if (root.ValueKind is JsonValueKind.Array) return (null, Batch, null);
        if (root.ValueKind is not JsonValueKind.Object) return (null, NoMessage, null);
        JsonNode? id = null;
        if (root.TryGetProperty("id", out JsonElement said))
        {
            id = said.ValueKind is JsonValueKind.String && Http.JsonFields.Text(root, "id") is { } text ? JsonValue.Create(text) : said.ValueKind is JsonValueKind.Number && said.TryGetInt64(out long number) ? JsonValue.Create(number) : null;
            if (id is null) return (null, WrongId, null);
        }
        if (Http.JsonFields.Text(root, "jsonrpc") is not "2.0" || Http.JsonFields.Text(root, "method") is not { Length: > 0 } method) return (null, NoMessage, id);
        if (root.TryGetProperty("params", out JsonElement parameters) && parameters.ValueKind is not JsonValueKind.Object) return (null, WrongParams, id);
        return (new McpMessage(id, method, parameters), null, id);
    }

    /// <summary>A text of the parameters, or null.</summary>
    public string? Text(string name) => Params.ValueKind is JsonValueKind.Object ? Http.JsonFields.Text(Params, name) : null;

    /// <summary>Something of the parameters, or an undefined element.</summary>
    public JsonElement Member(string name) => Params.ValueKind is JsonValueKind.Object && Params.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>What the message says of itself, or an undefined element.</summary>
    public JsonElement Meta(string name) =>
        Member(MetaName) is { ValueKind: JsonValueKind.Object } meta && meta.TryGetProperty(name, out JsonElement value) ? value : default;
}

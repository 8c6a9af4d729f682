using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Personalization.Functions.Http;
using Personalization.Functions.Messages;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>The MCP server's one address: one message in each POST, one JSON answer to it.</summary>
public sealed class McpFunctions(McpServer server, McpKeys keys, IOptions<McpOptions> options, IOptions<MessageOptions> messages)
{
    private const int LargestBody = 128 * 1024;
    private const string Json = "application/json";

    private static readonly McpError NoKey = new(
        McpError.NoKey, "This needs a key of an MCP client (setting Mcp__Keys__NAME), as Authorization: Bearer KEY or x-api-key: KEY. Function keys do not open it.", StatusCodes.Status401Unauthorized);
    private static readonly McpError TooLarge = new(McpError.InvalidRequest, $"A message has {LargestBody} bytes at most.", StatusCodes.Status413PayloadTooLarge);
    private static readonly McpError ForeignPage = new(McpError.InvalidRequest, "Pages of this origin may not ask; see the setting Mcp:Origins.", StatusCodes.Status403Forbidden);
    private static readonly McpError NoJson = new(McpError.InvalidRequest, "A message is sent as application/json.", StatusCodes.Status415UnsupportedMediaType);
    private static readonly McpError NoAccept = new(McpError.InvalidRequest, "Accept has to list application/json and text/event-stream.", StatusCodes.Status406NotAcceptable);

    /// <summary>Answers a message. There are no streams to open with GET and no sessions to end with DELETE.</summary>
    [Function("Mcp")]
    public async Task<IResult> Mcp(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "get", "delete", Route = "mcp")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        if (keys.ClientOf(request) is not { } client) return McpAnswer.Of(NoKey, null);
        if (!HttpMethods.IsPost(request.Method)) return new McpAnswer(StatusCodes.Status405MethodNotAllowed, null);
        if (Refused(request) is { } refused) return McpAnswer.Of(refused, null);
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return McpAnswer.Of(TooLarge, null);
        (McpMessage? message, McpError? error, JsonNode? id) = McpMessage.Read(body);
        if (message is null) return McpAnswer.Of(error!, id);
        (string revision, error) = McpHeaders.Check(request.Headers, message);
        if (error is not null) return McpAnswer.Of(error, id);
        if (message.IsNotification) return new McpAnswer(StatusCodes.Status202Accepted, null);
        (JsonObject? result, error) = await server.AnswerAsync(message, revision, new McpCall(client, context.InvocationId), cancellationToken);
        return error is not null ? McpAnswer.Of(error, id) : new McpAnswer(StatusCodes.Status200OK, new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result });
    }

    private McpError? Refused(HttpRequest request)
    {
        if (request.Headers.TryGetValue(HeaderNames.Origin, out var origin) && !IsOurs(origin.ToString())) return ForeignPage;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)) return NoJson;
        // Answers are always JSON: whoever takes that is served, even where the other form that the protocol has is not named.
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(one => new MediaTypeHeaderValue(Json).IsSubsetOf(one)) ? null : NoAccept;
    }

    // The Host header proves nothing: a page whose name has been pointed here sends its own.
    private bool IsOurs(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)
        && options.Value.Origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append(messages.Value.PublicUrl.AbsoluteUri)
            .Any(ours => Uri.TryCreate(ours, UriKind.Absolute, out Uri? one) && Uri.Compare(page, one, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);
}

/// <summary>An answer over HTTP: a JSON-RPC message, or nothing.</summary>
internal sealed class McpAnswer(int status, JsonObject? body, TimeSpan? wait = null) : IResult
{
    public static McpAnswer Of(McpError error, JsonNode? id) => new(error.Status, error.Body(id), error.RetryAfter);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (wait is { } time) response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (status == StatusCodes.Status405MethodNotAllowed) response.Headers.Allow = HttpMethods.Post;
        return body is null ? Task.CompletedTask : response.WriteAsJsonAsync(body, WireJson.Relaxed.JsonObject, "application/json", httpContext.RequestAborted);
    }
}

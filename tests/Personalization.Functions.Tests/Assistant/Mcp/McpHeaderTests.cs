using System.Net;
using System.Text.Json;

namespace Personalization.Functions.Tests.Assistant.Mcp;

[Trait("Feature", "S90")]
public sealed class McpHeaderTests(McpWorld world) : IClassFixture<McpWorld>
{
    private const string Call = """ "name":"test_count","arguments":{"text":"abc"} """;

    [Theory]
    [InlineData("MCP-Protocol-Version", null)]
    [InlineData("MCP-Protocol-Version", "2025-11-25")]
    [InlineData("Mcp-Method", null)]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Method", "TOOLS/CALL")]
    [InlineData("Mcp-Name", null)]
    [InlineData("Mcp-Name", "test_rename")]
    [InlineData("Mcp-Name", "=?base64?dGVzdF9yZW5hbWU=?=")]
    [InlineData("Mcp-Name", "=?base64?%%%?=")]
    public async Task Post_HeaderDiffersFromBody_IsRefused(string header, string? value)
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync("tools/call", Call, (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(-32020, Code(body));
        Assert.Equal(7, body.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Post_NameEncoded_IsReadAndCompared()
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync("tools/call", Call, ("Mcp-Name", "=?base64?dGVzdF9jb3VudA==?="));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(body.GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Post_UnknownRevision_NamesThoseThatAreSpoken()
    {
        (HttpResponseMessage answer, JsonElement body) = await world.PostAsync(
            """{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"1900-01-01","io.modelcontextprotocol/clientCapabilities":{}}}}""",
            ("MCP-Protocol-Version", "1900-01-01"), ("Mcp-Method", "tools/list"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(-32022, Code(body));
        JsonElement data = body.GetProperty("error").GetProperty("data");
        Assert.Equal("1900-01-01", data.GetProperty("requested").GetString());
        Assert.Equal(["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"], data.GetProperty("supported").EnumerateArray().Select(one => one.GetString()!));
    }

    [Theory]
    [InlineData("""{"io.modelcontextprotocol/clientCapabilities":{}}""")]
    [InlineData("""{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}""")]
    [InlineData("""{}""")]
    public async Task Post_MessageSaysTooLittleOfItself_IsInvalid(string meta)
    {
        (HttpResponseMessage answer, JsonElement body) = await world.PostAsync(
            $$"""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{{meta}} } }""", ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/list"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(-32602, Code(body));
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://shop.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(McpWorld.PublicOrigin, HttpStatusCode.OK)]
    [InlineData(McpWorld.OtherOrigin, HttpStatusCode.OK)]
    public async Task Post_FromAPage_OnlyThoseThatMayAreAnswered(string origin, HttpStatusCode expected)
    {
        (HttpResponseMessage answer, _) = await world.AskAsync("tools/list", "", ("Origin", origin));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/event-stream", HttpStatusCode.NotAcceptable)]
    [InlineData("text/html", HttpStatusCode.NotAcceptable)]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("*/*", HttpStatusCode.OK)]
    public async Task Post_Accept_HasToTakeJson(string accept, HttpStatusCode expected)
    {
        (HttpResponseMessage answer, _) = await world.AskAsync("tools/list", "", ("Accept", accept));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Post_NotAsJson_IsRefused()
    {
        (HttpResponseMessage answer, _) = await world.AskAsync("tools/list", "", ("Content-Type", "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task OtherMethods_ThereAreNoStreamsAndSessions(string method)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), "/mcp");
        request.Headers.Add("x-api-key", McpWorld.ClientKey);
        using HttpResponseMessage answer = await world.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Post_WithoutKey_IsRefused()
    {
        using HttpResponseMessage answer = await world.PostAsync("/mcp", """{"jsonrpc":"2.0","id":1,"method":"ping"}""", key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static int Code(JsonElement body) => body.GetProperty("error").GetProperty("code").GetInt32();
}

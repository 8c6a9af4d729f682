using System.Net;
using System.Text.Json;

namespace Personalization.Functions.Tests.Assistant.Mcp;

[Trait("Feature", "S90")]
public sealed class McpMessageTests(McpWorld world) : IClassFixture<McpWorld>
{
    [Fact]
    public async Task Discover_Stateless_SaysWhatThereIs()
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync("server/discover");

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.Contains("Mcp-Session-Id"));
        JsonElement result = body.GetProperty("result");
        Assert.Equal("complete", result.GetProperty("resultType").GetString());
        Assert.Equal(["2026-07-28"], result.GetProperty("supportedVersions").EnumerateArray().Select(one => one.GetString()!));
        Assert.True(result.GetProperty("capabilities").TryGetProperty("tools", out _));
        Assert.Equal("personalization", result.GetProperty("_meta").GetProperty("io.modelcontextprotocol/serverInfo").GetProperty("name").GetString());
        Assert.True(result.GetProperty("ttlMs").GetInt64() > 0);
        Assert.Equal("private", result.GetProperty("cacheScope").GetString());
    }

    [Fact]
    public async Task List_Twice_SameOrderWithSchemas()
    {
        (_, JsonElement first) = await world.AskAsync("tools/list");
        (_, JsonElement second) = await world.AskAsync("tools/list");

        Assert.Equal(first.GetRawText(), second.GetRawText());
        JsonElement result = first.GetProperty("result");
        JsonElement[] tools = [.. result.GetProperty("tools").EnumerateArray()];
        string[] names = [.. tools.Select(tool => tool.GetProperty("name").GetString()!)];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        JsonElement counting = tools.Single(tool => tool.GetProperty("name").GetString() is CountingTool.Name);
        Assert.Equal("text", counting.GetProperty("inputSchema").GetProperty("required")[0].GetString());
        Assert.True(counting.GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean());
        Assert.False(tools.Single(tool => tool.GetProperty("name").GetString() is RenamingTool.Name).GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean());
        Assert.True(result.TryGetProperty("ttlMs", out _) && result.TryGetProperty("cacheScope", out _));
    }

    [Fact]
    public async Task Call_Read_GivesFactsAsTextAndObject()
    {
        (_, JsonElement body) = await world.AskAsync("tools/call", """ "name":"test_count","arguments":{"text":"abc"} """);

        JsonElement result = body.GetProperty("result");
        JsonElement figure = result.GetProperty("structuredContent").GetProperty("figures")[0];
        Assert.Equal(3, figure.GetProperty("value").GetDecimal());
        Assert.Equal("GET /letters", figure.GetProperty("query").GetString());
        Assert.Equal(result.GetProperty("structuredContent").GetRawText(), JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!).GetRawText());
    }

    [Fact]
    public async Task Call_Write_GivesAProposalAndNoToken()
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync("tools/call", """ "name":"test_rename" """);

        string text = body.GetRawText();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("p-1", body.GetProperty("result").GetProperty("structuredContent").GetProperty("proposal").GetProperty("id").GetString());
        Assert.Contains("/v1/merchant/proposals/p-1/approve", text, StringComparison.Ordinal);
        Assert.DoesNotContain("token", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"text":5}""")]
    [InlineData("""{}""")]
    [InlineData("""{"text":"a","token":"x"}""")]
    public async Task Call_WrongArguments_IsAnErrorTheModelCanRead(string arguments)
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync("tools/call", $"\"name\":\"test_count\",\"arguments\":{arguments}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(body.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Equal("invalid-arguments", body.GetProperty("result").GetProperty("structuredContent").GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("tools/call", """ "name":"no_such_tool" """, -32602)]
    [InlineData("tools/call", """ "name":"test_count","arguments":[] """, -32602)]
    [InlineData("tools/call", """ "arguments":{} """, -32602)]
    [InlineData("tools/list", """ "cursor":"x" """, -32602)]
    public async Task Ask_Wrongly_SaysWhat(string method, string parameters, int code)
    {
        (_, JsonElement body) = await world.AskAsync(method, parameters);

        Assert.Equal(code, body.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(7, body.GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("logging/setLevel")]
    [InlineData("resources/list")]
    [InlineData("subscriptions/listen")]
    [InlineData("proposals/approve")]
    public async Task Ask_UnknownMethod_IsNotFound(string method)
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync(method);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(-32601, body.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("", -32700)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}]""", -32600)]
    [InlineData("5", -32600)]
    [InlineData("""{"id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""", -32602)]
    public async Task Post_NoMessage_IsRefused(string body, int code)
    {
        (HttpResponseMessage answer, JsonElement said) = await world.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, said.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Post_LargeBody_IsRefused()
    {
        (HttpResponseMessage answer, _) = await world.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"{{new string('x', 200_000)}}"} }""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("2025-03-26", "2025-03-26")]
    [InlineData("2025-06-18", "2025-06-18")]
    [InlineData("2025-11-25", "2025-11-25")]
    [InlineData("2024-11-05", "2025-11-25")]
    [InlineData("2026-07-28", "2025-11-25")]
    public async Task Initialize_OlderClient_AgreesOnARevision(string asked, string agreed)
    {
        (HttpResponseMessage answer, JsonElement body) = await world.PostAsync(
            $$$"""{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"{{{asked}}}","capabilities":{},"clientInfo":{"name":"old","version":"1"} } }""");

        Assert.False(answer.Headers.Contains("Mcp-Session-Id"));
        Assert.Equal("a", body.GetProperty("id").GetString());
        JsonElement result = body.GetProperty("result");
        Assert.Equal(agreed, result.GetProperty("protocolVersion").GetString());
        Assert.Equal("personalization", result.GetProperty("serverInfo").GetProperty("name").GetString());
        Assert.False(result.TryGetProperty("resultType", out _));
    }

    [Fact]
    public async Task OlderClient_AfterTheHandshake_IsServedWithoutASession()
    {
        (HttpResponseMessage noted, JsonElement nothing) = await world.PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", ("MCP-Protocol-Version", "2025-11-25"));
        (_, JsonElement ping) = await world.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", ("MCP-Protocol-Version", "2025-11-25"));
        (_, JsonElement unsaid) = await world.PostAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"test_count","arguments":{"text":"ab"}}}""");
        (HttpResponseMessage unknown, JsonElement error) = await world.PostAsync("""{"jsonrpc":"2.0","id":3,"method":"server/discover"}""", ("MCP-Protocol-Version", "2025-06-18"));

        Assert.Equal(HttpStatusCode.Accepted, noted.StatusCode);
        Assert.Equal(JsonValueKind.Undefined, nothing.ValueKind);
        Assert.Equal("{}", ping.GetProperty("result").GetRawText());
        Assert.Equal(2, unsaid.GetProperty("result").GetProperty("structuredContent").GetProperty("figures")[0].GetProperty("value").GetDecimal());
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal(-32601, error.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Call_TooOften_IsToldToWait()
    {
        await using Fresh fresh = await Fresh.StartAsync();
        HttpResponseMessage? answer = null;
        for (int call = 0; call <= 300; call++) (answer, _) = await fresh.World.AskAsync("tools/call", """ "name":"test_count","arguments":{"text":"a"} """);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.RetryAfter?.Delta);
        fresh.World.Time.Advance(TimeSpan.FromMinutes(1));
        (answer, _) = await fresh.World.AskAsync("tools/call", """ "name":"test_count","arguments":{"text":"a"} """);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A server of its own: its limits are used up.</summary>
    private sealed class Fresh : IAsyncDisposable
    {
        public McpWorld World { get; } = new();

        public static async Task<Fresh> StartAsync()
        {
            Fresh fresh = new();
            await fresh.World.InitializeAsync();
            return fresh;
        }

        public async ValueTask DisposeAsync() => await World.DisposeAsync();
    }
}

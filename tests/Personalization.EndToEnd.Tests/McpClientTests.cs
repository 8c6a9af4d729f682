using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Client libraries of the protocol as they come from their registries, at the running app.</summary>
[Collection(ShopCollection.Name)]
[Trait("Feature", "S90")]
public sealed class McpClientTests(ShopFixture shop)
{
    private const string Product = """[{"productId":"mcp-kettle","name":"Whistling Kettle","category":"Kitchen","price":34.5,"currency":"EUR","stock":4}]""";

    [Theory]
    [InlineData(null, "2026-07-28")]
    [InlineData("2025-11-25", "2025-11-25")]
    [InlineData("2025-03-26", "2025-03-26")]
    public async Task Client_UnmodifiedCSharpLibrary_ListsAndCallsTools(string? asked, string spoken)
    {
        await PutProductAsync();
        await using HttpClientTransport transport = new(new HttpClientTransportOptions
        {
            Endpoint = new Uri(shop.App.Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + AppProcess.ClientKey },
        });
        await using McpClient client = await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = asked });

        IList<McpClientTool> tools = await client.ListToolsAsync();
        CallToolResult found = await client.CallToolAsync("search_products", new Dictionary<string, object?> { ["query"] = "kettle" });

        Assert.Equal(spoken, client.NegotiatedProtocolVersion);
        Assert.Equal("personalization", client.ServerInfo?.Name);
        Assert.Equal(tools.Select(tool => tool.Name).Order(StringComparer.Ordinal), tools.Select(tool => tool.Name));
        Assert.Contains(tools, tool => tool.Name is "search_products");
        Assert.NotEqual(true, found.IsError);
        Assert.Contains("mcp-kettle", JsonSerializer.Serialize(found.StructuredContent), StringComparison.Ordinal);
        Assert.Contains("34.5", Assert.IsType<TextContentBlock>(found.Content[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_UnmodifiedTypeScriptLibrary_ListsAndCallsTools()
    {
        await PutProductAsync();
        using Process caller = Process.Start(new ProcessStartInfo("node", ["call.mjs", shop.App.Address.ToString(), AppProcess.ClientKey, "search_products", """{"query":"kettle"}"""])
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "tests/Personalization.EndToEnd.Tests/mcp"), RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = caller.StandardError.ReadToEndAsync();
        string output = await caller.StandardOutput.ReadToEndAsync();
        await caller.WaitForExitAsync();
        Assert.True(caller.ExitCode == 0, await errors);

        JsonElement said = JsonElement.Parse(output);
        Assert.Equal("2025-11-25", said.GetProperty("version").GetString());
        Assert.Contains("search_products", said.GetProperty("tools").EnumerateArray().Select(one => one.GetString()!));
        Assert.Contains("mcp-kettle", said.GetProperty("result").GetProperty("structuredContent").GetRawText(), StringComparison.Ordinal);
    }

    // The app may know products from a moment ago.
    private async Task PutProductAsync()
    {
        using HttpRequestMessage put = new(HttpMethod.Put, "/v1/catalog/products") { Content = new StringContent(Product, System.Text.Encoding.UTF8, "application/json") };
        using HttpResponseMessage answer = await shop.Client.SendAsync(put);
        answer.EnsureSuccessStatusCode();
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant;
using Personalization.Functions.Assistant.Mcp;
using Personalization.Functions.Assistant.Proposals;

namespace Personalization.Functions.Tests.Assistant.Mcp;

/// <summary>The app's MCP server over HTTP, with two tools more than it has, beside the functions that tell and take approvals.</summary>
public sealed class McpWorld() : AppWorld(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero), typeof(McpFunctions), typeof(AssistantFunctions), typeof(ProposalFunctions))
{
    public const string OtherOrigin = "https://console.shop.example", ClientKey = "test-mcp-client-key", CarelessKey = "test-key-used-for-both";

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        new Dictionary<string, string?> { ["Mcp:Keys:agent"] = ClientKey, ["FunctionsKeys:Host:careless"] = CarelessKey, ["Mcp:Keys:careless"] = CarelessKey, ["Mcp:Origins"] = OtherOrigin, ["Mcp:Share"] = "3", ["Assistant:QuestionsPerMinute"] = "100" };

    /// <summary>Posts a body with the headers of a client, but for those that are given; null leaves one out.</summary>
    public async Task<(HttpResponseMessage Answer, JsonElement Body)> PostAsync(string body, params (string Name, string? Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("Authorization", "Bearer " + ClientKey);
        foreach ((string name, string? value) in headers)
        {
            (name is "Content-Type" ? (System.Net.Http.Headers.HttpHeaders)request.Content.Headers : request.Headers).Remove(name);
            if (value is not null && !request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        HttpResponseMessage answer = await Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return (answer, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Asks in the newest revision, all headers as they should be but for those that are given.</summary>
    public Task<(HttpResponseMessage Answer, JsonElement Body)> AskAsync(string method, string parameters = "", params (string Name, string? Value)[] headers)
    {
        const string meta = """ "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}} """;
        string body = $"{{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"{method}\",\"params\":{{{parameters}{(parameters.Length > 0 ? "," : "")}{meta}}}}}";
        List<(string, string?)> all = [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", method)];
        if (parameters.Length > 0 && JsonElement.Parse($"{{{parameters}}}").TryGetProperty("name", out JsonElement name) && name.ValueKind is JsonValueKind.String) all.Add(("Mcp-Name", name.GetString()));
        all.RemoveAll(one => headers.Any(other => other.Name == one.Item1));
        return PostAsync(body, [.. all, .. headers]);
    }

    protected override void Add(IServiceCollection services)
    {
        services.AddSingleton<IAssistantTool, CountingTool>();
        services.AddSingleton<IAssistantTool, RenamingTool>();
    }
}

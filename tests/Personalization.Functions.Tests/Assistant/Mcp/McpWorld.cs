using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant.Mcp;
using Personalization.LocalHost;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant.Mcp;

/// <summary>The app's MCP server over HTTP, with two tools more than it has.</summary>
#pragma warning disable CA1001 // xunit disposes it asynchronously.
public sealed class McpWorld : IAsyncLifetime
#pragma warning restore CA1001
{
    public const string Key = "mcp-test-key", PublicOrigin = "https://shop.example", OtherOrigin = "https://console.shop.example";

    private AzuriteProcess? azurite;
    private IHost? host;
    private HttpClient? client;

    public HttpClient Client => client!;

    internal ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0", "--AzureFunctionsJobHost:extensions:http:routePrefix", ""]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString, ["ServiceBus"] = azurite.ConnectionString, ["DecisionKey"] = "test-decision-key-0123456789", ["UnsubscribeKey"] = "test-unsubscribe-key-0123456789",
            ["Events:WriteKeys:test"] = "test-write-key", ["Privacy:AllowedUnlessObjected"] = "analytics,personalization", ["Privacy:SuppressionSalt"] = "test-suppression-salt-0123456789",
            ["Privacy:ReceiptKey"] = "test-receipt-key-0123456789", ["Messages:PublicUrl"] = PublicOrigin + "/app", ["Mcp:Origins"] = OtherOrigin, ["Mcp:Share"] = "3", ["Assistant:QuestionsPerMinute"] = "100",
            ["FunctionsKeys:Host:default"] = Key,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddPersonalization();
        builder.Services.AddSingleton<IAssistantTool, CountingTool>();
        builder.Services.AddSingleton<IAssistantTool, RenamingTool>();
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [typeof(McpFunctions)]);
        host = builder.Build();
        await host.StartAsync();
        client = new HttpClient { BaseAddress = host.LocalAddress() };
        client.DefaultRequestHeaders.Add("x-functions-key", Key);
    }

    public async Task DisposeAsync()
    {
        client?.Dispose();
        if (host is not null)
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>Posts a body with the headers of a client, but for those that are given; null leaves one out.</summary>
    public async Task<(HttpResponseMessage Answer, JsonElement Body)> PostAsync(string body, params (string Name, string? Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Accept", "application/json, text/event-stream");
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
}

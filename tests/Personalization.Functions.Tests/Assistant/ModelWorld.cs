using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Assistant;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Functions.Assistant;
using Personalization.LocalHost;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The app with a scripted model and tools of the tests', over HTTP and an emulator of its own.</summary>
#pragma warning disable CA1001 // xunit disposes it asynchronously.
public sealed class ModelWorld : IAsyncLifetime
#pragma warning restore CA1001
{
    public const string Key = "test-merchant-key";

    public const int VisitorTokens = 5000, PerMinute = 12;

    private AzuriteProcess? azurite;
    private IHost? host;
    private ModelShop? shop;
    private ManualTimeProvider? time;
    private int visitors;

    public IServiceProvider Services => host!.Services;

    public HttpClient Client { get; private set; } = new();

    internal ModelShop Shop => shop!;

    internal ManualTimeProvider Time => time!;

    internal ScriptedModel Model => shop!.Model;

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        shop = await ModelShop.StartAsync();
        time = new ManualTimeProvider(ModelShop.Now);
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0", "--AzureFunctionsJobHost:extensions:http:routePrefix", ""]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString, ["ServiceBus"] = azurite.ConnectionString, ["DecisionKey"] = "test-decision-key-0123456789", ["UnsubscribeKey"] = "test-unsubscribe-key-0123456789",
            ["Events:WriteKeys:test"] = "test-write-key", ["Privacy:AllowedUnlessObjected"] = "analytics,personalization", ["Privacy:SuppressionSalt"] = "test-suppression-salt-0123456789",
            ["Privacy:ReceiptKey"] = "test-receipt-key-0123456789", ["Messages:PublicUrl"] = "https://shop.example", ["FunctionsKeys:Host:default"] = Key, ["Assistant:ApprovalKey"] = "test-approval-key-0123456789",
            ["Assistant:ModelUrl"] = Model.Address.ToString(), ["Assistant:Model"] = "scripted", ["Assistant:ModelKey"] = "k", ["Assistant:TokensPerVisitor"] = $"{VisitorTokens}", ["Assistant:TokensPerDay"] = "100000",
            ["Assistant:QuestionsPerMinute"] = $"{PerMinute}",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddPersonalization();
        builder.Services.RemoveAll<IOfflinePlanner>().RemoveAll<IAssistantTool>();
        foreach (AssistantAudience audience in Enum.GetValues<AssistantAudience>()) builder.Services.AddSingleton<IOfflinePlanner>(new TestPlanner(audience));
        foreach (TestTool tool in shop.Tools) builder.Services.AddSingleton<IAssistantTool>(tool);
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [typeof(AssistantFunctions)]);
        host = builder.Build();
        await Services.GetRequiredService<ICatalogStore>().DescribeAsync([.. shop.Products.Select(product => new ProductDescription(product, ModelShop.Now))], default);
        await host.StartAsync();
        Client = new HttpClient { BaseAddress = host.LocalAddress() };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (host is not null)
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
        if (shop is not null) await shop.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>A visitor that nobody else is, at a time when no question has been counted yet.</summary>
    public string NewVisitor()
    {
        Time.Advance(TimeSpan.FromMinutes(2));
        return $"device-{++visitors}";
    }

    /// <summary>Sends a body; with a key to the merchant's route.</summary>
    public async Task<HttpResponseMessage> SendAsync(object body, bool merchant = false, string tail = "", CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, (merchant ? "/v1/merchant/chat" : "/v1/assistant/chat") + tail)
        {
            Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        if (merchant) request.Headers.Add("x-functions-key", Key);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>A JSON answer.</summary>
    public async Task<JsonElement> AskAsync(object body, bool merchant = false)
    {
        using HttpResponseMessage answer = await SendAsync(body, merchant);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }
}

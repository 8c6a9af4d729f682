using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Events;
using Personalization.Functions.Assistant;
using Personalization.Functions.Assistant.Hints;
using Personalization.Functions.Events;
using Personalization.LocalHost;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The demo shop with its assistant, over HTTP and an emulator of its own, without any model.</summary>
#pragma warning disable CA1001 // xunit disposes it asynchronously.
public sealed class AssistantWorld : IAsyncLifetime
#pragma warning restore CA1001
{
    public const string Consent = "analytics,personalization";

    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider time = new(Now);
    private AzuriteProcess? azurite;
    private IHost? host;
    private HttpClient? client;

    public IServiceProvider Services => host!.Services;

    public CatalogSnapshot Catalog { get; private set; } = CatalogSnapshot.Empty;

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0", "--AzureFunctionsJobHost:extensions:http:routePrefix", ""]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString, ["ServiceBus"] = azurite.ConnectionString, ["DecisionKey"] = "test-decision-key-0123456789", ["UnsubscribeKey"] = "test-unsubscribe-key-0123456789",
            ["Events:WriteKeys:test"] = "test-write-key", ["Privacy:AllowedUnlessObjected"] = Consent, ["Privacy:SuppressionSalt"] = "test-suppression-salt-0123456789",
            ["Privacy:ReceiptKey"] = "test-receipt-key-0123456789", ["Messages:PublicUrl"] = "https://shop.example", ["Assistant:QuestionsPerMinute"] = "100000",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddPersonalization();
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [typeof(AssistantFunctions), typeof(HintFunctions)]);
        host = builder.Build();
        ICatalogStore store = Services.GetRequiredService<ICatalogStore>();
        DemoShop shop = DemoShop.Create(7, Now);
        await store.DescribeAsync([.. shop.Guides, .. shop.Products], default);
        Catalog = await store.CurrentAsync(default);
        await host.StartAsync();
        client = new HttpClient { BaseAddress = host.LocalAddress() };
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

    /// <summary>Asks as a shopper; goes on with a conversation where one is given.</summary>
    public async Task<JsonElement> AskAsync(string question, string? conversation = null, string? more = null)
    {
        string body = $"{{\"message\":{JsonSerializer.Serialize(question)}{(conversation is null ? "" : $",\"conversationId\":\"{conversation}\"")}{(more is null ? "" : "," + more)}}}";
        using StringContent content = new(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using HttpResponseMessage answer = await client!.PostAsync("/v1/assistant/chat", content);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>What is at an address, with the status.</summary>
    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using HttpResponseMessage answer = await client!.GetAsync(path);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Takes a track event of a known person, as the shop's server would send it.</summary>
    public async Task TrackAsync(string name, string user, double daysAgo, string properties)
    {
        DateTimeOffset at = Now.AddDays(-daysAgo);
        ReadOnlyMemory<byte> line = EventCodec.Line(new EventDraft($"{name} {user} {daysAgo}", EventType.Track, name, user, null, at, at, "test"), json =>
        {
            foreach (JsonProperty member in JsonElement.Parse(properties).EnumerateObject()) member.WriteTo(json);
        });
        Assert.True(await Services.GetRequiredService<ServerEvents>().TryAcceptAsync([line], default));
    }
}

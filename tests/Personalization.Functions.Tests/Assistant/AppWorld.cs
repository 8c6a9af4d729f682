using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>The app with some of its functions, over HTTP and an emulator of its own.</summary>
#pragma warning disable CA1001 // xunit disposes it asynchronously.
public abstract class AppWorld(DateTimeOffset now, params Type[] functions) : IAsyncLifetime
#pragma warning restore CA1001
{
    public const string Key = "test-merchant-key", Consent = "analytics,personalization", PublicOrigin = "https://shop.example";

    private AzuriteProcess? azurite;
    private IHost? host;

    public IServiceProvider Services => host!.Services;

    public HttpClient Client { get; private set; } = new();

    internal ManualTimeProvider Time { get; } = new(now);

    /// <summary>Settings beyond those that every app needs.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        await BeforeAsync();
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0", "--AzureFunctionsJobHost:extensions:http:routePrefix", ""]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString, ["ServiceBus"] = azurite.ConnectionString, ["DecisionKey"] = "test-decision-key-0123456789", ["UnsubscribeKey"] = "test-unsubscribe-key-0123456789",
            ["Events:WriteKeys:test"] = "test-write-key", ["Privacy:AllowedUnlessObjected"] = Consent, ["Privacy:SuppressionSalt"] = "test-suppression-salt-0123456789",
            ["Privacy:ReceiptKey"] = "test-receipt-key-0123456789", ["Messages:PublicUrl"] = PublicOrigin + "/app", ["FunctionsKeys:Host:default"] = Key, ["Assistant:ApprovalKey"] = "test-approval-key-0123456789",
        });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddPersonalization();
        Add(builder.Services);
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = functions);
        host = builder.Build();
        await FillAsync();
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
        await AfterAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>Posts JSON, with a key where one is given.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null, CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path)
        {
            Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        if (key is not null) request.Headers.Add("x-functions-key", key);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The JSON of an answer that has to be a good one.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>What has to be there before the app is made.</summary>
    protected virtual Task BeforeAsync() => Task.CompletedTask;

    /// <summary>Changes what the app is made of.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    /// <summary>Fills the stores before the app is asked anything.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    /// <summary>Puts away what was there before the app.</summary>
    protected virtual Task AfterAsync() => Task.CompletedTask;
}

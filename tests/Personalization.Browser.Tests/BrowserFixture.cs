using System.Text.Json;
using Microsoft.Playwright;
using Personalization.Testing;

namespace Personalization.Browser.Tests;

/// <summary>One emulator, one app with the demo shop and one browser for all tests of this project.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string Picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Cpath fill='%231d4e3a' d='M1 8 4.5 1 8 8z'/%3E%3C/svg%3E";

    private AzuriteProcess? azurite;
    private AppProcess? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Store__Demo"] = "true", ["Store__Source"] = "test", ["LocalHost__MovableClock"] = "true",
        });
        await StockAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("BROWSER_PATH") ?? "/usr/bin/chromium-headless-shell",
            // Containers have little of it.
            Args = ["--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null) await app.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>A visitor with an empty browser.</summary>
    /// <param name="prepare">Run in every page before anything else.</param>
    internal async Task<Shopper> VisitorAsync(string? prepare = null)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = App.Address.ToString(), ViewportSize = new ViewportSize { Width = 1100, Height = 800 } });
        if (prepare is not null) await context.AddInitScriptAsync(prepare);
        return new Shopper(this, context, await context.NewPageAsync());
    }

    /// <summary>The profile of a browser, as soon as it is as wished.</summary>
    internal Task<JsonElement> ProfileAsync(string device, Func<JsonElement, bool> wish) => Eventually.SomeAsync($"the profile of {device}", async () =>
    {
        using HttpResponseMessage answer = await App.Client.GetAsync($"/v1/profiles/anonymous_id:{device}");
        return answer.IsSuccessStatusCode && JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()) is var found && wish(found) ? found : (JsonElement?)null;
    }, TimeSpan.FromSeconds(60));

    /// <summary>Starts one of the demo shop's experiments, as scripts/start does, and waits until it is in service.</summary>
    internal async Task StartExperimentAsync(string id)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, $"functions/web/store/demo/experiments/{id}.yaml"));
        using HttpResponseMessage put = await App.Client.PutAsync($"/v1/experiments/{id}", new StringContent(text));
        put.EnsureSuccessStatusCode();
        using HttpResponseMessage started = await App.Client.PostAsync($"/v1/experiments/{id}/start", null);
        started.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the experiment to be in service", async () =>
        {
            using HttpResponseMessage answer = await App.Client.PostAsync("/v1/decide", new StringContent($$$"""{"anonymousId":"anybody","page":{"type":"home"},"slots":[{"id":"one","kind":"experiment","experiment":"{{{id}}}"}]}"""));
            return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("slots")[0].GetProperty("content").ValueKind is JsonValueKind.Object;
        });
    }

    /// <summary>Stores an experience and waits until it is in service.</summary>
    internal async Task StoreAsync(string id, string text)
    {
        using HttpResponseMessage put = await App.Client.PutAsync($"/v1/experiences/{id}", new StringContent(text));
        put.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the experience to be in service", async () =>
        {
            using HttpResponseMessage answer = await App.Client.PostAsync("/v1/decide/explain", new StringContent("""{"page":{"type":"home"},"slots":[{"id":"one","kind":"popup"}]}"""));
            return (await answer.Content.ReadAsStringAsync()).Contains("experience:" + id, StringComparison.Ordinal);
        });
    }

    private async Task StockAsync()
    {
        string[] names = ["Tent", "Stove", "Mat", "Lamp", "Cup", "Boots", "Jacket", "Poles", "Map", "Socks"];
        string products = JsonSerializer.Serialize(names.Select((name, place) => new
        {
            productId = name.ToLowerInvariant(), name, category = place < 5 ? "Camping" : "Hiking", brand = "Alpina", price = 10 + (5 * place), currency = "EUR", stock = 50,
            description = $"{name} of the Alpina series.", imageUrl = Picture,
            names = new { fa = "کالای " + name, ar = "سلعة " + name },
            creatives = name == "Map" ? new[] { new { id = "folded", imageUrl = Picture, title = "The map, folded" }, new { id = "open", imageUrl = Picture, title = "The map, open" } } : null,
        }));
        using HttpResponseMessage put = await App.Client.PutAsync("/v1/catalog/products", new StringContent(products, System.Text.Encoding.UTF8, "application/json"));
        put.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the products on the shelf", async () =>
            JsonElement.Parse(await App.Client.GetByteArrayAsync("/v1/recommendations?strategy=new_arrivals&limit=20")).GetProperty("items").GetArrayLength() == names.Length);
    }
}

/// <summary>Tests that share the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}

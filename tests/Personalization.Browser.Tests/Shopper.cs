using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using Personalization.Testing;

namespace Personalization.Browser.Tests;

/// <summary>Somebody in the shop: a browser of their own, and all that it has asked of the app.</summary>
internal sealed class Shopper : IAsyncDisposable
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests/Personalization.Browser.Tests/axe/node_modules/axe-core/axe.min.js"));

    private readonly BrowserFixture shop;
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = [];
    private readonly ConcurrentQueue<(string Path, string Body)> requests = [];

    public Shopper(BrowserFixture shop, IBrowserContext context, IPage page)
    {
        (this.shop, this.context, Page) = (shop, context, page);
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" && !message.Text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal)) faults.Enqueue(message.Text);
        };
        page.PageError += (_, error) => faults.Enqueue(error);
        context.Request += (_, request) => requests.Enqueue((new Uri(request.Url).AbsolutePath, request.PostData ?? ""));
    }

    public IPage Page { get; }

    /// <summary>Errors that the page has reported: scripts that failed, and what its policy did not allow.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Bodies that were posted to a path so far.</summary>
    public JsonElement[] Posted(string path) => [.. requests.Where(one => one.Path == path).Select(one => JsonElement.Parse(one.Body))];

    /// <summary>Opens a page of the shop and waits until it is decided.</summary>
    public async Task OpenAsync(string path)
    {
        await context.AddInitScriptAsync("addEventListener('p13n:decided', () => window.decided = (window.decided ?? 0) + 1)");
        await Page.GotoAsync("/shop/" + path);
        await DecidedAsync();
    }

    /// <summary>Waits until the page is decided, once or more often.</summary>
    public Task DecidedAsync(int times = 1) => UntilAsync($"window.decided >= {times}");

    /// <summary>Waits until something holds in the page. The page's policy lets nobody but a debugger run texts, so it is asked from here.</summary>
    public Task UntilAsync(string holds) => Eventually.TrueAsync(holds, () => Page.EvaluateAsync<bool>(holds), TimeSpan.FromSeconds(20));

    public Task<int> DecisionsAsync() => Page.EvaluateAsync<int>("window.decided ?? 0");

    /// <summary>Says yes or no to being remembered.</summary>
    public async Task SayAsync(string answer)
    {
        int before = await DecisionsAsync();
        await Page.Locator(".consent").GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
        await DecidedAsync(before + 1);
    }

    /// <summary>Does something that leads to another page of the shop, and waits until that is decided.</summary>
    public async Task TurnAsync(Func<Task> act)
    {
        int before = await DecisionsAsync();
        await act();
        await DecidedAsync(before + 1);
    }

    public async Task<string?> IdAsync() => await Page.EvaluateAsync<string?>("localStorage.getItem('p13n.id')");

    /// <summary>Variants of the page's experiments whose part can be seen.</summary>
    public async Task<string[]> ShownVariantsAsync() =>
        await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-p13n-when]')].filter(one => !one.hidden).map(one => one.dataset.p13nWhen)");

    /// <summary>What the browser keeps for the SDK.</summary>
    public async Task<string[]> KeptAsync() => await Page.EvaluateAsync<string[]>("Object.keys(localStorage).filter(key => key.startsWith('p13n.')).sort()");

    /// <summary>The profile of this browser, as soon as it is as wished.</summary>
    public async Task<JsonElement> ProfileAsync(Func<JsonElement, bool> wish) =>
        await shop.ProfileAsync(await IdAsync() ?? throw new InvalidOperationException("The browser has no id"), wish);

    public Task OfflineAsync(bool offline) => context.SetOfflineAsync(offline);

    /// <summary>Rules of accessibility that the page breaks, by WCAG 2.2 AA.</summary>
    public async Task<string[]> BarriersAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
                .map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', '))
            """);
    }

    /// <summary>Keeps a picture of the page with the artifacts of the build.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryRoot.Path, ".artifacts/screenshots", name + ".png") });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

internal static class ProfileFacts
{
    /// <summary>How often an event was counted.</summary>
    public static int Count(this JsonElement profile, string name) => profile.GetProperty("eventCounts").TryGetProperty(name, out JsonElement count) ? count.GetInt32() : 0;

    /// <summary>What lies in the cart, as "tent 2".</summary>
    public static string[] Cart(this JsonElement profile) =>
        profile.TryGetProperty("cart", out JsonElement cart)
            ? [.. cart.EnumerateArray().Select(line => $"{line.GetProperty("productId").GetString()} {line.GetProperty("quantity").GetInt32()}").Order(StringComparer.Ordinal)]
            : [];
}

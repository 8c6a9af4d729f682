using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Testing;

namespace Personalization.Evaluation;

/// <summary>The demo shop with its assistant: an emulator and the app, both of this run alone. To the demo's products come guides, and an order whose number and address are known.</summary>
internal sealed class EvaluationShop : IAsyncDisposable
{
    private const string Guides = """
        [{"productId":"guide-returns","name":"Returns and refunds","description":"You can send anything back within 30 days. Write to the shop for a label; the money comes back within 5 days after the parcel has arrived.","category":"Help","attributes":{"kind":"content","topic":"returns"}},
         {"productId":"guide-delivery","name":"Delivery times and costs","description":"Parcels arrive within 3 to 5 working days. Delivery costs 4.90 EUR and is free from 60 EUR.","category":"Help","attributes":{"kind":"content","topic":"delivery"}},
         {"productId":"guide-boots-fit","name":"Hiking boots: finding your size","description":"Measure your feet in the evening. Leave a thumb's width before the toes; between two sizes take the larger one.","category":"Help","attributes":{"kind":"content","topic":"fit"}},
         {"productId":"guide-castiron-care","name":"Caring for cast iron pans","description":"Wash cast iron with hot water only, dry it at once and rub it with a drop of oil. No dishwasher.","category":"Help","attributes":{"kind":"content","topic":"care"}},
         {"productId":"guide-wool-care","name":"Washing wool","description":"Wash wool by hand at 30 degrees and dry it flat.","category":"Help","attributes":{"kind":"content","topic":"care"}}]
        """;

    private const string Order = """
        {"batch":[{"type":"identify","userId":"nina","anonymousId":"nina-device","messageId":"eval-1","traits":{"email":"nina@example.com","firstName":"Nina"}},
         {"type":"track","userId":"nina","event":"Order Completed","messageId":"eval-2","properties":{"order_id":"A-1042","total":129.9,"currency":"EUR","email":"nina@example.com","products":[{"product_id":"boots-01","name":"Hiking boots","quantity":1,"price":129.9}]}}]}
        """;

    private readonly AzuriteProcess azurite;
    private readonly Dictionary<string, Product> products = [];

    private EvaluationShop(AzuriteProcess azurite, AppProcess app) => (this.azurite, App) = (azurite, app);

    public AppProcess App { get; }

    public static async Task<EvaluationShop> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["Assistant__QuestionsPerMinute"] = "100000", ["Assistant__TokensPerVisitor"] = "1000000000", ["Assistant__TokensPerAddress"] = "1000000000", ["Assistant__TokensPerDay"] = "1000000000", ["Assistant__ApprovalKey"] = "evaluation-approval-key-0123456789",
        });
        EvaluationShop shop = new(azurite, app);
        await shop.LoadAsync();
        return shop;
    }

    /// <summary>Products as the catalog has them, those of an answer.</summary>
    public async Task<IReadOnlyList<Product>> ProductsAsync(IEnumerable<string> ids)
    {
        List<Product> all = [];
        foreach (string id in ids)
        {
            if (!products.TryGetValue(id, out Product? product))
            {
                using HttpResponseMessage answer = await App.Client.GetAsync($"/v1/catalog/products/{Uri.EscapeDataString(id)}");
                // One that the catalog does not have cannot be borne out: without its facts the check finds it.
                if (!answer.IsSuccessStatusCode) continue;
                products[id] = product = ChatReply.Product(await answer.Content.ReadAsByteArrayAsync());
            }
            all.Add(product);
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private async Task LoadAsync()
    {
        string import = (await SendAsync(HttpMethod.Post, "/v1/imports/demo?seed=7", null)).GetProperty("importId").GetString()!;
        while ((await SendAsync(HttpMethod.Get, $"/v1/imports/{import}", null)).GetProperty("state").GetString() is var state && state is not "done")
        {
            if (state is "failed") throw new InvalidOperationException("The demo shop could not be loaded");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        await SendAsync(HttpMethod.Put, "/v1/catalog/products", Guides);
        string welcome = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "functions/Personalization/Journeys/Recipes/Shipped/welcome.yaml"));
        await SendAsync(HttpMethod.Put, "/v1/journeys/recipes/welcome", welcome.Replace("active: false", "active: true", StringComparison.Ordinal), "application/yaml");
        await SendAsync(HttpMethod.Post, "/v1/batch", Order);
        // The first count asks for a pass over all people.
        while (!await IsCountedAsync()) await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (true)
        {
            using HttpResponseMessage profile = await App.Client.GetAsync("/v1/profiles/user_id:nina");
            if (profile.IsSuccessStatusCode && (await profile.Content.ReadAsStringAsync()).Contains("A-1042", StringComparison.Ordinal)) break;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private async Task<bool> IsCountedAsync()
    {
        using HttpResponseMessage answer = await App.Client.GetAsync("/v1/segments/count?segment=lapsed");
        return answer.IsSuccessStatusCode;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, string type = "application/json")
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using HttpResponseMessage answer = await App.Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text.Length > 0 ? JsonElement.Parse(text) : default : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }
}

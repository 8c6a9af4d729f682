using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Shopify's privacy webhooks, signed as Shopify signs them.</summary>
[Trait("Feature", "S30")]
[Collection(MessageCollection.Name)]
public sealed class ShopifyPrivacyTests(MessageFixture shop)
{
    private const string Secret = "shopify-client-secret";

    [Fact]
    public async Task DataRequest_OfACustomer_MakesOneCopyHoweverOftenItComes()
    {
        await shop.KnowAsync("7001", """{"email":"sandro@example.com","shade":"teal"}""");
        const string Body = """{"shop_domain":"a.myshopify.com","customer":{"id":7001,"email":"sandro@example.com"},"data_request":{"id":1}}""";

        string first = await IdAsync(Body, "customers/data_request", "w-1");
        string again = await IdAsync(Body, "customers/data_request", "w-1", "Shopify-");
        string other = await IdAsync(Body, "customers/data_request", "w-2");

        Assert.Equal((first, false), (again, first == other));
        await DoneAsync(first);
        Assert.Contains("teal", await shop.App.Client.GetStringAsync($"/v1/privacy/requests/{first}/export"), StringComparison.Ordinal);
        Assert.Contains(first, (await ListAsync()).Select(one => one.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Redact_OfACustomer_ErasesWhomItNames()
    {
        await shop.KnowAsync("7002", """{"email":"vano@example.com"}""");

        string id = await IdAsync("""{"shop_domain":"a.myshopify.com","customer":{"id":"x-unknown","email":"vano@example.com"},"orders_to_redact":[]}""", "customers/redact", "w-3");
        await shop.App.Client.GetAsync($"/v1/privacy/requests/{id}");

        await DoneAsync(id);
        Assert.Null(await shop.TraitAsync("7002", "email"));
    }

    [Fact]
    public async Task Redact_OfAShop_WaitsForAnAnswerAndErasesNothing()
    {
        await shop.KnowAsync("7003", """{"email":"eka@example.com"}""");
        const string Body = """{"shop_id":1,"shop_domain":"a.myshopify.com"}""";

        string id = await IdAsync(Body, "shop/redact", "w-4");

        JsonElement waiting = (await ListAsync()).Single(one => one.GetProperty("id").GetString() == id);
        Assert.Equal(("waiting", "eraseShop", "a.myshopify.com"), (Text(waiting, "state"), Text(waiting, "kind"), Text(waiting, "shop")));
        using HttpResponseMessage nameless = await shop.App.PostAsync($"/v1/privacy/requests/{id}/answer", """{"answer":"done"}""");
        using HttpResponseMessage answered = await shop.App.PostAsync($"/v1/privacy/requests/{id}/answer", """{"by":"Nino","answer":"not_ours"}""");
        using HttpResponseMessage twice = await shop.App.PostAsync($"/v1/privacy/requests/{id}/answer", """{"by":"Nino","answer":"done"}""");
        Assert.Equal([400, 200, 409], new[] { nameless, answered, twice }.Select(one => (int)one.StatusCode));
        JsonElement after = JsonElement.Parse(await answered.Content.ReadAsByteArrayAsync());
        Assert.Equal(("failed", "Nino"), (Text(after, "state"), Text(after, "answeredBy")));
        // Coming again it is the same request, as it was answered.
        Assert.Equal(id, await IdAsync(Body, "shop/redact", "w-4"));
        Assert.Equal("failed", Text((await shop.App.JsonAsync($"/v1/privacy/requests/{id}"))!.Value, "state"));
        Assert.NotNull(await shop.TraitAsync("7003", "email"));
    }

    [Fact]
    public async Task Webhook_ThatIsNotShopifys_IsRefused()
    {
        const string Body = """{"customer":{"id":1}}""";
        using HttpResponseMessage forged = await SendAsync(Body, "customers/redact", "w-9", signature: Sign(Body + " "));
        using HttpResponseMessage bare = await SendAsync(Body, "customers/redact", "w-9", signature: "");
        using HttpResponseMessage nameless = await SendAsync(Body, "customers/redact", "");
        using HttpResponseMessage strange = await SendAsync(Body, "orders/create", "w-9");

        Assert.Equal([401, 401, 400, 400], new[] { forged, bare, nameless, strange }.Select(one => (int)one.StatusCode));
    }

    private async Task DoneAsync(string id) =>
        await Eventually.TrueAsync("the request", async () => Text((await shop.App.JsonAsync($"/v1/privacy/requests/{id}"))!.Value, "state") == "done", TimeSpan.FromMinutes(2));

    private async Task<IEnumerable<JsonElement>> ListAsync() => (await shop.App.JsonAsync("/v1/privacy/requests"))!.Value.GetProperty("requests").EnumerateArray();

    private async Task<string> IdAsync(string body, string topic, string delivery, string prefix = "X-Shopify-")
    {
        using HttpResponseMessage answer = await SendAsync(body, topic, delivery, prefix);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Text(JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()), "id")!;
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string topic, string delivery, string prefix = "X-Shopify-", string? signature = null)
    {
        using HttpClient shopify = new() { BaseAddress = shop.App.Address };
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/webhooks/shopify/privacy") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(prefix + "Topic", topic);
        request.Headers.TryAddWithoutValidation(prefix + "Webhook-Id", delivery);
        request.Headers.TryAddWithoutValidation(prefix + "Hmac-SHA256", signature ?? Sign(body));
        return await shopify.SendAsync(request);
    }

    private static string Sign(string body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();
}

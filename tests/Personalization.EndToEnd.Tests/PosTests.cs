using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Tills, scanners, and the phone that goes on where they stopped.</summary>
[Collection(ShopCollection.Name)]
public sealed class PosTests(ShopFixture shop)
{
    [Fact]
    [Trait("Feature", "S10")]
    public async Task Receipts_OfATill_AreOrdersOfTheirBuyersOnce()
    {
        const string Batch = """{"store":{"id":"patras","name":"Patras"},"events":[{"type":"sale","receipt":"7","at":"2026-01-20T10:00:00Z","person":{"userId":"till-buyer"},"total":9.5,"lines":[{"productId":"soap"}]},{"type":"sale"}]}""";
        for (int times = 0; times < 2; times++)
        {
            using HttpResponseMessage answer = await shop.App.PostAsync("/v1/pos/events", Batch);
            JsonElement body = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal((1, 1, "rejected"), (body.GetProperty("accepted").GetInt32(), body.GetProperty("rejected").GetInt32(), body.GetProperty("events")[1].GetProperty("verdict").GetString()));
        }

        JsonElement profile = await Eventually.SomeAsync("the receipt", () => shop.ProfileAsync("user_id:till-buyer"));

        Assert.Equal("""{"count":1,"revenue":{"":9.5}}""", profile.GetProperty("orderTotals").GetRawText());
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/v1/pos/events", new StringContent(Batch))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/v1/pos/links", new StringContent("{}"))).StatusCode);
    }

    [Fact]
    [Trait("Feature", "S11")]
    public async Task Link_OpenedOnAPhone_GoesOnWhereTheShopFloorStopped()
    {
        using HttpResponseMessage products = await shop.Client.PutAsync("/v1/catalog/products", new StringContent("""[{"productId":"scanned-lamp","name":"Lamp <b>","price":5,"currency":"EUR","url":"/products/lamp"}]""", Encoding.UTF8, "application/json"));
        using HttpResponseMessage made = await shop.App.PostAsync("/v1/pos/links", """{"store":{"id":"patras","name":"Patras"},"products":["scanned-lamp","unknown"]}""");
        JsonElement link = JsonElement.Parse(await made.Content.ReadAsByteArrayAsync());
        using HttpClient phone = new() { BaseAddress = shop.App.Address };
        string path = new Uri(link.GetProperty("url").GetString()!).PathAndQuery;

        string page = await Eventually.SomeAsync("the lamp", async () => await phone.GetStringAsync(path) is var html && html.Contains("Lamp", StringComparison.Ordinal) ? new Text(html) : (Text?)null) is var text ? text.Value : "";
        using HttpRequestMessage open = new(HttpMethod.Get, path + "?anonymousId=pocket") { Headers = { { "Accept", "application/json" } } };
        using HttpResponseMessage opened = await phone.SendAsync(open);
        JsonElement list = JsonElement.Parse(await opened.Content.ReadAsByteArrayAsync());
        JsonElement next = await Eventually.SomeAsync("the lamp in the list", async () =>
            (await shop.App.JsonAsync("/v1/recommendations?strategy=continue_shopping&anonymousId=pocket&fallback=false"))!.Value.GetProperty("items") is var items && items.GetArrayLength() > 0 ? items[0] : (JsonElement?)null);

        Assert.Contains("<a href=\"/products/lamp\"><bdi>Lamp &lt;b&gt;</bdi></a>", page, StringComparison.Ordinal);
        Assert.Equal((true, "Patras", 5m), (list.GetProperty("saved").GetBoolean(), list.GetProperty("storeName").GetString(), list.GetProperty("products")[0].GetProperty("price").GetDecimal()));
        Assert.Equal(("scanned-lamp", "saved_for_later"), (next.GetProperty("productId").GetString(), next.GetProperty("reason").GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync("/f/none")).StatusCode);
    }

    private readonly record struct Text(string Value);
}

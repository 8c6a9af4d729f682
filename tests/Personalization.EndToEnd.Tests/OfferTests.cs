using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>An offer from its text to the coupon that an order has used.</summary>
[Collection(ShopCollection.Name)]
public sealed class OfferTests(ShopFixture shop)
{
    private const string Products = """
        [{"productId":"off-tent","name":"Tent","category":"Off / Tents","price":80,"currency":"OFF"},
         {"productId":"off-mat","name":"Mat","category":"Off / Mats","price":20,"currency":"OFF"}]
        """;

    private readonly ShopCalls calls = new(() => shop.App);

    [Fact]
    [Trait("Feature", "S117")]
    [Trait("Feature", "S97")]
    public async Task Offer_ForAnEntitledVisitor_ComesWithACouponThatServesOneOrder()
    {
        await shop.App.StockAsync("Off", 2, Products);
        // The currency keeps the carts of other tests out.
        await calls.PutAsync("/v1/offers/off-ten", """
            {"name":"Ten","kind":"percent","title":{"en":"{value} % off","el":"-{value} %"},"value":10,"ladder":[{"cart":100,"value":15}],"currency":"OFF","minimumCart":50,
             "budget":{"money":100,"count":5},"coupon":{"prefix":"OFFTEN"},"priority":9}
            """);

        JsonElement slot = default;
        await Eventually.TrueAsync("the offer to be in service", async () => (slot = await SlotAsync("off-phone", "off-tent", 1)).GetProperty("content").ValueKind is JsonValueKind.Object);
        JsonElement content = slot.GetProperty("content");
        string code = content.GetProperty("coupon").GetString()!;
        Assert.Equal(("offer:off-ten", "percent", "10 % off"), (slot.GetProperty("source").GetString(), content.GetProperty("kind").GetString(), content.GetProperty("title").GetString()));
        Assert.Equal(code, (await SlotAsync("off-phone", "off-tent", 1)).GetProperty("content").GetProperty("coupon").GetString());
        Assert.Equal("15 % off", (await SlotAsync("off-phone", "off-tent", 2)).GetProperty("content").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, (await SlotAsync("off-phone", "off-mat", 1)).GetProperty("content").ValueKind);

        JsonElement worth = await calls.PostAsync("/v1/offers/coupons/check", Body(code));
        Assert.Equal((true, 8m), (worth.GetProperty("valid").GetBoolean(), worth.GetProperty("worth").GetDecimal()));
        Assert.False((await calls.PostAsync("/v1/offers/coupons/redeem", Body(code, "off-1"))).GetProperty("before").GetBoolean());
        Assert.True((await calls.PostAsync("/v1/offers/coupons/redeem", Body(code, "off-1"))).GetProperty("before").GetBoolean());
        await RefusedAsync("/v1/offers/coupons/redeem", Body(code, "off-2"), HttpStatusCode.Conflict, "coupon-used");
        Assert.Equal("used", (await calls.PostAsync("/v1/offers/coupons/check", Body(code))).GetProperty("why").GetString());
        await RefusedAsync("/v1/offers/coupons/check", Body(code[..^1] + (code[^1] == '2' ? '3' : '2')), HttpStatusCode.NotFound, "unknown-coupon");
        Assert.Equal(1, (await calls.PostAsync("/v1/offers/coupons/release", """{"orderId":"off-1"}""")).GetProperty("released").GetInt32());
        Assert.False((await calls.PostAsync("/v1/offers/coupons/redeem", Body(code, "off-2"))).GetProperty("before").GetBoolean());
    }

    [Fact]
    [Trait("Feature", "S115")]
    public async Task PutOffer_AudienceByWhoSomebodyIs_IsRefusedWithWhy()
    {
        await calls.PutAsync("/v1/segments/off-women", """{"name":"Women","lawfulBasis":"consent","rule":{"trait":"gender","is":"female"}}""");
        await Eventually.TrueAsync("the segment to be in service", async () => await CodeAsync("segments: [off-women]") == "price-ground");

        Assert.Equal("invalid-offer", await CodeAsync("device: iphone"));
    }

    [Fact]
    [Trait("Feature", "S115")]
    public async Task AuditOffers_AnyNight_LeavesAReport()
    {
        await calls.RunAsync("AuditOffers");

        JsonElement report = await Eventually.SomeAsync("the audit", async () => await calls.TryAsync("/v1/offers/audit"));
        Assert.Equal(["stage", "country", "language"], report.GetProperty("grounds").EnumerateArray().Select(one => one.GetProperty("ground").GetString()));
    }

    private static string Body(string code, string? order = null) =>
        $$"""{"code":"{{code}}"{{(order is null ? "" : $",\"orderId\":\"{order}\"")}},"cart":[{"productId":"off-tent"}]}""";

    private async Task<string?> CodeAsync(string audience)
    {
        using HttpResponseMessage answer = await shop.Client.PutAsync("/v1/offers/off-unfair", new StringContent($"name: A\nkind: percent\ntitle: A\nvalue: 5\naudience: {{ {audience} }}\n"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return CodeOf(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task RefusedAsync(string path, string body, HttpStatusCode status, string code)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync(path, body);
        Assert.Equal((status, code), (answer.StatusCode, CodeOf(await answer.Content.ReadAsByteArrayAsync())));
    }

    private static string? CodeOf(byte[] problem) => JsonElement.Parse(problem).GetProperty("type").GetString()?.Split(':')[^1];

    private async Task<JsonElement> SlotAsync(string visitor, string product, int pieces)
    {
        JsonElement page = await calls.PostAsync("/v1/decide", $$$"""
            {"anonymousId":"{{{visitor}}}","page":{"type":"cart"},"cart":[{"productId":"{{{product}}}","quantity":{{{pieces}}}}],"slots":[{"id":"offer","kind":"offer"}]}
            """);
        return page.GetProperty("slots")[0];
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>From a merchant's document to what a page shows, and to what is known of who saw it.</summary>
[Collection(ShopCollection.Name)]
public sealed class ExperienceTests(ShopFixture shop)
{
    private const string Banner = """
        name: Welcome
        kind: banner
        slots: [xp-hero]
        audience: { campaigns: [xp-spring] }
        content: { title: { en: "Hello, {firstName|friend}", el: "Γεια, {firstName|φίλε}" }, link: /new }
        """;

    private const string Popup = """
        name: On leaving
        kind: popup
        slots: [xp-over]
        popup: { type: offer, trigger: exit }
        content: { title: Stay }
        """;

    [Fact]
    [Trait("Feature", "S77")]
    [Trait("Feature", "S83")]
    public async Task Put_Experience_IsShownToThoseItIsForUntilItIsTakenAway()
    {
        using (HttpResponseMessage stored = await SendAsync(HttpMethod.Put, "xp-welcome", Banner)) Assert.Equal((HttpStatusCode.OK, "\"1\""), (stored.StatusCode, stored.Headers.ETag?.Tag));
        using (HttpResponseMessage blind = await SendAsync(HttpMethod.Put, "xp-welcome", Banner)) Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        using (HttpResponseMessage wrong = await SendAsync(HttpMethod.Put, "xp-welcome", Banner.Replace("|friend", "", StringComparison.Ordinal), "\"1\""))
        {
            JsonElement problem = JsonElement.Parse(await wrong.Content.ReadAsByteArrayAsync());
            Assert.Equal((HttpStatusCode.BadRequest, "/content/title"), (wrong.StatusCode, problem.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        }

        JsonElement slot = default;
        await Eventually.TrueAsync("the banner to be in service", async () => (slot = await SlotAsync("xp-hero", "banner", "xp-spring")).GetProperty("content").ValueKind is JsonValueKind.Object);
        Assert.Equal(("experience:xp-welcome", "campaign", "Γεια, φίλε"), (
            slot.GetProperty("source").GetString(), slot.GetProperty("reason").GetProperty("code").GetString(), slot.GetProperty("content").GetProperty("title").GetString()));
        Assert.Equal("nothing-fits", (await SlotAsync("xp-hero", "banner", "xp-autumn")).GetProperty("fallback").GetString());

        using (HttpResponseMessage explained = await shop.App.PostAsync("/v1/decide/explain", Page("xp-hero", "banner", "xp-autumn", "xp-1", "")))
        {
            JsonElement considered = JsonElement.Parse(await explained.Content.ReadAsByteArrayAsync()).GetProperty("slots")[0].GetProperty("considered");
            Assert.Equal("campaign", considered.EnumerateArray().Single(one => one.GetProperty("source").GetString() == "experience:xp-welcome").GetProperty("whyNot").GetString());
        }
        using (HttpResponseMessage gone = await SendAsync(HttpMethod.Delete, "xp-welcome", null, "\"1\"")) Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        await Eventually.TrueAsync("the banner to be gone", async () => (await SlotAsync("xp-hero", "banner", "xp-spring")).GetProperty("content").ValueKind is JsonValueKind.Null);
    }

    [Fact]
    [Trait("Feature", "S84")]
    [Trait("Feature", "S85")]
    public async Task Decide_PopupSeenOnce_DoesNotComeAgainInAnyBrowser()
    {
        using (HttpResponseMessage stored = await SendAsync(HttpMethod.Put, "xp-leaving", Popup)) Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        JsonElement slot = default;
        await Eventually.TrueAsync("the pop-up to be in service", async () =>
            (slot = await SlotAsync("xp-over", "popup", "", "xp-2", """,{"number":2,"seconds":40,"leaving":true}""")).GetProperty("content").ValueKind is JsonValueKind.Object);
        Assert.Equal("Stay", slot.GetProperty("content").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, (await SlotAsync("xp-over", "popup", "", "xp-2", """,{"number":1,"seconds":40,"leaving":true}""")).GetProperty("content").ValueKind);

        using (HttpResponseMessage seen = await shop.App.PostAsync(
            "/v1/track",
            """{"anonymousId":"xp-2","event":"Promotion Viewed","properties":{"promotion_id":"xp-leaving","position":"xp-over"},"context":{"consent":{"categoryPreferences":{"personalization":true,"analytics":true}}}}""")) seen.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the pop-up to be known as seen", async () =>
            (await SlotAsync("xp-over", "popup", "", "xp-2", """,{"number":2,"seconds":40,"leaving":true}""")).GetProperty("content").ValueKind is JsonValueKind.Null);
    }

    [Fact]
    [Trait("Feature", "S88")]
    public async Task DecideBatch_Pages_EachIsAnsweredInItsPlace()
    {
        string page = Page("row", "navigation", "", "xp-3", "").Replace("\"kind\":\"navigation\"", "\"kind\":\"navigation\",\"items\":[\"A\",\"B\"]", StringComparison.Ordinal);
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/decide/batch", $$"""{"pages":[{{page}},{{page.Replace("\"row\"", "\"menu\"", StringComparison.Ordinal)}}]}""");
        using HttpResponseMessage wrong = await shop.App.PostAsync("/v1/decide/batch", $$"""{"pages":[{{page}},{"page":{"type":"attic"},"slots":[]}]}""");

        JsonElement pages = JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).GetProperty("pages");
        Assert.Equal(["row", "menu"], pages.EnumerateArray().Select(one => one.GetProperty("slots")[0].GetProperty("id").GetString()));
        JsonElement problem = JsonElement.Parse(await wrong.Content.ReadAsByteArrayAsync());
        Assert.Equal(["/pages/1/page/type", "/pages/1/slots"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    [Fact]
    [Trait("Feature", "S82")]
    public async Task Search_WithATypo_FindsAndSaysWhatWasMeant()
    {
        await shop.App.StockAsync("Xp", 2, """
            [{"productId":"xp-anvil","name":"Xylographer anvil","brand":"Xyl","category":"Xp","price":40,"currency":"EUR"},
             {"productId":"xp-press","name":"Xylographer press","brand":"Graf","category":"Xp","price":90,"currency":"EUR"}]
            """);
        JsonElement found = default;
        await Eventually.TrueAsync("the products to be found", async () =>
        {
            using HttpResponseMessage answer = await shop.Client.GetAsync("/v1/search?q=xylografer&maxPrice=50&anonymousId=xp-4");
            found = JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
            return found.GetProperty("total").GetInt32() == 1;
        });

        Assert.Equal("xp-anvil", found.GetProperty("items")[0].GetProperty("productId").GetString());
        Assert.Equal("xylographer", found.GetProperty("didYouMean")[0].GetProperty("taken").GetString());
        Assert.Equal("Xyl", found.GetProperty("facets").GetProperty("brands")[0].GetProperty("value").GetString());
        using HttpResponseMessage wrong = await shop.Client.GetAsync("/v1/search?sort=best&limit=0");
        Assert.Equal(
            ["sort", "q", "limit"], JsonElement.Parse(await wrong.Content.ReadAsByteArrayAsync()).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    [Fact]
    [Trait("Feature", "S70")]
    public async Task Decide_ProductWithCreatives_ShowsOneWithItsPropensity()
    {
        await shop.App.StockAsync("XpArt", 1, """
            [{"productId":"xp-tent","name":"Tent","category":"XpArt","creatives":[{"id":"sea","imageUrl":"/sea.png"},{"id":"hills","imageUrl":"/hills.png"}]}]
            """);
        const string Asked = """{"anonymousId":"xp-5","page":{"type":"product","productId":"xp-tent"},"slots":[{"id":"pic","kind":"artwork"}]}""";
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/decide", Asked), explained = await shop.App.PostAsync("/v1/decide/explain?explain=auditor", Asked);

        JsonElement content = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("slots")[0].GetProperty("content");
        Assert.Contains(content.GetProperty("creativeId").GetString(), (string[])["sea", "hills"]);
        Assert.Equal(0.5, content.GetProperty("propensity").GetDouble());
        JsonElement why = JsonElement.Parse(await explained.Content.ReadAsByteArrayAsync());
        Assert.Equal(["creative:sea", "creative:hills"], why.GetProperty("slots")[0].GetProperty("considered").EnumerateArray().Select(one => one.GetProperty("source").GetString()));
        Assert.True(why.GetProperty("inputs").TryGetProperty("catalog", out _));
    }

    private async Task<JsonElement> SlotAsync(string slot, string kind, string campaign, string visitor = "xp-1", string visit = "")
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/decide", Page(slot, kind, campaign, visitor, visit));
        return JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).GetProperty("slots")[0];
    }

    private static string Page(string slot, string kind, string campaign, string visitor, string visit)
    {
        string led = campaign.Length > 0 ? $$""","campaign":"{{campaign}}" """ : "", went = visit.Length > 0 ? ",\"visit\":" + visit[1..] : "";
        return $$$"""{"anonymousId":"{{{visitor}}}","language":"el","page":{"type":"landing"{{{led}}}},"slots":[{"id":"{{{slot}}}","kind":"{{{kind}}}"}]{{{went}}}}""";
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string id, string? text, string? tag = null)
    {
        HttpRequestMessage request = new(method, $"/v1/experiences/{id}") { Content = text is null ? null : new StringContent(text, Encoding.UTF8, "application/yaml") };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return shop.Client.SendAsync(request);
    }
}

using System.Net;
using System.Text.Json;

namespace Personalization.EndToEnd.Tests;

/// <summary>Recommendations over HTTP, as a storefront and a merchant ask for them.</summary>
[Collection(ShopCollection.Name)]
public sealed class RecommendationTests(ShopFixture shop)
{
    private const string Products = """
        [{"productId":"rec-lamp","name":"Λάμπα \"Φως\"","category":"Rec / Lamps","price":40,"currency":"EUR","attributes":{"socket":"E27"}},
         {"productId":"rec-tall","name":"Tall lamp","category":"Rec / Lamps","price":60,"currency":"EUR"},
         {"productId":"rec-bulb","name":"Bulb","category":"Rec / Bulbs","price":4,"currency":"EUR","attributes":{"socket":"E27;E14"}},
         {"productId":"rec-gone","name":"Old lamp","category":"Rec / Lamps","price":50,"currency":"EUR","stock":0}]
        """;

    private Task StockAsync() => shop.App.StockAsync("Rec", 3, Products);

    private Task<JsonElement> GetAsync(string query, string path = ShopLists.Path) => shop.App.ListAsync(query, path);

    [Fact]
    [Trait("Feature", "S57")]
    [Trait("Feature", "S71")]
    public async Task Get_FiltersAndCart_AreHeededAtOnce()
    {
        await StockAsync();

        JsonElement similar = await GetAsync("strategy=similar&productId=rec-lamp&category=Rec&limit=5");

        Assert.Equal("rec-tall", ShopLists.Ids(similar)[0]);
        Assert.DoesNotContain("rec-gone", ShopLists.Ids(similar));
        Assert.Equal("Similar to Λάμπα \"Φως\"", similar.GetProperty("items")[0].GetProperty("reason").GetProperty("text").GetString());
        Assert.Equal(["rec-bulb", "rec-lamp"], ShopLists.Ids(await GetAsync("strategy=new_arrivals&fits=socket:E27&limit=5")).Order());
        Assert.Equal(["rec-bulb"], ShopLists.Ids(await GetAsync("strategy=new_arrivals&category=Rec&cart=rec-lamp,rec-tall&limit=5")));
        Assert.Equal(["rec-bulb"], ShopLists.Ids(await GetAsync("strategy=gift&category=Rec&maxPrice=5&limit=5")));
        Assert.Equal("shop", (await GetAsync("strategy=bestsellers&place=GR/Athens&segment=buyer&window=7d")).GetProperty("scope").GetString());
    }

    [Fact]
    [Trait("Feature", "S62")]
    public async Task Get_SessionOfTheRequest_IsTheHistory()
    {
        await StockAsync();

        JsonElement answer = await GetAsync("strategy=recently_viewed&session=rec-lamp,rec-bulb&fallback=false");

        Assert.Equal(["rec-bulb", "rec-lamp"], ShopLists.Ids(answer));
        Assert.Equal("high", answer.GetProperty("confidence").GetString());
        Assert.All(answer.GetProperty("items").EnumerateArray(), item => Assert.Equal("recently_viewed", item.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Get_ManyWrongValues_NamesThemAll()
    {
        using HttpResponseMessage answer = await shop.Client.GetAsync(
            "/v1/recommendations?strategy=also_bought&limit=0&window=1y&seen=maybe&diversity=2&freshness=-1&novelty=1.1&content=all&maxPrice=cheap&fits=vehicle&segment=a%20b&place=%2F&season=monsoon&excludeCurrent=perhaps&cart="
            + string.Join(',', Enumerable.Range(0, 51)));
        JsonElement problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(
            "cart content diversity excludeCurrent fits freshness limit maxPrice novelty place productId season seen segment window",
            string.Join(' ', problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("strategy=gift", "maxPrice")]
    [InlineData("strategy=mind_reading", "strategy")]
    [InlineData("strategy=similar", "productId")]
    public async Task Get_WhatAStrategyNeedsIsMissing_SaysSo(string query, string pointer)
    {
        using HttpResponseMessage answer = await shop.Client.GetAsync("/v1/recommendations?" + query);
        JsonElement error = Assert.Single(JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("errors").EnumerateArray());

        Assert.Equal(pointer, error.GetProperty("pointer").GetString());
    }

    [Fact]
    [Trait("Feature", "S33")]
    public async Task Explain_WithAKey_TellsHowTheAnswerCameAbout()
    {
        await StockAsync();
        const string Query = "strategy=similar&productId=rec-lamp&category=Rec&limit=5";

        JsonElement merchant = await GetAsync(Query, "/v1/recommendations/explain"), auditor = await GetAsync(Query + "&explain=auditor", "/v1/recommendations/explain");

        Assert.Contains("similar proposed it", merchant.GetProperty("items")[0].GetProperty("merchant").GetString(), StringComparison.Ordinal);
        Assert.False(merchant.TryGetProperty("inputs", out _));
        Assert.Equal("rec-gone", auditor.GetProperty("leftOut").GetProperty("sold_out")[0].GetString());
        Assert.True(auditor.GetProperty("inputs").TryGetProperty("modelVersion", out _));
        Assert.True(auditor.GetProperty("items")[0].GetProperty("features").TryGetProperty("price", out _));
    }

    [Fact]
    [Trait("Feature", "S33")]
    public async Task Explain_WithoutAKeyOrForSomebodyElse_IsRefused()
    {
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };
        using HttpResponseMessage refused = await stranger.GetAsync("/v1/recommendations/explain?strategy=bestsellers");
        using HttpResponseMessage allowed = await stranger.GetAsync("/v1/recommendations?strategy=bestsellers");
        using HttpResponseMessage unknown = await shop.Client.GetAsync("/v1/recommendations/explain?strategy=bestsellers&explain=everything");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.BadRequest), (refused.StatusCode, allowed.StatusCode, unknown.StatusCode));
    }
}

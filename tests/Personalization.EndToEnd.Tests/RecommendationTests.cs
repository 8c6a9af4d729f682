using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

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

    private Task StockAsync() => PutAsync("Rec", 3, Products);

    /// <summary>Puts products into the catalog, and waits until so many of a category can be shown.</summary>
    private async Task PutAsync(string category, int count, string products)
    {
        using HttpResponseMessage put = await shop.Client.PutAsync("/v1/catalog/products", new StringContent(products, Encoding.UTF8, "application/json"));
        put.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the products on the shelf", async () => Ids(await GetAsync($"strategy=new_arrivals&category={category}&content=with&limit=5")).Length == count);
    }

    private async Task<JsonElement> GetAsync(string query, string path = "/v1/recommendations") => (await shop.App.JsonAsync($"{path}?{query}"))!.Value;

    private static string[] Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("productId").GetString()!)];

    [Fact]
    [Trait("Feature", "S57")]
    [Trait("Feature", "S71")]
    public async Task Get_FiltersAndCart_AreHeededAtOnce()
    {
        await StockAsync();

        JsonElement similar = await GetAsync("strategy=similar&productId=rec-lamp&category=Rec&limit=5");

        Assert.Equal("rec-tall", Ids(similar)[0]);
        Assert.DoesNotContain("rec-gone", Ids(similar));
        Assert.Equal("Similar to Λάμπα \"Φως\"", similar.GetProperty("items")[0].GetProperty("reason").GetProperty("text").GetString());
        Assert.Equal(["rec-bulb", "rec-lamp"], Ids(await GetAsync("strategy=new_arrivals&fits=socket:E27&limit=5")).Order());
        Assert.Equal(["rec-bulb"], Ids(await GetAsync("strategy=new_arrivals&category=Rec&cart=rec-lamp,rec-tall&limit=5")));
        Assert.Equal(["rec-bulb"], Ids(await GetAsync("strategy=gift&category=Rec&maxPrice=5&limit=5")));
        Assert.Equal("shop", (await GetAsync("strategy=bestsellers&place=GR/Athens&segment=buyer&window=7d")).GetProperty("scope").GetString());
    }

    [Fact]
    [Trait("Feature", "S62")]
    public async Task Get_SessionOfTheRequest_IsTheHistory()
    {
        await StockAsync();

        JsonElement answer = await GetAsync("strategy=recently_viewed&session=rec-lamp,rec-bulb&fallback=false");

        Assert.Equal(["rec-bulb", "rec-lamp"], Ids(answer));
        Assert.Equal("high", answer.GetProperty("confidence").GetString());
        Assert.All(answer.GetProperty("items").EnumerateArray(), item => Assert.Equal("recently_viewed", item.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Get_Novelty_PutsBehindWhatEverybodyBuys()
    {
        await PutAsync("Nov", 3, """
            [{"productId":"nov-anchor","name":"Anchor","category":"Nov","price":10,"currency":"EUR"},{"productId":"nov-hit","name":"Hit","category":"Nov","price":10,"currency":"EUR"},
             {"productId":"nov-niche","name":"Niche","category":"Nov","price":8,"currency":"EUR"}]
            """);
        IEnumerable<string> orders = Enumerable.Range(0, 9).Select(n => $$$"""
            {"type":"track","messageId":"nov-{{{n}}}","anonymousId":"nov-{{{n}}}","event":"Order Completed","properties":{"order_id":"nov-{{{n}}}","products":[{"product_id":"nov-hit"}]}}
            """);
        using HttpResponseMessage sent = await shop.App.PostAsync("/v1/batch", "{\"batch\":[" + string.Join(',', orders) + "]}");
        sent.EnsureSuccessStatusCode();
        const string Query = "strategy=similar&productId=nov-anchor&category=Nov&fallback=false";

        Assert.Equal(["nov-hit", "nov-niche"], Ids(await GetAsync(Query)));
        await Eventually.TrueAsync("the sales to be known", async () => Ids(await GetAsync(Query + "&novelty=1"))[0] == "nov-niche");
        JsonElement explained = await GetAsync(Query + "&novelty=1&explain=auditor", "/v1/recommendations/explain");
        Assert.Equal("1", explained.GetProperty("inputs").GetProperty("novelty").GetString());
        Assert.Contains("novelty 1 weighs its popularity with 0.", explained.GetProperty("items")[1].GetProperty("merchant").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S71")]
    public async Task Get_ContentBesideAPart_IsTheGuideForThatVehicle()
    {
        await PutAsync("Fit", 3, """
            [{"productId":"fit-brake","name":"Brake","category":"Fit","attributes":{"vehicle":"golf;polo"}},
             {"productId":"fit-guide","name":"How to fit brakes","category":"Fit","attributes":{"vehicle":"golf","kind":"content"}},
             {"productId":"fit-fiat","name":"How to fit a Fiat's","category":"Fit","attributes":{"vehicle":"fiat","kind":"content"}}]
            """);

        Assert.Equal(["fit-guide"], Ids(await GetAsync("strategy=also_bought&productId=fit-brake&content=only")));
        Assert.Equal(["fit-brake"], Ids(await GetAsync("strategy=new_arrivals&category=Fit")));
        Assert.Equal(["fit-brake", "fit-guide"], Ids(await GetAsync("strategy=new_arrivals&category=Fit&content=with&fits=vehicle:golf")).Order());
        JsonElement explained = await GetAsync("strategy=new_arrivals&category=Fit&content=only&explain=auditor", "/v1/recommendations/explain");
        Assert.Contains("fit-brake", explained.GetProperty("leftOut").GetProperty("no_content").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    [Trait("Feature", "S70")]
    public async Task Get_ProductWithCreatives_ShowsTheOneForTheViewer()
    {
        await PutAsync("Art", 3, """
            [{"productId":"art-film","name":"Film","category":"Art","imageUrl":"/own.jpg","creatives":[{"id":"kiss","imageUrl":"/kiss.jpg","tags":{"category":"Art / Romance"}},{"id":"chase","imageUrl":"/chase.jpg","tags":{"genre":"action"}}]},
             {"productId":"art-love","name":"Love","category":"Art / Romance"},{"productId":"art-cars","name":"Cars","category":"Art / Cars","attributes":{"genre":"action"}}]
            """);

        foreach ((string seen, string picture) in new[] { ("art-love", "kiss"), ("art-cars", "chase") })
        {
            string query = $"strategy=new_arrivals&category=Art&session={seen}&exclude=art-love,art-cars";
            JsonElement item = (await GetAsync(query)).GetProperty("items")[0];
            JsonElement explained = (await GetAsync(query + "&explain=auditor", "/v1/recommendations/explain")).GetProperty("items")[0].GetProperty("creative");

            Assert.Equal(($"/{picture}.jpg", picture), (item.GetProperty("imageUrl").GetString(), item.GetProperty("creativeId").GetString()));
            Assert.Equal(picture, explained.GetProperty("id").GetString());
            Assert.Contains("match best", explained.GetProperty("why").GetString(), StringComparison.Ordinal);
        }
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

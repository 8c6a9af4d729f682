using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Lists that are of another kind than usual: of what few know, of content, and with pictures for the viewer.</summary>
[Collection(ShopCollection.Name)]
public sealed class ListKindTests(ShopFixture shop)
{
    [Fact]
    public async Task Get_Novelty_PutsBehindWhatEverybodyBuys()
    {
        await shop.App.StockAsync("Nov", 3, """
            [{"productId":"nov-anchor","name":"Anchor","category":"Nov","price":10,"currency":"EUR"},{"productId":"nov-hit","name":"Hit","category":"Nov","price":10,"currency":"EUR"},
             {"productId":"nov-niche","name":"Niche","category":"Nov","price":8,"currency":"EUR"}]
            """);
        IEnumerable<string> orders = Enumerable.Range(0, 9).Select(n => $$$"""
            {"type":"track","messageId":"nov-{{{n}}}","anonymousId":"nov-{{{n}}}","event":"Order Completed","properties":{"order_id":"nov-{{{n}}}","products":[{"product_id":"nov-hit"}]}}
            """);
        using HttpResponseMessage sent = await shop.App.PostAsync("/v1/batch", "{\"batch\":[" + string.Join(',', orders) + "]}");
        sent.EnsureSuccessStatusCode();
        const string Query = "strategy=similar&productId=nov-anchor&category=Nov&fallback=false";

        Assert.Equal(["nov-hit", "nov-niche"], ShopLists.Ids(await shop.App.ListAsync(Query)));
        await Eventually.TrueAsync("the sales to be known", async () => ShopLists.Ids(await shop.App.ListAsync(Query + "&novelty=1"))[0] == "nov-niche");
        JsonElement explained = await shop.App.ListAsync(Query + "&novelty=1&explain=auditor", ShopLists.Explained);
        Assert.Equal("1", explained.GetProperty("inputs").GetProperty("novelty").GetString());
        Assert.Contains("novelty 1 weighs its popularity with 0.", explained.GetProperty("items")[1].GetProperty("merchant").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S71")]
    public async Task Get_ContentBesideAPart_IsTheGuideForThatVehicle()
    {
        await shop.App.StockAsync("Fit", 3, """
            [{"productId":"fit-brake","name":"Brake","category":"Fit","attributes":{"vehicle":"golf;polo"}},
             {"productId":"fit-guide","name":"How to fit brakes","category":"Fit","attributes":{"vehicle":"golf","kind":"content"}},
             {"productId":"fit-fiat","name":"How to fit a Fiat's","category":"Fit","attributes":{"vehicle":"fiat","kind":"content"}}]
            """);

        Assert.Equal(["fit-guide"], ShopLists.Ids(await shop.App.ListAsync("strategy=also_bought&productId=fit-brake&content=only")));
        Assert.Equal(["fit-brake"], ShopLists.Ids(await shop.App.ListAsync("strategy=new_arrivals&category=Fit")));
        Assert.Equal(["fit-brake", "fit-guide"], ShopLists.Ids(await shop.App.ListAsync("strategy=new_arrivals&category=Fit&content=with&fits=vehicle:golf")).Order());
        JsonElement explained = await shop.App.ListAsync("strategy=new_arrivals&category=Fit&content=only&explain=auditor", ShopLists.Explained);
        Assert.Contains("fit-brake", explained.GetProperty("leftOut").GetProperty("no_content").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    [Trait("Feature", "S70")]
    public async Task Get_ProductWithCreatives_ShowsTheOneForTheViewer()
    {
        await shop.App.StockAsync("Art", 3, """
            [{"productId":"art-film","name":"Film","category":"Art","imageUrl":"/own.jpg","creatives":[{"id":"kiss","imageUrl":"/kiss.jpg","tags":{"category":"Art / Romance"}},{"id":"chase","imageUrl":"/chase.jpg","tags":{"genre":"action"}}]},
             {"productId":"art-love","name":"Love","category":"Art / Romance"},{"productId":"art-cars","name":"Cars","category":"Art / Cars","attributes":{"genre":"action"}}]
            """);

        foreach ((string seen, string picture) in new[] { ("art-love", "kiss"), ("art-cars", "chase") })
        {
            string query = $"strategy=new_arrivals&category=Art&session={seen}&exclude=art-love,art-cars";
            JsonElement item = (await shop.App.ListAsync(query)).GetProperty("items")[0];
            JsonElement explained = (await shop.App.ListAsync(query + "&explain=auditor", ShopLists.Explained)).GetProperty("items")[0].GetProperty("creative");

            Assert.Equal(($"/{picture}.jpg", picture), (item.GetProperty("imageUrl").GetString(), item.GetProperty("creativeId").GetString()));
            Assert.Equal(picture, explained.GetProperty("id").GetString());
            Assert.Contains("match best", explained.GetProperty("why").GetString(), StringComparison.Ordinal);
        }
    }
}

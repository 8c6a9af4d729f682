using System.Net;
using System.Text.Json;

namespace Personalization.EndToEnd.Tests;

[Collection(ShopCollection.Name)]
public sealed class DecideTests(ShopFixture shop)
{
    private const string Products = """
        [{"productId":"dec-lamp","name":"Lamp","category":"Dec / Lamps","price":40,"currency":"EUR"},
         {"productId":"dec-bulb","name":"Bulb","category":"Dec / Bulbs","price":4,"currency":"EUR"}]
        """;

    [Fact]
    [Trait("Feature", "S88")]
    public async Task Decide_PageOfSlots_AnswersEachWithItsReason()
    {
        await shop.App.StockAsync("Dec", 2, Products);

        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/decide", """
            {"anonymousId":"dec-phone","page":{"type":"category","category":"Dec"},
             "slots":[{"id":"row","kind":"recommendations","strategy":"new_arrivals"},{"id":"menu","kind":"navigation","items":["Dec","Toys"]}]}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement page = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("d-", page.GetProperty("decisionId").GetString(), StringComparison.Ordinal);
        JsonElement row = page.GetProperty("slots")[0];
        Assert.Equal(["dec-bulb", "dec-lamp"], ShopLists.Ids(row.GetProperty("content")).Order());
        Assert.Equal("new_arrivals", row.GetProperty("reason").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Decide_WrongPage_IsRefusedWithWhere()
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/decide", """{"page":{"type":"attic"},"slots":[]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement problem = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(["/page/type", "/slots"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }
}

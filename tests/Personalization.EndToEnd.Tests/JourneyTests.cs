using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

public sealed class JourneyTests(JourneyFixture shop) : IClassFixture<JourneyFixture>
{
    [Fact]
    [Trait("Feature", "S92")]
    public async Task Cart_LeftAlone_IsRemindedOfAndThenGivenACode()
    {
        await SellAsync("tent");
        await KnowAsync("ana");
        await TrackAsync("Product Added", "ana", """{"product_id":"tent","price":40}""");

        await Eventually.TrueAsync("both messages", async () => (await MessagesAsync("ana")).Length == 2);

        string[] subjects = await MessagesAsync("ana");
        Assert.Equal(["10 % off what is in your cart", "You left something in your cart"], subjects.Order(StringComparer.Ordinal));
        JsonElement ended = await EndedAsync("ana", "abandoned-cart");
        Assert.Equal("done", ended.GetProperty("ended").GetString());
        Assert.Equal(["reminder-1", "incentive"], ended.GetProperty("steps").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    [Trait("Feature", "S113")]
    [Trait("Feature", "S100")]
    public async Task Order_OfACart_EndsItsJourneyAndBeginsItsOwn()
    {
        await SellAsync("mat");
        await KnowAsync("ben");
        await TrackAsync("Product Added", "ben", """{"product_id":"mat","price":20}""");
        await Eventually.TrueAsync("the first reminder", async () => (await MessagesAsync("ben")).Length > 0);

        await TrackAsync("Order Completed", "ben", """{"order_id":"o1","total":20,"products":[{"product_id":"mat","price":20}]}""");

        Assert.Equal("bought", (await EndedAsync("ben", "abandoned-cart")).GetProperty("ended").GetString());
        Assert.DoesNotContain("10 % off what is in your cart", await MessagesAsync("ben"));
        await Eventually.TrueAsync("the journey of the order", async () => (await InstancesAsync("ben")).Any(one => Is(one, "post-purchase") && one.TryGetProperty("waitsFor", out _)));
        JsonElement order = (await InstancesAsync("ben")).Single(one => Is(one, "post-purchase"));
        Assert.Equal(("care", "running"), (order.GetProperty("waitsFor").GetString(), order.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Journeys_AskedFor_AreListedWithTheirSettings()
    {
        JsonElement[] kinds = [.. (await GetAsync("/v1/journeys")).GetProperty("journeys").EnumerateArray()];

        JsonElement cart = kinds.Single(one => one.GetProperty("name").GetString() == "abandoned-cart");
        Assert.Equal("00:00:03", cart.GetProperty("settings").GetProperty("firstAfter").GetString());
        Assert.Contains(kinds, one => one.GetProperty("name").GetString() == "post-purchase");
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.App.Client.GetAsync("/v1/journeys/instances?person=x")).StatusCode);
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync("/v1/journeys")).StatusCode);
    }

    private static bool Is(JsonElement instance, string journey) => instance.GetProperty("journey").GetString() == journey;

    private async Task<JsonElement> EndedAsync(string user, string journey) => await Eventually.SomeAsync($"the end of {journey}", async () =>
        (await InstancesAsync(user)).Where(one => Is(one, journey) && one.TryGetProperty("ended", out _)).Select(one => (JsonElement?)one).FirstOrDefault());

    private async Task<JsonElement[]> InstancesAsync(string user) => [.. (await GetAsync($"/v1/journeys/instances?person=user_id:{user}")).GetProperty("instances").EnumerateArray()];

    private async Task<string[]> MessagesAsync(string user) =>
        [.. (await GetAsync($"/v1/messages?person=user_id:{user}")).GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("subject").GetString()!)];

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await shop.App.Client.GetStringAsync(path));

    private Task KnowAsync(string user) => PostAsync("/v1/identify", $$"""{"userId":"{{user}}","traits":{"subscription:inbox":"subscribed","locale":"en"} }""");

    private Task TrackAsync(string name, string user, string properties) => PostAsync("/v1/track", $$"""{"userId":"{{user}}","event":"{{name}}","properties":{{properties}} }""");

    private async Task SellAsync(string product)
    {
        string body = $$"""[{"productId":"{{product}}","name":"The {{product}}","price":40,"currency":"EUR","stock":9}]""";
        using HttpResponseMessage answer = await shop.App.Client.PutAsync("/v1/catalog/products", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task PostAsync(string path, string body)
    {
        using HttpResponseMessage answer = await shop.App.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}

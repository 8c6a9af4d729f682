using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>The preference centre and A-or-B questions over HTTP: what is said there is in the next list.</summary>
[Collection(ShopCollection.Name)]
public sealed class PreferenceTests(ShopFixture shop)
{
    [Fact]
    [Trait("Feature", "S16")]
    public async Task Centre_ByItsLink_TakesChoicesThatTheNextListGoesBy()
    {
        await PutProductsAsync();
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };
        using HttpResponseMessage made = await shop.App.PostAsync("/v1/preferences/links", """{"person":"anonymous_id:chooser"}""");
        string token = JsonElement.Parse(await made.Content.ReadAsByteArrayAsync()).GetProperty("token").GetString()!;

        using HttpRequestMessage page = new(HttpMethod.Get, $"/preferences/{token}") { Headers = { { "Accept-Language", "fa" } } };
        using HttpResponseMessage shown = await stranger.SendAsync(page);
        string html = await shown.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"fa\" dir=\"rtl\">", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Choose &amp; &lt;Co&gt;\"", html, StringComparison.Ordinal);

        using HttpResponseMessage put = await stranger.PutAsync($"/v1/preferences?token={token}", Json("""{"brands":["Choose & <Co>"]}"""));
        JsonElement list = JsonElement.Parse(await stranger.GetStringAsync("/v1/recommendations?strategy=for_you&anonymousId=chooser&limit=3"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(("choice-b", "you_told_us"), (list.GetProperty("items")[0].GetProperty("productId").GetString(), list.GetProperty("items")[0].GetProperty("reason").GetProperty("code").GetString()));

        using HttpResponseMessage saved = await stranger.PostAsync($"/preferences/{token}", new FormUrlEncodedContent([new("category", "Choices"), new("frequency", "weekly"), new("channel", "email")]));
        JsonElement now = JsonElement.Parse(await stranger.GetStringAsync($"/v1/preferences?token={token}"));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal("""[["Choices"],[],"weekly",{"email":true,"push":null,"sms":null}]""", $"[{Raw("categories")},{Raw("brands")},{Raw("frequency")},{Raw("channels")}]");
        string Raw(string name) => now.GetProperty(name).GetRawText();
    }

    [Fact]
    [Trait("Feature", "S17")]
    public async Task Question_Answered_IsFollowedByAnotherAndMovesTheList()
    {
        await PutProductsAsync();
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };

        JsonElement first = JsonElement.Parse(await stranger.GetStringAsync("/v1/preferences/question?anonymousId=decider&language=ka"));
        using HttpResponseMessage answer = await stranger.PostAsync("/v1/preferences/choices", Json($$"""{"anonymousId":"decider","questionId":"{{first.GetProperty("questionId").GetString()}}","chosen":"b"}"""));
        JsonElement outcome = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        JsonElement second = JsonElement.Parse(await stranger.GetStringAsync("/v1/preferences/question?anonymousId=decider"));

        Assert.Equal("რომელი უფრო მოგწონთ?", first.GetProperty("text").GetString());
        Assert.Equal(first.GetProperty("b").GetProperty("name").GetString(), outcome.GetProperty("recommendations").GetProperty("youToldUs")[0].GetString());
        Assert.NotEqual(first.GetProperty("questionId").GetString(), second.GetProperty("questionId").GetString());
    }

    [Fact]
    public async Task Strangers_WithoutALink_GetNothing()
    {
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/v1/preferences?token=x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PutAsync("/v1/preferences", Json("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/preferences/x")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/v1/preferences/links", Json("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.GetAsync("/v1/preferences/question")).StatusCode);
    }

    private async Task PutProductsAsync()
    {
        using HttpResponseMessage answer = await shop.Client.PutAsync("/v1/catalog/products", Json(
            """[{"productId":"choice-a","name":"A","category":"Choices","brand":"Alpha"},{"productId":"choice-b","name":"B","category":"Choices","brand":"Choose & <Co>"},{"productId":"choice-c","name":"C","category":"Other choices","brand":"Alpha"}]"""));
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the choices", async () => (await shop.App.JsonAsync("/v1/recommendations?strategy=new_arrivals&limit=100"))!.Value.GetRawText().Contains("choice-c", StringComparison.Ordinal));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

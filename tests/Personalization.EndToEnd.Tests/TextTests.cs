using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A review from its event to what staff, the person and the lists make of it.</summary>
[Trait("Feature", "S14")]
[Collection(MessageCollection.Name)]
public sealed class TextTests(MessageFixture shop)
{
    [Fact]
    public async Task Review_OfACustomer_IsReadOnceForWhatMatters()
    {
        await shop.KnowAsync("rita", """{"email":"rita@example.com","consent:personalization":"granted"}""");
        await shop.KnowAsync("rolf", """{"email":"rolf@example.com","consent:personalization":"denied"}""");
        foreach (string person in new[] { "rolf", "rita", "rita" })
            await shop.TrackAsync(person, "Review Submitted", $$"""
                "messageId":"review-{{person}}","properties":{"product_id":"p","review_body":"Finally organic and vegan, but not cheap"}
                """);

        await Eventually.TrueAsync("the review is read", async () => Said(await CardAsync("rita")).Count() == 2);
        JsonElement card = await CardAsync("rita");
        Assert.Equal(["Organic", "Vegan"], Said(card).Order(StringComparer.Ordinal));
        JsonElement taste = card.GetProperty("tastes")[0];
        Assert.Equal(("inferred", "review", "review-rita", 0.5), (Text(taste, "origin"), Text(taste, "source"), Text(taste, "id"), taste.GetProperty("confidence").GetDouble()));
        Assert.Empty(Said(await CardAsync("rolf")));

        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/privacy/links", """{"person":"user_id:rita"}""");
        string token = Text(JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()), "token")!;
        string page = await anybody.GetStringAsync($"/me/{token}");
        Assert.Contains("<bdi>Organic</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("review review-rita", page, StringComparison.Ordinal);
        Assert.Contains("Only to choose products for you", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_OfAShop_AreReplacedByThoseWhoHaveReadThem()
    {
        JsonElement shipped = (await shop.App.JsonAsync("/v1/texts/topics"))!.Value.GetProperty("definition");
        string own = shipped.GetRawText().Replace("\"id\":\"price\"", "\"id\":\"cost\"", StringComparison.Ordinal);

        using HttpResponseMessage stored = await PutAsync(own, null);
        using HttpResponseMessage blind = await PutAsync(own, null);
        using HttpResponseMessage wrong = await PutAsync("{}", stored.Headers.ETag!.ToString());
        using HttpResponseMessage preview = await shop.App.PostAsync("/v1/texts/preview", """{"text":"too expensive"}""");
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };

        Assert.Equal([200, 428, 400, 401], new[] { stored.StatusCode, blind.StatusCode, wrong.StatusCode, (await stranger.GetAsync("/v1/texts/topics")).StatusCode }.Select(one => (int)one));
        Assert.Equal("cost", Text(JsonElement.Parse(await preview.Content.ReadAsByteArrayAsync()).GetProperty("topics")[0], "id"));
        using HttpResponseMessage none = await shop.App.PostAsync("/v1/texts/preview", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    private async Task<JsonElement> CardAsync(string person) => (await shop.App.JsonAsync($"/v1/profiles/user_id:{person}/card"))!.Value;

    private static IEnumerable<string> Said(JsonElement card) => card.GetProperty("tastes").EnumerateArray().Select(one => Text(one, "said")!);

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();

    private Task<HttpResponseMessage> PutAsync(string body, string? version)
    {
        HttpRequestMessage request = new(HttpMethod.Put, "/v1/texts/topics") { Content = new StringContent(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        return shop.App.Client.SendAsync(request);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A quiz from its definition to the list that its answers change.</summary>
[Trait("Feature", "S15")]
[Collection(ShopCollection.Name)]
public sealed class QuizTests(ShopFixture shop)
{
    private const string Quiz = """
        {"name":{"en":"Scents"},"purpose":{"en":"Only to choose soap for you"},"benefit":{"en":"Soap that you like"},"questions":[
          {"id":"scent","kind":"single","text":{"en":"Which scent?","el":"Ποιο άρωμα;"},"answers":[
            {"id":"pine","text":{"en":"Pine"},"traits":{"scent":"pine"},"weights":{"attribute:scent:pine":1}},
            {"id":"rose","text":{"en":"Rose"},"traits":{"scent":"rose"},"weights":{"attribute:scent:rose":1}}]}]}
        """;

    [Fact]
    public async Task Answers_OfAShopper_ChangeTheVeryNextList()
    {
        await PutProductsAsync("""[{"productId":"soap-pine","name":"Pine soap","attributes":{"scent":"pine"}},{"productId":"soap-rose","name":"Rose soap","attributes":{"scent":"rose"}}]""");
        using HttpResponseMessage stored = await PutAsync("/v1/quizzes/scents", Quiz, null);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };

        JsonElement questions = JsonElement.Parse(await stranger.GetStringAsync("/v1/quizzes/scents/questions?language=el"));
        Assert.Equal("Ποιο άρωμα;", questions.GetProperty("questions")[0].GetProperty("text").GetString());
        Assert.DoesNotContain("weights", questions.GetRawText(), StringComparison.Ordinal);

        foreach ((string answer, string product, string said) in new[] { ("rose", "soap-rose", "Rose"), ("pine", "soap-pine", "Pine") })
        {
            using HttpResponseMessage answered = await stranger.PostAsync("/v1/quizzes/scents/answers", Json($$$"""{"anonymousId":"nose","answers":{"scent":"{{{answer}}}"}}"""));
            JsonElement outcome = JsonElement.Parse(await answered.Content.ReadAsByteArrayAsync());
            Assert.Equal((HttpStatusCode.OK, answer), (answered.StatusCode, outcome.GetProperty("traits").GetProperty("scent").GetString()));
            JsonElement list = JsonElement.Parse(await stranger.GetStringAsync("/v1/recommendations?strategy=for_you&anonymousId=nose"));
            foreach (JsonElement shown in new[] { outcome.GetProperty("recommendations"), list })
            {
                Assert.Equal(product, shown.GetProperty("items")[0].GetProperty("productId").GetString());
                Assert.Equal("you_told_us", shown.GetProperty("items")[0].GetProperty("reason").GetProperty("code").GetString());
                Assert.Equal(said, shown.GetProperty("youToldUs")[0].GetString());
            }
        }
    }

    [Fact]
    public async Task Definition_ByVersion_IsReplacedAndRemovedByThoseWhoHaveReadIt()
    {
        using HttpResponseMessage first = await PutAsync("/v1/quizzes/versions", Quiz, null);
        string version = first.Headers.ETag!.ToString();

        using HttpResponseMessage blind = await PutAsync("/v1/quizzes/versions", Quiz, null);
        using HttpResponseMessage stale = await PutAsync("/v1/quizzes/versions", Quiz, "\"0x1\"");
        using HttpResponseMessage wrong = await PutAsync("/v1/quizzes/versions", "{}", version);
        using HttpResponseMessage blindDelete = await shop.Client.DeleteAsync("/v1/quizzes/versions");
        using HttpRequestMessage delete = new(HttpMethod.Delete, "/v1/quizzes/versions") { Headers = { { "If-Match", version } } };
        using HttpResponseMessage deleted = await shop.Client.SendAsync(delete);
        using HttpResponseMessage gone = await shop.Client.GetAsync("/v1/quizzes/versions");

        Assert.Equal([428, 412, 400, 428, 204, 404], new[] { blind, stale, wrong, blindDelete, deleted, gone }.Select(one => (int)one.StatusCode));
    }

    [Fact]
    public async Task Quizzes_OfStrangers_AreOnlyForAnswering()
    {
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/quizzes/style")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PutAsync("/v1/quizzes/style", Json("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/v1/quizzes/style/questions")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.PostAsync("/v1/quizzes/style/answers", Json("""{"anonymousId":"x","answers":{"email":"a@b.c"}}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync("/v1/quizzes/none/answers", Json("{}"))).StatusCode);
    }

    private async Task PutProductsAsync(string products)
    {
        using HttpResponseMessage answer = await shop.Client.PutAsync("/v1/catalog/products", Json(products));
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the soaps", async () => (await shop.App.JsonAsync("/v1/recommendations?strategy=new_arrivals&limit=100"))!.Value.GetRawText().Contains("soap-rose", StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body, string? version)
    {
        HttpRequestMessage request = new(HttpMethod.Put, path) { Content = Json(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        return shop.Client.SendAsync(request);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

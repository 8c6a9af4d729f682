using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

[Collection(ShopCollection.Name)]
public sealed class RecipeTests(ShopFixture shop)
{
    private const string Template = """{"purpose":"transactional","defaultLanguage":"en","variants":{"en":{"subject":"Hello {{default event.plan 'you'}}","text":"Good that you are here"}}}""";

    private const string Recipe = """
        id: e2e
        name: From the first to the last part
        trigger:
          event: Signed Up
        entry:
          trait: plan
          in: [pro]
        steps:
          - message: e2e-hello
            channel: inbox
        """;

    [Fact]
    [Trait("Feature", "S112")]
    public async Task Put_RecipeAndEvent_BringsTheMessageIntoTheInbox()
    {
        using StringContent template = new(Template, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.OK, (await shop.Client.PutAsync("/v1/messages/templates/e2e-hello", template)).StatusCode);
        using HttpResponseMessage stored = await PutAsync(Recipe, null);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (stored.StatusCode, stored.Headers.ETag?.Tag));
        Assert.Equal((HttpStatusCode)428, (await PutAsync(Recipe, null)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync(Recipe, "\"7\"")).StatusCode);
        await PostAsync("/v1/identify", """{"userId":"rita","messageId":"rita-1","traits":{"plan":"pro"}}""");
        await PostAsync("/v1/identify", """{"userId":"remo","messageId":"remo-1","traits":{"plan":"free"}}""");
        // What is sent in two requests may be taken in in any order.
        await Eventually.TrueAsync("the profile", async () => await shop.App.JsonAsync("/v1/profiles/user_id:rita") is not null);
        await PostAsync("/v1/batch", """
            {"batch":[{"type":"track","userId":"remo","messageId":"remo-2","event":"Signed Up","properties":{"plan":"free"}},
                      {"type":"track","userId":"rita","messageId":"rita-2","event":"Signed Up","properties":{"plan":"pro"}}]}
            """);

        await Eventually.TrueAsync("the message", async () => (await InboxAsync("rita")).Length == 1);
        Assert.Equal("Hello pro", Assert.Single(await InboxAsync("rita")));
        Assert.Empty(await InboxAsync("remo"));
        JsonElement instances = (await shop.App.JsonAsync("/v1/journeys/instances?person=user_id:rita"))!.Value;
        Assert.Contains("recipe", instances.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(Recipe.Replace("[pro]", "[team]", StringComparison.Ordinal), "\"1\"")).StatusCode);
        Assert.Equal(2, (await shop.App.JsonAsync("/v1/journeys/recipes/e2e"))!.Value.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Validate_WrongRecipe_NamesEachErrorWithItsLine()
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/journeys/recipes/validate", "id: x\nname: x\ntrigger:\n  evnt: y\nsteps:\n  - wate: 1d\n", "application/yaml");
        JsonElement problem = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:personalization:problem:invalid-recipe", problem.GetProperty("type").GetString());
        Assert.Equal(
            [(4, 3), (6, 5)], problem.GetProperty("errors").EnumerateArray().Select(one => (one.GetProperty("line").GetInt32(), one.GetProperty("column").GetInt32())));

        using HttpResponseMessage right = await shop.App.PostAsync("/v1/journeys/recipes/validate", Recipe.Replace("e2e-hello", "nobody-wrote-it", StringComparison.Ordinal), "application/yaml");
        JsonElement warning = Assert.Single(JsonElement.Parse(await right.Content.ReadAsByteArrayAsync()).GetProperty("warnings").EnumerateArray());
        Assert.Equal(("unknown-template", 9), (warning.GetProperty("code").GetString(), warning.GetProperty("line").GetInt32()));
        // Not by the name of the other test's template: that there is none is remembered for a minute.
        string asking = Recipe.Replace("e2e-hello", "nobody-wrote-it", StringComparison.Ordinal).Replace("steps:", "exit:\n  - segment: nobodys-vip\nsteps:", StringComparison.Ordinal);
        using HttpResponseMessage usable = await shop.App.PostAsync("/v1/journeys/recipes/validate", asking, "application/yaml");
        JsonElement segment = Assert.Single(JsonElement.Parse(await usable.Content.ReadAsByteArrayAsync()).GetProperty("warnings").EnumerateArray(), one => one.GetProperty("code").GetString() == "unknown-segment");
        Assert.Contains("PUT /v1/segments/nobodys-vip", segment.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Recipes_ListsThoseThatComeAlongAndTheSchema()
    {
        JsonElement all = (await shop.App.JsonAsync("/v1/journeys/recipes"))!.Value.GetProperty("recipes");
        JsonElement birthday = all.EnumerateArray().Single(one => one.GetProperty("id").GetString() == "birthday");
        Assert.True(birthday.GetProperty("shipped").GetBoolean());
        Assert.False(birthday.GetProperty("active").GetBoolean());
        Assert.Contains("date: birthday", (await shop.App.JsonAsync("/v1/journeys/recipes/birthday"))!.Value.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Journey recipe", (await shop.App.JsonAsync("/v1/journeys/recipes/schema"))!.Value.GetProperty("title").GetString());
        Assert.Null(await shop.App.JsonAsync("/v1/journeys/recipes/nothing"));
        using HttpClient nobody = new() { BaseAddress = shop.App.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/v1/journeys/recipes")).StatusCode);
    }

    private async Task<HttpResponseMessage> PutAsync(string text, string? version)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, "/v1/journeys/recipes/e2e") { Content = new StringContent(text, Encoding.UTF8, "application/yaml") };
        if (version is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));
        return await shop.Client.SendAsync(request);
    }

    private async Task PostAsync(string path, string body)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string?[]> InboxAsync(string person) =>
        [.. (await shop.App.JsonAsync($"/v1/messages?person=user_id:{person}"))!.Value.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("subject").GetString())];
}

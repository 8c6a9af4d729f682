using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A merchant's chat over HTTP: figures with their queries, changes only when a person approves them, once, and taken back exactly.</summary>
[Collection(ShopCollection.Name)]
public sealed class MerchantChatTests(ShopFixture shop)
{
    private int asked;

    [Fact]
    [Trait("Feature", "S135")]
    [Trait("Feature", "S45")]
    public async Task Chat_Questions_AreAnsweredFromTools()
    {
        JsonElement help = await AskAsync("What can you do?"), journeys = await AskAsync("Which journeys are there?"), health = await AskAsync("How do recommendations do?");

        Assert.Equal("offline", help.GetProperty("engine").GetString());
        Assert.Contains("bestsellers", help.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Contains("win-back", journeys.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.All(health.GetProperty("figures").EnumerateArray(), figure => Assert.StartsWith("GET /v1/", figure.GetProperty("query").GetString(), StringComparison.Ordinal));
        foreach (string query in health.GetProperty("figures").EnumerateArray().Concat(journeys.GetProperty("figures").EnumerateArray()).Select(one => one.GetProperty("query").GetString()!).Distinct())
            Assert.NotNull(await shop.App.JsonAsync(query["GET ".Length..]));
        foreach (string question in (string[])["What is out of stock?", "Which models were built?", "Is our data ok?", "How do emails perform?", "What is trending?", "What are the bestsellers?", "Which segments are there?"])
            Assert.False(string.IsNullOrWhiteSpace((await AskAsync(question)).GetProperty("answer").GetString()), question);
    }

    [Fact]
    [Trait("Feature", "S135")]
    [Trait("Feature", "S136")]
    public async Task Proposal_ApprovedOnceThenUndone_LeavesNothingBehind()
    {
        JsonElement offered = await OfferAsync("Create a segment \"Quiet ones\" of customers who have not ordered for 77 days");
        string id = offered.GetProperty("id").GetString()!, token = offered.GetProperty("approvalToken").GetString()!;
        Assert.Null(await shop.App.JsonAsync("/v1/segments/quiet-ones"));

        Assert.Equal((403, "unknown-token"), await RefusedAsync(id, token[..^2] + "AA"));
        JsonElement other = await OfferAsync("Create a segment \"Other ones\" of customers who have not ordered for 78 days");
        Assert.Equal((403, "unknown-token"), await RefusedAsync(id, other.GetProperty("approvalToken").GetString()!));
        HttpResponseMessage[] both = await Task.WhenAll(ApproveAsync(id, token), ApproveAsync(id, token));
        Assert.Equal([200, 409], both.Select(one => (int)one.StatusCode).Order());
        Assert.Equal(1, (await shop.App.JsonAsync("/v1/segments/quiet-ones"))!.Value.GetProperty("version").GetInt32());
        Assert.Equal((409, "proposal-settled"), await RefusedAsync(id, token));

        Assert.Equal("undone", (await UndoAsync(id)).GetProperty("state").GetString());
        Assert.Equal("undone", (await UndoAsync(id)).GetProperty("state").GetString());
        Assert.Null(await shop.App.JsonAsync("/v1/segments/quiet-ones"));
        string log = (await shop.App.JsonAsync("/v1/merchant/proposals"))!.Value.GetRawText();
        Assert.Contains(id, log, StringComparison.Ordinal);
        Assert.Contains("\"approvedBy\":\"Nino\"", log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S136")]
    public async Task Proposal_ChangedSinceItWasDone_IsNotUndone()
    {
        JsonElement offered = await OfferAsync("Create a segment \"Touched\" of customers who have not ordered for 66 days");
        string id = offered.GetProperty("id").GetString()!;
        using HttpResponseMessage done = await ApproveAsync(id, offered.GetProperty("approvalToken").GetString()!);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        using HttpRequestMessage put = new(HttpMethod.Put, "/v1/segments/touched") { Content = new StringContent("name: Touched\nrule:\n  lastOrder: {olderThan: 10d}") };
        put.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using HttpResponseMessage changed = await shop.Client.SendAsync(put);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        using HttpResponseMessage undone = await shop.App.PostAsync($"/v1/merchant/proposals/{id}/undo", """{"author":"Nino"}""");

        Assert.Equal(HttpStatusCode.PreconditionFailed, undone.StatusCode);
        Assert.NotNull(await shop.App.JsonAsync("/v1/segments/touched"));
    }

    [Fact]
    [Trait("Feature", "S136")]
    public async Task Proposal_JourneyAndRule_ComeAndGo()
    {
        JsonElement journey = await OfferAsync("Activate the three visits journey");
        using (HttpResponseMessage on = await ApproveAsync(journey)) Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        Assert.True(await IsActiveAsync("three-visits"));
        await UndoAsync(journey.GetProperty("id").GetString()!);
        Assert.False(await IsActiveAsync("three-visits"));

        using HttpRequestMessage put = new(HttpMethod.Put, "/v1/catalog/products") { Content = new StringContent("""[{"productId":"chat-1","name":"Chatty stove","category":"Stoves","brand":"Chattybrand","price":5,"currency":"EUR"}]""", Encoding.UTF8, "application/json") };
        using HttpResponseMessage stored = await shop.Client.SendAsync(put);
        await Eventually.TrueAsync("the catalog", async () => (await AskAsync("Boost Chattybrand")).TryGetProperty("proposals", out _));
        JsonElement rule = await OfferAsync("Bury the brand Chattybrand");
        using (HttpResponseMessage drafted = await ApproveAsync(rule)) Assert.Equal(HttpStatusCode.OK, drafted.StatusCode);
        Assert.Contains("bury-chattybrand", await RulesAsync(), StringComparison.Ordinal);
        await UndoAsync(rule.GetProperty("id").GetString()!);
        Assert.DoesNotContain("bury-chattybrand", await RulesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S136")]
    public async Task Merchant_WithoutKey_IsRefused()
    {
        using HttpClient anybody = new() { BaseAddress = shop.Client.BaseAddress };
        foreach (string path in (string[])["/v1/merchant/chat", "/v1/merchant/proposals/x/approve", "/v1/merchant/proposals/x/undo"])
        {
            using HttpResponseMessage answer = await anybody.PostAsync(path, new StringContent("""{"message":"hi","author":"x","token":"x"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        using HttpResponseMessage log = await anybody.GetAsync("/v1/merchant/proposals");
        Assert.Equal(HttpStatusCode.Unauthorized, log.StatusCode);
    }

    // A shop's staff are many: each question comes from one of them, so that none asks too often.
    private async Task<JsonElement> AskAsync(string question)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/merchant/chat", JsonSerializer.Serialize(new { message = question, author = $"Nino {++asked} of {question.Length}" }));
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, body);
        return JsonElement.Parse(body);
    }

    private async Task<JsonElement> OfferAsync(string question)
    {
        JsonElement answer = await AskAsync(question);
        Assert.True(answer.TryGetProperty("proposals", out JsonElement proposals), answer.GetRawText());
        return proposals[0];
    }

    private Task<HttpResponseMessage> ApproveAsync(JsonElement offered) => ApproveAsync(offered.GetProperty("id").GetString()!, offered.GetProperty("approvalToken").GetString()!);

    private Task<HttpResponseMessage> ApproveAsync(string id, string token) =>
        shop.App.PostAsync($"/v1/merchant/proposals/{id}/approve", JsonSerializer.Serialize(new { token, author = "Nino" }));

    private async Task<(int Status, string Code)> RefusedAsync(string id, string token)
    {
        using HttpResponseMessage answer = await ApproveAsync(id, token);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("type").GetString()!.Split(':')[^1]);
    }

    private async Task<JsonElement> UndoAsync(string id)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync($"/v1/merchant/proposals/{id}/undo", """{"author":"Leila"}""");
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, body);
        return JsonElement.Parse(body);
    }

    private async Task<bool> IsActiveAsync(string recipe) => (await shop.App.JsonAsync("/v1/journeys/recipes/" + recipe))!.Value.GetProperty("active").GetBoolean();

    private async Task<string> RulesAsync() => (await shop.App.JsonAsync("/v1/merchandising/rules"))!.Value.GetRawText();
}

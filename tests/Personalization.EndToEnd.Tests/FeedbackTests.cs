using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>From a list with its decision id over what somebody does with it to the next list, and to what the merchant sees.</summary>
[Trait("Feature", "S65")]
[Trait("Feature", "S68")]
[Trait("Feature", "S73")]
public sealed class FeedbackTests
{
    private const string List = "/v1/recommendations?strategy=new_arrivals&placement=home&limit=3&anonymousId=phone";

    [Fact]
    public async Task Recommendations_ProductRefused_IsGoneUntilTakenBackAndCountsAsHarm()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        using HttpResponseMessage put = await app.Client.PutAsync("/v1/catalog/products", new StringContent(
            $"[{string.Join(',', Enumerable.Range(0, 9).Select(n => $$"""{"productId":"p{{n}}","name":"Product {{n}}","category":"Toys"}"""))}]"));
        put.EnsureSuccessStatusCode();
        (string decision, string[] first) = await ListAsync(app, shown => shown.Length == 3);

        await SendAsync(app, "shown", "Product List Viewed", $$"""
            "decision_id":"{{decision}}","list_id":"home","products":[{{string.Join(',', first.Select(id => $$"""{"product_id":"{{id}}"}"""))}}]
            """);
        await SendAsync(app, "clicked", "Product Clicked", $$"""
            "decision_id":"{{decision}}","product_id":"{{first[1]}}","position":2
            """);
        await SendAsync(app, "disliked", "Recommendation Disliked", $$"""
            "decision_id":"{{decision}}","product_id":"{{first[0]}}"
            """);
        await SendAsync(app, "forged", "Recommendation Hidden", $$"""
            "decision_id":"d-AAAAAAAA","product_id":"p-other"
            """);

        (string next, _) = await ListAsync(app, shown => !shown.Contains(first[0]));
        Assert.NotEqual(decision, next);
        JsonElement outcomes = await OutcomesAsync(app, all => all.GetProperty("decisionIds").GetProperty("foreign").GetInt64() == 1);
        JsonElement line = Assert.Single(outcomes.GetProperty("lists").EnumerateArray());
        Assert.Equal(
            ("new_arrivals", "home", 1, 3, 1, 1, 0),
            (line.GetProperty("strategy").GetString(), line.GetProperty("placement").GetString(), Count("lists"), Count("impressions"), Count("clicks"), Count("dislikes"), Count("hides")));
        Assert.Equal(3, outcomes.GetProperty("decisionIds").GetProperty("verified").GetInt64());

        await SendAsync(app, "restored", "Recommendation Restored", $$"""
            "decision_id":"{{decision}}","product_id":"{{first[0]}}"
            """);
        await ListAsync(app, shown => shown.Contains(first[0]));

        int Count(string name) => line.GetProperty(name).GetInt32();
    }

    [Fact]
    [Trait("Feature", "S66")]
    public async Task Rules_StoredOrDrafted_ChangeListsAndTellTheirCost()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        using HttpResponseMessage put = await app.Client.PutAsync("/v1/catalog/products", new StringContent(
            $"[{string.Join(',', Enumerable.Range(0, 9).Select(n => $$"""{"productId":"p{{n}}","name":"Product {{n}}","category":"Toys"}"""))}]"));
        put.EnsureSuccessStatusCode();
        (_, string[] first) = await ListAsync(app, shown => shown.Length == 3);
        string rules = $$"""{"rules":[{"id":"not-this","action":"exclude","products":{"ids":["{{first[0]}}"] },"when":{"placements":["home"]} } ] }""";

        using HttpResponseMessage preview = await app.PostAsync("/v1/merchandising/preview" + List[List.IndexOf('?', StringComparison.Ordinal)..], rules);
        JsonElement tried = JsonElement.Parse(await preview.Content.ReadAsByteArrayAsync());
        Assert.Equal(first, Ids(tried.GetProperty("before")));
        Assert.DoesNotContain(first[0], Ids(tried.GetProperty("after")));
        Assert.Equal(("not-this", 1), (tried.GetProperty("rules")[0].GetProperty("ruleId").GetString(), tried.GetProperty("rules")[0].GetProperty("removed").GetInt32()));
        Assert.Equal(first, (await ListAsync(app, shown => shown.Length == 3)).Products);

        using HttpResponseMessage stored = await app.Client.PutAsync("/v1/merchandising/rules", new StringContent(rules));
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        await ListAsync(app, shown => !shown.Contains(first[0]));
        JsonElement explained = (await app.JsonAsync("/v1/recommendations/explain" + List[List.IndexOf('?', StringComparison.Ordinal)..]))!.Value;
        Assert.InRange(explained.GetProperty("rules")[0].GetProperty("lostRelevance").GetDouble(), 1e-6, 1);
        // Each number of places is another decision: one of sixteen is looked at.
        await Eventually.TrueAsync("the rule's cost", async () =>
        {
            for (int limit = 1; limit <= 100; limit++) (await app.Client.GetAsync($"/v1/recommendations?strategy=new_arrivals&placement=home&limit={limit}")).Dispose();
            return (await app.JsonAsync("/v1/merchandising/rules"))!.Value.GetProperty("costs")[0].GetProperty("lists").GetInt64() > 0;
        }, TimeSpan.FromMinutes(1));
    }

    private static string[] Ids(JsonElement items) => [.. items.EnumerateArray().Select(item => item.GetProperty("productId").GetString()!)];

    private static async Task<(string Decision, string[] Products)> ListAsync(AppProcess app, Func<string[], bool> wanted)
    {
        JsonElement list = await Eventually.SomeAsync("the list", async () => await app.JsonAsync(List) is { } found && wanted(Ids(found.GetProperty("items"))) ? found : (JsonElement?)null, TimeSpan.FromMinutes(1));
        return (list.GetProperty("decisionId").GetString()!, Ids(list.GetProperty("items")));
    }

    private static Task<JsonElement> OutcomesAsync(AppProcess app, Func<JsonElement, bool> wanted) => Eventually.SomeAsync(
        "the outcomes", async () => await app.JsonAsync("/v1/insights/recommendations?days=1") is { } found && wanted(found) ? found : (JsonElement?)null, TimeSpan.FromMinutes(1));

    private static async Task SendAsync(AppProcess app, string id, string name, string properties)
    {
        using HttpResponseMessage answer = await app.PostAsync(
            "/v1/track", $$"""{"messageId":"{{id}}","anonymousId":"phone","event":"{{name}}","properties":{ {{properties}} } }""");
        answer.EnsureSuccessStatusCode();
    }
}

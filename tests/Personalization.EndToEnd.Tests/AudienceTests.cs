using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Segments as lists for ad networks: who is on one, and who leaves it at once.</summary>
[Collection(ShopCollection.Name)]
public sealed class AudienceTests(ShopFixture fixture)
{
    private const string Yes = "\"consent:advertising\":\"granted\",\"consent:sharing\":\"granted\"";

    private readonly ShopCalls shop = new(() => fixture.App);

    [Fact]
    [Trait("Feature", "S119")]
    [Trait("Feature", "S123")]
    public async Task Export_SegmentOfAllKinds_BearsThoseWhoAgreeAsOfNow()
    {
        (string Who, string Traits)[] people =
        [
            ("aud-both", "\"email\":\"Aud.Both+x@gmail.com\",\"phone\":\"+995 555 11 11 11\"," + Yes), ("aud-leaving", "\"email\":\"aud-leaving@example.com\"," + Yes), ("aud-erased", "\"email\":\"aud-erased@example.com\"," + Yes),
            ("aud-silent", "\"email\":\"aud-silent@example.com\""), ("aud-half", "\"email\":\"aud-half@example.com\",\"consent:advertising\":\"granted\""), ("aud-unknown", Yes),
            ("aud-no", "\"email\":\"aud-no@example.com\",\"consent:advertising\":\"granted\",\"consent:sharing\":\"denied\""), ("aud-private", "\"email\":\"aud-private@example.com\"," + Yes),
        ];
        foreach ((string who, string traits) in people)
        {
            string context = who == "aud-private" ? ",\"context\":{\"gpc\":true}" : "";
            await shop.PostAsync("/v1/identify", "{\"userId\":\"" + who + "\",\"traits\":{" + traits + "}" + context + "}");
            await shop.TrackAsync($"\"userId\":\"{who}\"", "Order Completed", $"\"order_id\":\"{who}\",\"total\":10,\"products\":[{{\"product_id\":\"aud-goods\",\"price\":10}}]");
            await shop.ProfileAsync("user_id:" + who, one => one.GetProperty("orderTotals").GetProperty("count").GetInt32() == 1 && one.GetProperty("traits").EnumerateObject().Any());
        }

        await shop.PutAsync("/v1/segments/aud-buyers", "name: Bought goods\nrule:\n  did: bought\n  product: aud-goods\n  within: 30d", "application/yaml");

        JsonElement audience = await Eventually.SomeAsync("the pass to count all", async () =>
            (await shop.GetAsync("/v1/audiences")).GetProperty("audiences").EnumerateArray().FirstOrDefault(one => one.GetProperty("segment").GetString() == "aud-buyers") is { ValueKind: JsonValueKind.Object } found
            && found.TryGetProperty("members", out JsonElement members) && members.GetInt32() == people.Length ? found : (JsonElement?)null);
        Assert.Equal((3, 3, 1), (audience.GetProperty("exportable").GetInt32(), audience.GetProperty("withEmail").GetInt32(), audience.GetProperty("withPhone").GetInt32()));
        Assert.Equal("""{"objected":2,"noConsent":2,"noIdentifier":1}""", audience.GetProperty("withheld").GetRawText());
        Assert.Equal(
            ["Email,Phone", Hash("audboth@gmail.com") + "," + Hash("+995555111111"), Hash("aud-erased@example.com") + ",", Hash("aud-leaving@example.com") + ","], await ListAsync("google"));
        Assert.Contains(Hash("aud.both+x@gmail.com") + "," + Hash("995555111111"), await ListAsync("meta"));
        Assert.Contains(Hash("aud.both@gmail.com") + "," + Hash("995555111111"), await ListAsync("tiktok"));
        await AssertToldAsync();

        await shop.PostAsync("/v1/track", """{"userId":"aud-leaving","event":"Segment Consent Preference Updated","context":{"consent":{"categoryPreferences":{"DataSharing":false}}}}""");
        await Eventually.TrueAsync("the yes that was taken back to count without a pass", async () => !(await ListAsync("meta")).Contains(Hash("aud-leaving@example.com") + ","));
        Assert.Equal("done", (await shop.PrivacyAsync("""{"kind":"erase","person":"user_id:aud-erased"}""")).GetProperty("state").GetString());
        Assert.Equal(2, (await ListAsync("meta")).Length);
        Assert.Equal("done", (await shop.PrivacyAsync("""{"kind":"suppress","person":"user_id:aud-both"}""")).GetProperty("state").GetString());
        await Eventually.TrueAsync("whoever is suppressed to be on no list", async () => (await ListAsync("tiktok")).SequenceEqual(["Email_SHA256,Phone_SHA256"]));
    }

    [Theory]
    [InlineData("aud-buyers", "", HttpStatusCode.BadRequest, "invalid-query")]
    [InlineData("no-such-segment", "meta", HttpStatusCode.NotFound, "unknown-segment")]
    [InlineData("retarget-14-days", "meta", HttpStatusCode.Conflict, "segment-not-stored")]
    public async Task Export_WhatThereIsNot_IsRefusedInWords(string segment, string network, HttpStatusCode status, string code)
    {
        using HttpResponseMessage answer = await shop.AnyAsync($"/v1/audiences/{segment}/export?network={network}");

        Assert.Equal(status, answer.StatusCode);
        Assert.EndsWith(":" + code, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    // The assistant's tool gives the same figures, each with the request that gives it again, and nobody's hash.
    private async Task AssertToldAsync()
    {
        using HttpRequestMessage asking = new(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"audience_list","arguments":{"network":"meta"}}}""", Encoding.UTF8, "application/json"),
        };
        asking.Headers.Add("Authorization", "Bearer " + AppProcess.ClientKey);
        using HttpResponseMessage answered = await fixture.Client.SendAsync(asking);
        JsonElement told = JsonElement.Parse(await answered.Content.ReadAsByteArrayAsync());
        JsonElement found = told.GetProperty("result").GetProperty("structuredContent");
        Assert.Contains(found.GetProperty("things").EnumerateArray(), one => (one.GetProperty("kind").GetString(), one.GetProperty("id").GetString()) == ("audience", "aud-buyers"));
        Dictionary<string, int> figures = found.GetProperty("figures").EnumerateArray().Where(one => one.TryGetProperty("of", out JsonElement of) && of.GetString() == "Bought goods")
            .ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetInt32());
        Assert.Equal((3, 8, 2, 2, 1), (figures["audience.exportable"], figures["audience.members"], figures["audience.objected"], figures["audience.no_consent"], figures["audience.no_identifier"]));
        Assert.All(found.GetProperty("figures").EnumerateArray(), one => Assert.Equal("GET /v1/audiences", one.GetProperty("query").GetString()));
        Assert.Contains("export?network=meta", found.GetProperty("texts").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Hash("aud-leaving@example.com"), told.GetRawText(), StringComparison.Ordinal);
    }

    // Rows in the order of their text, below the names of the columns.
    private async Task<string[]> ListAsync(string network)
    {
        using HttpResponseMessage answer = await shop.AnyAsync("/v1/audiences/aud-buyers/export?network=" + network);
        Assert.Equal(("text/csv", $"aud-buyers.{network}.csv"), (answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return [lines[0], .. lines[1..].OrderBy(line => Array.IndexOf([Hash("audboth@gmail.com"), Hash("aud-erased@example.com"), Hash("aud-leaving@example.com")], line.Split(',')[0]))];
    }

    private static string Hash(string spelled) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spelled)));
}

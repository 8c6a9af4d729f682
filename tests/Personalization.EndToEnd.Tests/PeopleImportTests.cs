using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Customers from a file meet those that the shop knows.</summary>
[Trait("Feature", "S08")]
[Collection(ShopCollection.Name)]
public sealed class PeopleImportTests(ShopFixture shop)
{
    private const string Mapping = """{"columns":{"userId":"Id","email":"Mail","firstName":"First"},"consents":[{"channel":"email","column":"News","source":"desk","dateColumn":"When"}]}""";

    [Fact]
    public async Task Customers_OfAFile_AreMatchedAndReported()
    {
        await shop.App.PostAsync("/v1/identify", """{"messageId":"people-1","userId":"people-known","traits":{"email":"known@people.example"}}""");
        await Eventually.SomeAsync("the known customer", () => shop.ProfileAsync("user_id:people-known"));

        JsonElement done = await ImportAsync("customers", Mapping, "Id,Mail,First,News,When\npeople-known,,Ann,yes,2026-01-05\npeople-new,new@people.example,Bea,yes,\n,,Nobody,,\n");

        Assert.Equal("""{"matched_user_id":1,"new":1}""", done.GetProperty("matches").GetProperty("counts").GetRawText());
        Assert.Equal("""{"matched_user_id":[2],"new":[3]}""", done.GetProperty("matches").GetProperty("examples").GetRawText());
        Assert.Equal("""{"consent_without_date":1,"nobody":1}""", done.GetProperty("findings").GetProperty("byCode").GetRawText());
        Assert.DoesNotContain("people.example", done.GetRawText(), StringComparison.Ordinal);
        JsonElement known = (await shop.ProfileAsync("user_id:people-known"))!.Value, added = (await shop.ProfileAsync("user_id:people-new"))!.Value;
        Assert.Equal("subscribed", known.GetProperty("traits").GetProperty("subscription:email").GetProperty("value").GetString());
        Assert.False(added.GetProperty("traits").TryGetProperty("subscription:email", out _));
    }

    [Fact]
    [Trait("Feature", "S22")]
    public async Task Scores_OfAFile_AreTraits()
    {
        JsonElement done = await ImportAsync("scores", """{"columns":{"userId":"Id","value":"V"},"score":{"name":"spender","provider":"Acme"}}""", "Id,V\npeople-score,0.9\n");

        Assert.Equal("""{"new":1}""", done.GetProperty("matches").GetProperty("counts").GetRawText());
        JsonElement profile = (await shop.ProfileAsync("user_id:people-score"))!.Value;
        Assert.Equal(0.9, profile.GetProperty("traits").GetProperty("score:spender").GetProperty("value").GetDouble());
        using HttpResponseMessage refused = await UploadAsync("scores", Mapping, "Id\n1\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    private async Task<JsonElement> ImportAsync(string kind, string mapping, string csv)
    {
        using HttpResponseMessage accepted = await UploadAsync(kind, mapping, csv);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        string id = JsonElement.Parse(await accepted.Content.ReadAsByteArrayAsync()).GetProperty("importId").GetString()!;
        return await Eventually.SomeAsync("the import", async () =>
            await shop.App.JsonAsync($"/v1/imports/{id}") is { } status && status.GetProperty("state").GetString() is "done" or "failed" ? await shop.App.JsonAsync($"/v1/imports/{id}") : null);
    }

    private Task<HttpResponseMessage> UploadAsync(string kind, string mapping, string csv)
    {
        MultipartFormDataContent form = new() { { new StringContent(mapping), "mapping" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "people.csv" } };
        return shop.Client.PostAsync($"/v1/imports/{kind}", form);
    }
}

using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

[Collection(MessageCollection.Name)]
[Trait("Feature", "S34")]
public sealed class OwnPageTests(MessageFixture shop)
{
    private const string Offer = """{"purpose":"marketing","list":"","defaultLanguage":"en","variants":{"en":{"subject":"Offer","text":"Buy {{unsubscribeUrl}}"}}}""";

    [Fact]
    [Trait("Feature", "S31")]
    [Trait("Feature", "S32")]
    public async Task OwnPage_ChoicesAndCorrections_TakeEffectAtOnce()
    {
        await shop.StoreAsync("own-offer", Offer);
        await shop.KnowAsync("olga", """{"email":"olga@example.com","mood":"<b>bad","locale":"ka","subscription:email":"subscribed"}""");
        string token = await TokenAsync("olga");
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };

        string page = await anybody.GetStringAsync($"/me/{token}");
        Assert.Contains("<html lang=\"ka\" dir=\"ltr\">", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;bad", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bad", page, StringComparison.Ordinal);
        Assert.Contains("<td>მხოლოდ იმისთვის</td><td>peace</td>", page, StringComparison.Ordinal);
        JsonElement own = await OwnAsync(anybody, token);
        Assert.Equal(("policy", "subscribed"), (Basis(own, "personalization"), Basis(own, "marketing")));
        Assert.False(own.GetProperty("purposes").GetProperty("sharing").GetProperty("allowed").GetBoolean());

        using HttpResponseMessage removed = await anybody.PostAsync($"/me/{token}/wrong", new FormUrlEncodedContent(new Dictionary<string, string> { ["trait"] = "mood" }));
        Assert.DoesNotContain("&lt;b&gt;bad", await removed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await shop.TraitAsync("olga", "mood"));

        using HttpResponseMessage saved = await anybody.PostAsync(
            $"/me/{token}/choices", new FormUrlEncodedContent(new Dictionary<string, string> { ["analytics"] = "yes", ["sharing"] = "yes", ["channel-email"] = "yes" }));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        own = await OwnAsync(anybody, token);
        Assert.Equal(("granted", "granted", "-", "-"), (Basis(own, "analytics"), Basis(own, "sharing"), Basis(own, "personalization"), Basis(own, "marketing")));
        Assert.Equal((false, "no-consent"), (own.GetProperty("lists").GetProperty("personal").GetBoolean(), own.GetProperty("lists").GetProperty("why").GetString()));
        string id = await shop.SendAsync("""{"key":"own-1","person":"user_id:olga","channel":"email","template":"own-offer"}""");
        JsonElement failed = await shop.MessageAsync(id, "failed");
        Assert.Equal("no-consent", failed.GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task OwnPage_LinksThatAreNotOurs_OpenNothing()
    {
        await shop.KnowAsync("otto", """{"email":"otto@example.com"}""");
        string token = await TokenAsync("otto");
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        string forged = (token[0] == 'A' ? 'B' : 'A') + token[1..];

        foreach (string path in (string[])[$"/me/{forged}", $"/v1/me?token={forged}", "/v1/me"]) Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(path)).StatusCode);
        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["trait"] = "nothing" });
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.PostAsync($"/me/{forged}/choices", form)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await anybody.PostAsync($"/me/{token}/wrong", form)).StatusCode);
        using FormUrlEncodedContent unsure = new(new Dictionary<string, string> { ["kind"] = "erase" });
        Assert.Equal(HttpStatusCode.BadRequest, (await anybody.PostAsync($"/me/{token}/requests", unsure)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await anybody.PostAsync($"/me/{token}/choices", new StringContent("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.PostAsync("/v1/privacy/links", new StringContent("{}"))).StatusCode);
        using HttpResponseMessage wrong = await shop.App.PostAsync("/v1/privacy/links", """{"person":"otto"}""");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    [Trait("Feature", "S30")]
    public async Task OwnPage_CopyAskedFor_IsMadeForThatPerson()
    {
        await shop.KnowAsync("orla", """{"email":"orla@example.com"}""");
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };

        using HttpResponseMessage asked = await anybody.PostAsync($"/me/{await TokenAsync("orla")}/requests", new FormUrlEncodedContent(new Dictionary<string, string> { ["kind"] = "export" }));
        string number = System.Text.RegularExpressions.Regex.Match(await asked.Content.ReadAsStringAsync(), "prv-[0-9a-z]+").Value;

        await Eventually.TrueAsync("the copy", async () => (await shop.App.JsonAsync($"/v1/privacy/requests/{number}"))?.GetProperty("state").GetString() == "done");
        Assert.Contains("orla@example.com", await shop.App.Client.GetStringAsync($"/v1/privacy/requests/{number}/export"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S28")]
    public async Task Inventory_AskedFor_SaysWhatIsStoredWhereAndWhy()
    {
        JsonElement inventory = (await shop.App.JsonAsync("/v1/privacy/inventory"))!.Value;

        JsonElement contact = inventory.GetProperty("fields").EnumerateArray().First(one => one.GetProperty("class").GetString() == "contact");
        Assert.Equal(("table profiles", "marketing"), (contact.GetProperty("where").GetString(), contact.GetProperty("purposes")[0].GetString()));
        Assert.Equal(["analytics", "personalization"], inventory.GetProperty("allowedUnlessObjected").EnumerateArray().Select(one => one.GetString()));
        Assert.Superset(
            new HashSet<string> { "profiles", "messages", "journeys", "lake" }, inventory.GetProperty("places").EnumerateArray().Select(one => one.GetString()!).ToHashSet());
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync("/v1/privacy/inventory")).StatusCode);
    }

    private async Task<string> TokenAsync(string person)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/privacy/links", $$"""{"person":"user_id:{{person}}"}""");
        JsonElement link = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        string token = link.GetProperty("token").GetString()!;
        Assert.Equal($"{MessageFixture.PublicUrl}/me/{token}", link.GetProperty("url").GetString());
        return token;
    }

    private static async Task<JsonElement> OwnAsync(HttpClient anybody, string token) => JsonElement.Parse(await anybody.GetByteArrayAsync($"/v1/me?token={token}"));

    private static string Basis(JsonElement own, string purpose) => own.GetProperty("purposes").GetProperty(purpose).TryGetProperty("basis", out JsonElement basis) ? basis.GetString()! : "-";
}

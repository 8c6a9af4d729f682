using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Functions.Privacy;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A person who has touched everything is taken out of everything.</summary>
[Trait("Feature", "S30")]
public sealed class ErasureTests : IAsyncLifetime
{
    private const string User = "tamar-beridze-7";
    private const string Device = "device-of-tamar-7";
    private const string Email = "Tamar.Beridze+shop@example.com";
    private const string Phone = "+995 555 12-34-56";
    private const string FamilyName = "Beridzeashvili";
    private const string Order = "order-tamar-9001";
    private const string Neighbour = "neighbour-1";

    // Everything by which anybody could tell the person; numbers as they are normalised too.
    private static readonly string[] Identifiers = [User, Device, "device-2-of-tamar", Email, "tamar.beridze+shop@example.com", Phone, "+995555123456", FamilyName, Order, "Rustaveli Avenue 7"];

    private AzuriteProcess? azurite;
    private AppProcess? app;

    private AppProcess App => app!;

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Journeys__AbandonedCart__FirstAfter"] = "00:00:02",
            // Nobody listens there: messages to telephones wait to be tried again.
            ["Messages__SmsUrl"] = "http://127.0.0.1:1/",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }

    [Fact]
    public async Task Erase_PersonWhoTouchedEverything_LeavesNothingInStorageAndCountsAsTheyWere()
    {
        await PutRecipesAsync();
        await LiveAsync(User, Device, Email, Phone, Order);
        await LiveAsync(Neighbour, "device-of-neighbour", "neighbour@example.com", "+995 555 00-00-01", "order-neighbour-1");
        await ImportAsync();
        JsonElement countsBefore = await SettledCountsAsync();
        JsonElement neighbourBefore = (await App.JsonAsync($"/v1/profiles/user_id:{Neighbour}"))!.Value;
        await Eventually.TrueAsync("the person to be in storage", async () => (await StorageBytes.PlacesOfAsync(azurite!.ConnectionString, Identifiers)).Count > 5);
        JsonElement export = await ExportAsync();
        foreach (string identifier in (string[])[User, Device, FamilyName, Order]) Assert.Contains(identifier, export.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Neighbour, export.GetRawText(), StringComparison.Ordinal);

        JsonElement done = await RequestAsync($$"""{"kind":"erase","suppress":true,"person":"user_id:{{User}}"}""", killed: true);

        Assert.True(done.GetProperty("state").GetString() == "done", done.GetRawText());
        IReadOnlyList<string> left = await StorageBytes.PlacesOfAsync(azurite!.ConnectionString, Identifiers);
        Assert.True(left.Count == 0, string.Join('\n', left) + done.GetRawText());
        JsonElement receipt = (await App.JsonAsync($"/v1/privacy/requests/{done.GetProperty("id").GetString()}/receipt"))!.Value;
        await AssertReceiptAsync(receipt);
        Assert.Equal(countsBefore.GetRawText(), (await CountsAsync()).GetRawText());
        Assert.Equal(neighbourBefore.GetRawText(), (await App.JsonAsync($"/v1/profiles/user_id:{Neighbour}"))!.Value.GetRawText());
        Assert.Null(await App.JsonAsync($"/v1/profiles/user_id:{User}"));
        await AssertSuppressedAsync();
        string[] places = [.. done.GetProperty("places").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
        IReadOnlyList<string> names = await StorageBytes.NamesAsync(azurite!.ConnectionString);
        Assert.True(names.All(name => StorageInventory.Of(name) is not null), "Nobody has said who erases people from: " + string.Join(", ", names.Where(name => StorageInventory.Of(name) is null)));
        foreach (string seen in names.Select(name => StorageInventory.Of(name)!).Where(seen => seen.StartsWith("place:", StringComparison.Ordinal))) Assert.Contains(seen[6..], places);
    }

    private async Task AssertSuppressedAsync()
    {
        JsonElement answer = await PostAsync("/v1/batch", $$$"""{"batch":[{"type":"track","event":"Product Viewed","userId":"{{{User}}}","properties":{"product_id":"shoe"}},{"type":"track","event":"Product Viewed","userId":"{{{Neighbour}}}","properties":{"product_id":"shoe"}}]}""");
        Assert.Equal(["suppressed", "corrected"], answer.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("verdict").GetString()));
        Assert.Equal("done", (await RequestAsync($$"""{"regulationType":"UNSUPPRESS","subjectType":"USER_ID","subjectIds":["{{User}}"]}""")).GetProperty("state").GetString());
        await Eventually.TrueAsync("the person to be taken in again", async () =>
            (await PostAsync("/v1/track", $$$"""{"event":"Product Viewed","anonymousId":"{{{Device}}}","properties":{"product_id":"shoe"}}""")).GetProperty("corrected").GetInt32() == 1);
    }

    private async Task AssertReceiptAsync(JsonElement receipt)
    {
        JsonElement said = receipt.GetProperty("receipt");
        Assert.True(said.GetProperty("scan").GetProperty("done").GetBoolean());
        Assert.Equal(0, said.GetProperty("scan").GetProperty("found").GetArrayLength());
        Dictionary<string, int> places = said.GetProperty("places").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("records").GetInt32());
        foreach (string place in (string[])["profiles", "lake", "messages", "journeys", "imports", "activity", "exports"]) Assert.True(places[place] > 0, said.GetRawText());
        Assert.True((await PostAsync("/v1/privacy/receipts/verify", receipt.GetRawText())).GetProperty("valid").GetBoolean());
        JsonNode changed = JsonNode.Parse(receipt.GetRawText())!;
        changed["receipt"]!["places"]![0]!["records"] = 4711;
        Assert.False((await PostAsync("/v1/privacy/receipts/verify", changed.ToJsonString())).GetProperty("valid").GetBoolean());
    }

    /// <summary>What a shopper can do in this shop.</summary>
    private async Task LiveAsync(string user, string device, string email, string phone, string order)
    {
        string product = "shoe-" + (user == User ? "a" : "b");
        await PostAsync("/v1/batch", $$$"""
            {"batch":[
              {"type":"track","messageId":"{{{user}}}-1","event":"Product Viewed","anonymousId":"{{{device}}}","properties":{"product_id":"{{{product}}}","url":"https://shop.example/{{{user}}}"}},
              {"type":"page","messageId":"{{{user}}}-2","anonymousId":"{{{device}}}","name":"For {{{user}}}"}]}
            """);
        await ProfileAsync($"anonymous_id:{device}");
        await PostAsync("/v1/identify", $$$"""
            {"messageId":"{{{user}}}-3","userId":"{{{user}}}","anonymousId":"{{{device}}}","traits":{"email":"{{{email}}}","phone":"{{{phone}}}","firstName":"Tamar","lastName":"{{{(user == User ? FamilyName : "Else")}}}",
             "subscriptions":{"email":"subscribed"},"address":{"street":"{{{(user == User ? "Rustaveli Avenue 7" : "Elsewhere 1")}}}","city":"Tbilisi"},"plan":"pro"}}
            """);
        // The profile is there as soon as the device is linked to it, its traits a moment later.
        await Eventually.TrueAsync("the traits", async () =>
            await App.JsonAsync($"/v1/profiles/user_id:{user}") is { } profile && profile.GetProperty("traits").TryGetProperty("email", out _));
        if (user == User) await PostAsync("/v1/alias", $$"""{"messageId":"{{user}}-4","userId":"{{user}}","previousId":"device-2-of-tamar"}""");
        await PostAsync("/v1/batch", $$$"""
            {"batch":[
              {"type":"track","messageId":"{{{user}}}-5","event":"Order Completed","userId":"{{{user}}}","properties":{"order_id":"{{{order}}}","revenue":30,"currency":"EUR","email":"{{{email}}}","products":[{"product_id":"{{{product}}}","quantity":2,"price":15}]}},
              {"type":"track","messageId":"{{{user}}}-6","event":"Product Added","userId":"{{{user}}}","properties":{"cart_id":"cart-{{{user}}}","product_id":"boot","quantity":1,"price":40,"currency":"EUR"}},
              {"type":"track","messageId":"{{{user}}}-7","event":"Products Searched","userId":"{{{user}}}","properties":{"query":"gift for {{{user}}}"}}]}
            """);
        await MessagesAsync(user);
        await Eventually.TrueAsync("a journey", async () => (await App.JsonAsync($"/v1/journeys/instances?person=user_id:{user}"))!.Value.GetProperty("instances").GetArrayLength() > 0);
    }

    private async Task MessagesAsync(string user)
    {
        // Kept, refused for want of a mail server, and waiting for an hour that is not quiet.
        foreach (string channel in (string[])["inbox", "email", "sms"])
        {
            using HttpResponseMessage sent = await App.PostAsync("/v1/messages", $$"""{"person":"user_id:{{user}}","channel":"{{channel}}","template":"greeting","key":"{{user}}-{{channel}}","model":{"name":"{{(user == User ? FamilyName : "Else")}}"} }""");
            Assert.True(sent.StatusCode == HttpStatusCode.Accepted, await sent.Content.ReadAsStringAsync());
        }
    }

    private async Task PutRecipesAsync()
    {
        await PutAsync("/v1/messages/templates/greeting", """{"purpose":"transactional","defaultLanguage":"en","variants":{"en":{"subject":"Hello {{default name 'you'}}","text":"Dear {{default name 'you'}}, here it is"}}}""", "application/json");
        foreach ((string id, string recipe) in ((string, string)[])[
            ("seekers", "id: seekers\nname: Who seeks\ntrigger:\n  event: Products Searched\nentry:\n  trait: plan\n  in: [pro]\nsteps:\n  - message: greeting\n    channel: inbox\n  - wait: 1d\n  - message: greeting\n    channel: email\n"),
            ("waiters", "id: waiters\nname: Who waits\ntrigger: backInStock\nsteps:\n  - message: greeting\n    channel: inbox\n")])
            await PutAsync($"/v1/journeys/recipes/{id}", recipe, "application/yaml");
    }

    private async Task PutAsync(string path, string body, string type)
    {
        using HttpResponseMessage answer = await App.Client.PutAsync(path, new StringContent(body, System.Text.Encoding.UTF8, type));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task ImportAsync()
    {
        string orders = $"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n{Order},BOOT,Boot,1,2010-12-01 08:26:00,10,{User},Georgia\n{Order},BOOT,Boot,few,2010-12-01 08:26:00,10,{User},Georgia\n";
        using HttpResponseMessage sent = await App.PostAsync("/v1/imports/orders?preset=online-retail", orders, "text/csv");
        string body = await sent.Content.ReadAsStringAsync();
        Assert.True(sent.StatusCode == HttpStatusCode.Accepted, body);
        string id = JsonElement.Parse(body).GetProperty("importId").GetString()!;
        await Eventually.TrueAsync("the import", async () => (await App.JsonAsync($"/v1/imports/{id}"))!.Value.GetProperty("state").GetString() is "done" or "failed");
    }

    private async Task<JsonElement> ExportAsync()
    {
        JsonElement done = await RequestAsync($$"""{"kind":"export","userId":"{{User}}","email":"{{Email}}"}""");
        return (await App.JsonAsync($"/v1/privacy/requests/{done.GetProperty("id").GetString()}/export"))!.Value;
    }

    private async Task<JsonElement> RequestAsync(string body, bool killed = false)
    {
        string id = (await PostAsync("/v1/privacy/requests", body)).GetProperty("id").GetString()!;
        JsonElement last = default;
        if (killed)
        {
            // In the middle of it, wherever that is just then.
            await Eventually.TrueAsync("the request to begin", async () => (await App.JsonAsync($"/v1/privacy/requests/{id}"))!.Value.GetProperty("state").GetString() is not ("queued" or "blocking"));
            await App.KillAsync();
            await App.RunAsync();
        }
        await Eventually.TrueAsync("the request", async () =>
        {
            last = (await App.JsonAsync($"/v1/privacy/requests/{id}"))!.Value;
            return last.GetProperty("state").GetString() is "done" or "failed";
        });
        return last;
    }

    private async Task<JsonElement> SettledCountsAsync()
    {
        string before = "";
        await Eventually.TrueAsync("the counts to settle", async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
            string now = (await CountsAsync()).GetRawText();
            (bool same, before) = (now == before && now.Contains("\"Order Completed\":3", StringComparison.Ordinal), now);
            return same;
        });
        return await CountsAsync();
    }

    private async Task<JsonElement> CountsAsync() => (await App.JsonAsync("/v1/insights/activity"))!.Value.GetProperty("eventTotals");

    private Task ProfileAsync(string id) => Eventually.TrueAsync("the profile", async () => await App.JsonAsync($"/v1/profiles/{Uri.EscapeDataString(id)}") is not null);

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using HttpResponseMessage answer = await App.PostAsync(path, body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}

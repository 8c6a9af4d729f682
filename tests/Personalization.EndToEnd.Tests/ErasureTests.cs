using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Functions.Privacy;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A person who has touched everything is taken out of everything.</summary>
[Trait("Feature", "S30")]
public sealed class ErasureTests : IAsyncLifetime
{
    private static readonly Shopper Tamar = new("tamar-beridze-7", "device-of-tamar-7", "Tamar.Beridze+shop@example.com", "+995 555 12-34-56", "Beridzeashvili", "Rustaveli Avenue 7", "order-tamar-9001");
    private static readonly Shopper Neighbour = new("neighbour-1", "device-of-neighbour", "neighbour@example.com", "+995 555 00-00-01", "Else", "Elsewhere 1", "order-neighbour-1");

    // Everything by which anybody could tell the person; numbers as they are normalised too.
    private static readonly string[] Identifiers =
        [Tamar.User, Tamar.Device, "tamar.beridze", Tamar.Phone, "995555123456", "00995 555 123456", Tamar.FamilyName, Tamar.Order, Tamar.Street];

    private readonly ShopCalls shop;
    private KnowingService? service;
    private AzuriteProcess? azurite;
    private AppProcess? app;

    public ErasureTests() => shop = new ShopCalls(() => app!);

    public async Task InitializeAsync()
    {
        service = KnowingService.Start();
        azurite = await AzuriteProcess.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Journeys__AbandonedCart__FirstAfter"] = "00:00:02",
            // Nobody listens there: messages to telephones wait to be tried again.
            ["Messages__SmsUrl"] = "http://127.0.0.1:1/",
            ["Enrichment__Url"] = service.Url,
            ["Enrichment__Fields__kind"] = "kind",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
        if (service is not null) await service.DisposeAsync();
    }

    [Fact]
    public async Task Erase_PersonWhoTouchedEverything_LeavesNothingInStorageAndCountsAsTheyWere()
    {
        ShopTown town = new(shop);
        await town.OpenAsync();
        foreach (Shopper one in (Shopper[])[Tamar, Neighbour]) await new ShopperLife(shop, one).LiveAsync();
        await SayItOtherwiseAsync();
        await town.ImportAsync(Tamar);
        await town.MixAsync(Tamar, Neighbour);
        await town.LookAsync(Tamar, Neighbour);
        string countsBefore = await SettledCountsAsync();
        JsonElement neighbourBefore = await shop.GetAsync($"/v1/profiles/{Neighbour.Id}");
        IReadOnlyList<string> before = await StorageBytes.PlacesOfAsync(azurite!.ConnectionString, Identifiers);
        Assert.All(Identifiers, one => Assert.Contains(before, place => place.EndsWith(": " + one, StringComparison.Ordinal)));
        JsonElement export = await ExportAsync();
        foreach (string identifier in (string[])[Tamar.User, Tamar.Device, Tamar.FamilyName, Tamar.Order]) Assert.Contains(identifier, export.GetRawText(), StringComparison.Ordinal);

        JsonElement done = await shop.PrivacyAsync($$"""{"kind":"erase","suppress":true,"person":"{{Tamar.Id}}"}""", KillAsync);

        IReadOnlyList<string> left = await StorageBytes.PlacesOfAsync(azurite.ConnectionString, Identifiers);
        Assert.True(left.Count == 0, string.Join('\n', left) + done.GetRawText());
        Assert.True(done.GetProperty("state").GetString() == "done", done.GetRawText());
        await AssertReceiptAsync(await shop.GetAsync($"/v1/privacy/requests/{done.GetProperty("id").GetString()}/receipt"));
        Assert.Equal(countsBefore, await CountsAsync());
        Assert.Equal(neighbourBefore.GetRawText(), (await shop.GetAsync($"/v1/profiles/{Neighbour.Id}")).GetRawText());
        Assert.Null(await shop.TryAsync($"/v1/profiles/{Tamar.Id}"));
        await AssertSuppressedAsync();
        await AssertAllThoughtOfAsync(done);
    }

    /// <summary>Addresses as people and other systems write them, with nothing else to know the person by.</summary>
    private async Task SayItOtherwiseAsync()
    {
        await shop.PostAsync("/v1/identify", """{"messageId":"other-1","traits":{"email":"TAMAR.BERIDZE+shop@Example.com","newsletter":"weekly"}}""");
        await shop.PostAsync("/v1/identify", """{"messageId":"other-2","traits":{"phone":"00995 555 123456","newsletter":"daily"}}""");
        await shop.PostAsync("/v1/track", """{"messageId":"other-3","event":"Catalog Ordered","context":{"externalIds":[{"type":"phone","id":"+995 (555) 12.34.56","collection":"users","encoding":"none"}]}}""");
        await shop.ProfileAsync(Tamar.Id, profile => profile.GetProperty("eventCounts").TryGetProperty("Catalog Ordered", out _));
    }

    private async Task KillAsync()
    {
        // In the middle of it, wherever that is just then.
        await app!.KillAsync();
        await app.RunAsync();
    }

    private async Task AssertAllThoughtOfAsync(JsonElement done)
    {
        string[] places = [.. done.GetProperty("places").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
        IReadOnlyList<string> names = await StorageBytes.NamesAsync(azurite!.ConnectionString);
        Assert.True(names.All(name => StorageInventory.Of(name) is not null), "Nobody has said who erases people from: " + string.Join(", ", names.Where(name => StorageInventory.Of(name) is null)));
        foreach (string seen in names.Select(name => StorageInventory.Of(name)!).Where(seen => seen.StartsWith("place:", StringComparison.Ordinal))) Assert.Contains(seen[6..], places);
    }

    private async Task AssertSuppressedAsync()
    {
        static string Seen(string who) => $$"""{"type":"track","event":"Product Viewed",{{who}},"properties":{"product_id":"shoe"} }""";
        JsonElement answer = await shop.PostAsync("/v1/batch", $$"""
            {"batch":[{{Seen(Tamar.Who)}},{{Seen(Neighbour.Who)}},{{Seen("\"context\":{\"externalIds\":[{\"type\":\"phone\",\"id\":\"00995555123456\"}]}")}},{"type":"identify","traits":{"email":"TAMAR.beridze+shop@example.com"} }]}
            """);
        Assert.Equal(["suppressed", "corrected", "suppressed", "suppressed"], answer.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("verdict").GetString()));
        Assert.Equal("done", (await shop.PrivacyAsync($$"""{"regulationType":"UNSUPPRESS","subjectType":"USER_ID","subjectIds":["{{Tamar.User}}"]}""")).GetProperty("state").GetString());
        await Eventually.TrueAsync("the person to be taken in again", async () => (await shop.TrackAsync($"\"anonymousId\":\"{Tamar.Device}\"", "Product Viewed", "\"product_id\":\"shoe\"")).GetProperty("corrected").GetInt32() == 1);
    }

    private async Task AssertReceiptAsync(JsonElement receipt)
    {
        JsonElement said = receipt.GetProperty("receipt");
        Assert.True(said.GetProperty("scan").GetProperty("done").GetBoolean());
        Assert.Equal(0, said.GetProperty("scan").GetProperty("found").GetArrayLength());
        Dictionary<string, int> places = said.GetProperty("places").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("records").GetInt32());
        string[] all = ["profiles", "lake", "messages", "journeys", "imports", "activity", "exports", "identity-quarantine", "identity-mentions", "actions", "segments", "conversations"];
        // The one in which the app was killed may only count what was left of it.
        Assert.True(all.Count(place => places[place] == 0) <= 1, said.GetRawText());
        Assert.True((await shop.PostAsync("/v1/privacy/receipts/verify", receipt.GetRawText())).GetProperty("valid").GetBoolean());
        JsonNode changed = JsonNode.Parse(receipt.GetRawText())!;
        changed["receipt"]!["places"]![0]!["records"] = 4711;
        Assert.False((await shop.PostAsync("/v1/privacy/receipts/verify", changed.ToJsonString())).GetProperty("valid").GetBoolean());
    }

    private async Task<JsonElement> ExportAsync()
    {
        JsonElement done = await shop.PrivacyAsync($$"""{"kind":"export","userId":"{{Tamar.User}}","email":"{{Tamar.Email}}"}""");
        return await shop.GetAsync($"/v1/privacy/requests/{done.GetProperty("id").GetString()}/export");
    }

    // Orders of both, at the till too, and the one of the file.
    private async Task<string> SettledCountsAsync()
    {
        string before = "";
        await Eventually.TrueAsync("the counts to settle", async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
            string now = await CountsAsync();
            (bool same, before) = (now == before && now.Contains("\"Order Completed\":5", StringComparison.Ordinal) && now.Contains("\"Segment Entered\":2", StringComparison.Ordinal), now);
            return same;
        }, TimeSpan.FromMinutes(2));
        return before;
    }

    private async Task<string> CountsAsync() => (await shop.GetAsync("/v1/insights/activity")).GetProperty("eventTotals").GetRawText();
}

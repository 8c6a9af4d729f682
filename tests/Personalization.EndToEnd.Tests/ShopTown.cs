using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A shop, and what happens in it among people: what is kept of one of them beside another.</summary>
internal sealed class ShopTown(ShopCalls shop)
{
    private const string Word = "\"author\":\"Nino\",\"reason\":\"Same card at the till\"";

    private const string Quiz = """
        {"name":{"en":"Scents"},"purpose":{"en":"Only to choose soap for you"},"benefit":{"en":"Soap that you like"},"questions":[
          {"id":"scent","kind":"single","text":{"en":"Which scent?"},"answers":[
            {"id":"pine","text":{"en":"Pine"},"traits":{"scent":"pine"},"weights":{"attribute:scent:pine":1}},
            {"id":"rose","text":{"en":"Rose"},"traits":{"scent":"rose"},"weights":{"attribute:scent:rose":1}}]}]}
        """;

    /// <summary>Goods, messages, journeys, questions and groups.</summary>
    public async Task OpenAsync()
    {
        await shop.PutAsync("/v1/catalog/products", """
            [{"productId":"shoe","name":"Shoe","category":"Shoes","brand":"Alpha","price":15,"currency":"EUR"},{"productId":"boot","name":"Boot","category":"Boots","brand":"Beta","price":40,"currency":"EUR"},
             {"productId":"gone","name":"Gone","category":"Boots","brand":"Beta","price":9,"currency":"EUR","stock":0}]
            """);
        await shop.PutAsync("/v1/messages/templates/greeting", """{"purpose":"transactional","defaultLanguage":"en","variants":{"en":{"subject":"Hello {{default name 'you'}}","text":"Dear {{default name 'you'}}, here it is"}}}""");
        await shop.PutAsync("/v1/journeys/recipes/seekers", "id: seekers\nname: Who seeks\ntrigger:\n  event: Products Searched\nentry:\n  trait: plan\n  in: [pro]\nsteps:\n  - message: greeting\n    channel: inbox\n  - wait: 1d\n  - message: greeting\n    channel: email\n", "application/yaml");
        await shop.PutAsync("/v1/journeys/recipes/waiters", "id: waiters\nname: Who waits\ntrigger: backInStock\nsteps:\n  - message: greeting\n    channel: inbox\n", "application/yaml");
        await shop.PutAsync("/v1/quizzes/scents", Quiz);
        await Eventually.TrueAsync("the goods", async () => (await shop.GetAsync("/v1/recommendations?strategy=new_arrivals&limit=9")).GetRawText().Contains("boot", StringComparison.Ordinal));
    }

    /// <summary>What two people and a third have to do with each other.</summary>
    public async Task MixAsync(Shopper one, Shopper other)
    {
        foreach (string user in (string[])[other.User, "cousin-3", one.User])
        {
            await shop.TrackAsync($"\"userId\":\"{user}\",\"anonymousId\":\"family-tablet\"", "Visited Together");
            await shop.ProfileAsync("user_id:" + user, profile => profile.GetProperty("eventCounts").TryGetProperty("Visited Together", out _));
        }
        await shop.TrackAsync($"\"userId\":\"cousin-3\",\"anonymousId\":\"{one.Device}\"", "Visited Next Door");
        await shop.ProfileAsync("user_id:cousin-3", profile => profile.GetProperty("devices").GetRawText().Contains(one.Device, StringComparison.Ordinal));
        await shop.TrackAsync($"\"userId\":\"undefined\",\"anonymousId\":\"{one.Device}\"", "Product Viewed", "\"product_id\":\"boot\"");
        await Eventually.TrueAsync("both in quarantine", async () => (await shop.GetAsync("/v1/identity/quarantine")).GetRawText() is var held
            && held.Contains("family-tablet", StringComparison.Ordinal) && held.Contains("user_id:undefined", StringComparison.Ordinal) && held.Contains(one.User, StringComparison.Ordinal));

        await shop.TrackAsync($"\"anonymousId\":\"till-{one.Device}\"", "Product Viewed", "\"product_id\":\"shoe\"");
        await shop.ProfileAsync($"anonymous_id:till-{one.Device}");
        string pair = $$"""{"from":"anonymous_id:till-{{one.Device}}","into":"{{one.Id}}",{{Word}}}""";
        string merge = (await shop.PostAsync("/v1/identity/merges", pair)).GetProperty("id").GetString()!;
        await shop.PostAsync($"/v1/identity/merges/{Uri.EscapeDataString(merge)}/undo", $$"""{ {{Word}} }""");
        await shop.PostAsync("/v1/identity/merges", pair.Replace(",\"author\"", ",\"force\":true,\"author\"", StringComparison.Ordinal));
    }

    /// <summary>Files of other systems.</summary>
    public async Task ImportAsync(Shopper one)
    {
        await shop.ImportAsync("orders?preset=online-retail", $"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n{one.Order},BOOT,Boot,1,2010-12-01 08:26:00,10,{one.User},Georgia\n{one.Order},BOOT,Boot,few,2010-12-01 08:26:00,10,{one.User},Georgia\n");
        await shop.ImportAsync("customers", """{"columns":{"userId":"Id","email":"Mail","firstName":"First"},"consents":[{"channel":"email","column":"News","source":"desk","dateColumn":"When"}]}""", $"Id,Mail,First,News,When\n{one.User},{one.Email},Tamar,yes,2026-01-05\n{one.User},not an address of {one.User},Tamar,,\n");
        await shop.ImportAsync("scores", """{"columns":{"userId":"Id","value":"V"},"score":{"name":"spender","provider":"Acme"}}""", $"Id,V\n{one.User},0.9\n");
    }

    /// <summary>Groups, likeness, models, findings: what is made of people by looking at all of them.</summary>
    public async Task LookAsync(Shopper one, Shopper other)
    {
        await shop.PutAsync("/v1/segments/shod", "name: Saw the shoe\nrule:\n  saw: shoe\n  within: 30d", "application/yaml");
        await Eventually.TrueAsync("the snapshot", async () =>
            await shop.TryAsync("/v1/segments/shod/members") is { } found && found.GetRawText().Contains(one.User, StringComparison.Ordinal) && found.GetRawText().Contains(other.User, StringComparison.Ordinal), TimeSpan.FromMinutes(2));
        foreach ((Shopper first, Shopper second) in ((Shopper, Shopper)[])[(one, other), (other, one)])
            await Eventually.TrueAsync("likeness", async () => await shop.TryAsync($"/v1/profiles/{first.Id}/similar") is { } found && found.GetRawText().Contains(second.User, StringComparison.Ordinal), TimeSpan.FromMinutes(3));
        await shop.PostAsync($"/v1/profiles/{other.Id}/similar/tag", """{"tag":"alike","author":"Nino"}""");
        string undone = (await shop.PostAsync($"/v1/profiles/{other.Id}/similar/tag", """{"tag":"mistaken too","author":"Nino"}""")).GetProperty("actionId").GetString()!;
        await shop.PostAsync($"/v1/actions/{undone}/undo", """{"author":"Nino"}""");
        await shop.PostAsync("/v1/predictions/rebuild", "");
        await shop.PostAsync("/v1/recommendations/rebuild", "");
        await shop.RunAsync("WatchDataQuality");
        await shop.RunAsync("WatchProducts");
        await shop.PostAsync("/v1/segments/count", """{"rule":{"segment":"shod"}}""");
        await shop.PostAsync("/v1/insights/reingest", """{"from":"2026-01-01","to":"2026-02-01","event":"Order Completed","author":"Nino","fix":{"kind":"rename","field":"receipt_number","to":"receipt"},"dryRun":false}""");
        JsonElement card = await shop.GetAsync($"/v1/profiles/{one.Id}/card?reveal=contact");
        Assert.Contains(one.FamilyName, card.GetRawText(), StringComparison.Ordinal);
        await shop.GetAsync($"/v1/profiles/{one.Id}/timeline");
    }
}

using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>What a segment's members buy, and what the shop shows them, from the segment's definition to the lists.</summary>
[Collection(ShopCollection.Name)]
public sealed class SegmentBestsellerTests(ShopFixture shop)
{
    private const string Products = """
        [{"productId":"club-x","name":"X","category":"Club","price":40,"currency":"EUR"},
         {"productId":"club-y","name":"Y","category":"Club","price":60,"currency":"EUR"}]
        """;

    [Fact]
    [Trait("Feature", "S58")]
    [Trait("Feature", "S41")]
    [Trait("Feature", "S43")]
    public async Task Get_BestsellersOfASegment_AreWhatItsMembersBuy()
    {
        await shop.App.StockAsync("Club", 2, Products);
        using (HttpResponseMessage stored = await PutAsync("/v1/segments/club", "name: Club\nbestsellers: true\nrule:\n  trait: club\n  is: gold")) stored.EnsureSuccessStatusCode();
        foreach (string member in (string[])["club-ann", "club-bob"])
            await SendAsync("/v1/identify", $$$"""{"messageId":"{{{member}}}","userId":"{{{member}}}","traits":{"club":"gold","consent:personalization":"granted"}}""");
        // Whoever the counts have not heard of as a member does not count: so they are told of first.
        await Eventually.TrueAsync("the entries", async () => await EnteredAsync("club-ann") && await EnteredAsync("club-bob"));
        foreach (string member in (string[])["club-ann", "club-bob"]) await OrderAsync(member, "club-x");
        foreach (int other in Enumerable.Range(0, 5)) await OrderAsync("club-other" + other, "club-y");

        await Eventually.TrueAsync("the orders to be counted", async () =>
            await FirstAsync("segment=club") is ("club-x", "segment:club") && (await FirstAsync("segment=new_visitor")).Product == "club-y");
        Assert.Equal("club-y", (await FirstAsync("segment=nobodys-club")).Product);
        Assert.Equal(("club-x", "segment:club"), await FirstAsync("segment=auto&anonymousId=club-device", device: "club-device", user: "club-ann"));
    }

    private async Task<(string? Product, string? Scope)> FirstAsync(string query, string? device = null, string? user = null)
    {
        if (device is not null)
        {
            await SendAsync("/v1/identify", $$"""{"messageId":"{{device}}","userId":"{{user}}","anonymousId":"{{device}}"}""");
            await Eventually.TrueAsync("the device", async () => await shop.ProfileAsync("anonymous_id:" + device) is { } whole && whole.GetRawText().Contains("club", StringComparison.Ordinal) && whole.GetRawText().Contains(user!, StringComparison.Ordinal));
        }
        JsonElement list = await shop.App.ListAsync("strategy=bestsellers&category=Club&limit=1&fallback=false&" + query, ShopLists.Path);
        return (ShopLists.Ids(list).FirstOrDefault(), list.TryGetProperty("scope", out JsonElement scope) ? scope.GetString() : null);
    }

    private async Task<bool> EnteredAsync(string user) =>
        await shop.ProfileAsync("user_id:" + user) is { } found && found.GetProperty("eventCounts").TryGetProperty("Segment Entered", out _);

    private Task OrderAsync(string user, string product) => SendAsync(
        "/v1/track", $$$"""{"messageId":"order-{{{user}}}","userId":"{{{user}}}","event":"Order Completed","properties":{"order_id":"{{{user}}}","currency":"EUR","products":[{"product_id":"{{{product}}}","quantity":1,"price":5}]}}""");

    private Task<HttpResponseMessage> PutAsync(string path, string text) => shop.Client.PutAsync(path, new StringContent(text, Encoding.UTF8, "application/yaml"));

    private async Task SendAsync(string path, string body)
    {
        using HttpResponseMessage sent = await shop.App.PostAsync(path, body);
        sent.EnsureSuccessStatusCode();
    }
}

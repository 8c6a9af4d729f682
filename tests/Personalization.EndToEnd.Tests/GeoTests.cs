using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>The country that the shop's own edge says, of those who agreed to it.</summary>
[Trait("Feature", "S20")]
[Collection(MessageCollection.Name)]
public sealed class GeoTests(MessageFixture shop)
{
    private const string Edge = "front-door-of-the-shop";
    private const string Address = "203.0.113.77";

    [Theory]
    [InlineData("agreed", "true", Edge, "GR", "GR")]
    [InlineData("refused", "false", Edge, "GR", null)]
    [InlineData("no-edge", "true", "somebody-else", "GR", null)]
    [InlineData("unknown", "true", Edge, "XX", null)]
    public async Task Event_ThroughAnEdge_HasACountryWhereItsPersonAgrees(string person, string agrees, string edge, string says, string? country)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/identify")
        {
            Content = new StringContent($$"""{"userId":"geo-{{person}}","traits":{"email":"geo-{{person}}@example.com"},"context":{"consent":{"categoryPreferences":{"location":{{agrees}} } } } }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("CF-IPCountry", says);
        request.Headers.Add("X-Azure-FDID", edge);
        request.Headers.Add("X-Forwarded-For", Address);
        using HttpResponseMessage told = await shop.App.Client.SendAsync(request);
        told.EnsureSuccessStatusCode();

        await Eventually.TrueAsync("the profile", async () => await shop.TraitAsync($"geo-{person}", "email") is not null);

        Assert.Equal(country, await shop.TraitAsync($"geo-{person}", "country"));
        using HttpResponseMessage asked = await shop.App.PostAsync("/v1/privacy/requests", $$"""{"kind":"export","userId":"geo-{{person}}"}""");
        string id = JsonElement.Parse(await asked.Content.ReadAsByteArrayAsync()).GetProperty("id").GetString()!;
        await Eventually.TrueAsync("the copy", async () => (await shop.App.JsonAsync($"/v1/privacy/requests/{id}"))!.Value.GetProperty("state").GetString() == "done");
        string copy = await shop.App.Client.GetStringAsync($"/v1/privacy/requests/{id}/export");
        Assert.Contains($"geo-{person}", copy, StringComparison.Ordinal);
        Assert.DoesNotContain(Address, copy, StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

[Collection(ShopCollection.Name)]
public sealed class SegmentLibraryTests(ShopFixture shop)
{
    [Fact]
    [Trait("Feature", "S01")]
    [Trait("Feature", "S07")]
    public async Task Send_UnmodifiedSegmentServerLibrary_EventsReachTheProfile()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "tests/Personalization.EndToEnd.Tests/segment");
        using Process sender = Process.Start(new ProcessStartInfo("node", ["send.mjs", shop.App.Address.ToString(), AppProcess.WriteKey])
        {
            WorkingDirectory = folder, RedirectStandardError = true,
        })!;
        string errors = await sender.StandardError.ReadToEndAsync();
        await sender.WaitForExitAsync();
        Assert.True(sender.ExitCode == 0, errors);

        JsonElement profile = await Eventually.SomeAsync<JsonElement>("the profile with all five events", async () =>
            await shop.ProfileAsync("user_id:ana") is { } found && Counts(found).Values.Sum() == 5 ? found : null);

        Assert.Equal(["Order Completed", "Product Viewed", "group", "identify", "page"], Counts(profile).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("ana@example.com", profile.GetProperty("traits").GetProperty("email").GetProperty("value").GetString());
        Assert.Equal("device-1", profile.GetProperty("devices")[0].GetString());
        Assert.Equal(199.5m, profile.GetProperty("orderTotals").GetProperty("revenue").GetProperty("EUR").GetDecimal());
    }

    [Fact]
    [Trait("Feature", "S01")]
    public async Task Send_BeaconOfALeavingPage_IsTakenWithoutHeaders()
    {
        // navigator.sendBeacon sends text/plain without an Authorization header.
        using HttpClient beacon = new() { BaseAddress = shop.App.Address };
        using StringContent body = new($$"""{"writeKey":"{{AppProcess.WriteKey}}","batch":[{"type":"track","event":"Cart Viewed","anonymousId":"beacon","messageId":"b1"}]}""", System.Text.Encoding.UTF8, "text/plain");

        using HttpResponseMessage answer = await beacon.PostAsync("/v1/batch", body);

        Assert.Contains("\"accepted\":1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync("the event", async () => await shop.ProfileAsync("anonymous_id:beacon") is not null);
    }

    private static Dictionary<string, long> Counts(JsonElement profile) =>
        profile.GetProperty("eventCounts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt64());
}

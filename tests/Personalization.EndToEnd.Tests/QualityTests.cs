using System.Text.Json;

namespace Personalization.EndToEnd.Tests;

/// <summary>What the lake cannot tell, from requests to the alarm.</summary>
[Trait("Feature", "S24")]
[Collection(ShopCollection.Name)]
public sealed class QualityTests(ShopFixture shop)
{
    [Fact]
    public async Task Lists_OfFallbacksOnly_RaiseAnAlarm()
    {
        for (int request = 0; request < 120; request++)
        {
            using HttpResponseMessage list = await shop.Client.GetAsync("/v1/recommendations?strategy=repurchase&anonymousId=never-seen");
            list.EnsureSuccessStatusCode();
        }

        JsonElement quality = (await shop.App.JsonAsync("/v1/insights/quality"))!.Value;

        JsonElement alarm = quality.GetProperty("alarms").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "lists-mostly-generic" && one.GetProperty("event").GetString() == "repurchase");
        Assert.StartsWith("100 % of 1", alarm.GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}

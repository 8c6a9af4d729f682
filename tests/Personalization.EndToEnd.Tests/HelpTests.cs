using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Help that comes before it is asked for.</summary>
[Collection(MessageCollection.Name)]
public sealed class HelpTests(MessageFixture shop)
{
    [Fact]
    [Trait("Feature", "S46")]
    public async Task Order_Delayed_IsToldOfInTheChatWindowAndByMailBeforeAnybodyAsks()
    {
        await shop.KnowAsync("eva", """{"email":"eva@example.com"}""");
        await shop.TrackAsync("eva", "Order Completed", "\"properties\":{\"order_id\":\"late-1\",\"total\":20}");
        await shop.MailsToAsync("eva@example.com");

        await shop.TrackAsync("eva", "Order Delayed", $$"""
            "properties":{"order_id":"late-1","estimated_delivery_at":"{{TimeProvider.System.GetUtcNow().AddDays(4):yyyy-MM-dd}}"}
            """);

        await Eventually.TrueAsync("the mail", async () => (await shop.MailsToAsync("eva@example.com")).Any(mail => mail.Subject == "Your order late-1 is late"));
        using HttpResponseMessage link = await shop.App.PostAsync("/v1/privacy/links", """{"person":"user_id:eva"}""");
        string proof = "customerToken=" + JsonElement.Parse(await link.Content.ReadAsStringAsync()).GetProperty("token").GetString();
        JsonElement hint = (await HintsAsync(proof))[0];
        Assert.Equal(("delivery_delay", "late-1"), (hint.GetProperty("kind").GetString(), hint.GetProperty("orderId").GetString()));
        Assert.Equal(0, (await HintsAsync("userId=eva")).GetArrayLength());

        await shop.TrackAsync("eva", "Hint Shown", $$"""
            "properties":{"hint_id":"{{hint.GetProperty("id").GetString()}}"}
            """);

        await Eventually.TrueAsync("the hint to be gone", async () => (await HintsAsync(proof)).GetArrayLength() == 0);
    }

    private async Task<JsonElement> HintsAsync(string query) => (await shop.App.JsonAsync("/v1/assistant/hints?" + query))!.Value.GetProperty("hints");
}

using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>What staff see of a customer: by name, in which language, with the offers that were answered.</summary>
[Trait("Feature", "S27")]
[Collection(MessageCollection.Name)]
public sealed class OfferHistoryTests(MessageFixture shop)
{
    private const string Offer = """
        {"purpose":"marketing","list":"","defaultLanguage":"en","variants":{"en":{"subject":"Offer","text":"Buy {{unsubscribeUrl}}"},"el":{"subject":"Προσφορά","text":"Αγορά {{unsubscribeUrl}}"}}}
        """;

    [Fact]
    public async Task Card_OfACustomerWhoAnsweredAnOffer_SaysWhatInWhichLanguageAndHow()
    {
        await shop.StoreAsync("answered-offer", Offer);
        await shop.KnowAsync("thalia", """{"email":"thalia@example.com","firstName":"Θάλεια","locale":"el-GR","subscription:email":"subscribed","timezone":"UTC"}""");
        string id = await shop.SendAsync("""{"key":"answer-1","person":"user_id:thalia","channel":"email","template":"answered-offer"}""");
        await shop.MessageAsync(id, "sent");
        Assert.False((await MessageAsync()).TryGetProperty("answer", out _));

        await shop.TrackAsync("thalia", "Email Link Clicked", $$"""
            "messageId":"answer-click","timestamp":"2026-05-06T12:00:00Z","properties":{"email_id":"{{id}}"}
            """);
        await shop.TrackAsync("thalia", "Email Opened", $$"""
            "messageId":"answer-open","timestamp":"2026-05-06T11:59:00Z","properties":{"email_id":"{{id}}"}
            """);

        await Eventually.TrueAsync("the answer", async () => (await MessageAsync()).TryGetProperty("answer", out _));
        JsonElement card = (await shop.App.JsonAsync("/v1/profiles/user_id:thalia/card"))!.Value, message = await MessageAsync();
        Assert.Equal(("Θάλεια", "el-GR"), (card.GetProperty("name").GetProperty("first").GetString(), card.GetProperty("language").GetString()));
        Assert.Equal(("Προσφορά", "el"), (message.GetProperty("subject").GetString(), message.GetProperty("language").GetString()));
        Assert.Equal(("clicked", "2026-05-06T12:00:00"), (message.GetProperty("answer").GetProperty("kind").GetString(), message.GetProperty("answer").GetProperty("at").GetString()![..19]));
    }

    private async Task<JsonElement> MessageAsync() => (await shop.App.JsonAsync("/v1/profiles/user_id:thalia/card"))!.Value.GetProperty("lastMessages")[0];
}

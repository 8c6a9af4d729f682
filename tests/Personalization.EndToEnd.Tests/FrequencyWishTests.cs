using System.Net;
using System.Text;
using System.Text.Json;

namespace Personalization.EndToEnd.Tests;

/// <summary>What somebody says in the preference centre of how often to hear from the shop, kept to by the messages.</summary>
[Trait("Feature", "S16")]
[Collection(MessageCollection.Name)]
public sealed class FrequencyWishTests(MessageFixture shop)
{
    private const string Offer = """{"purpose":"marketing","list":"","defaultLanguage":"en","variants":{"en":{"subject":"Offer","text":"Buy {{unsubscribeUrl}}"}}}""";

    [Fact]
    public async Task Message_MoreOftenThanWished_DoesNotGo()
    {
        await shop.StoreAsync("wish-offer", Offer);
        await shop.KnowAsync("wilma", """{"email":"wilma@example.com","phone":"+302101112223","subscription:email":"subscribed","subscription:sms":"subscribed","timezone":"UTC"}""");
        using HttpResponseMessage made = await shop.App.PostAsync("/v1/preferences/links", """{"person":"user_id:wilma"}""");
        string token = JsonElement.Parse(await made.Content.ReadAsByteArrayAsync()).GetProperty("token").GetString()!;
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };
        using HttpResponseMessage put = await stranger.PutAsync($"/v1/preferences?token={token}", new StringContent("""{"frequency":"monthly"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        await shop.MessageAsync(await shop.SendAsync("""{"key":"wish-1","person":"user_id:wilma","channel":"email","template":"wish-offer"}"""), "sent");
        JsonElement second = await shop.MessageAsync(await shop.SendAsync("""{"key":"wish-2","person":"user_id:wilma","channel":"email","template":"wish-offer","validHours":100}"""), "failed");

        Assert.Contains("frequency-wish", second.GetProperty("reasons").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
    }
}

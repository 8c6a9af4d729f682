using System.Net;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Somebody of whom a shop learns all that it can learn.</summary>
internal sealed record Shopper(string User, string Device, string Email, string Phone, string FamilyName, string Street, string Order)
{
    public string Id => "user_id:" + User;

    public string Who => $"\"userId\":\"{User}\"";
}

/// <summary>Goes with a shopper through everything that keeps something about a person.</summary>
internal sealed class ShopperLife(ShopCalls shop, Shopper one)
{
    private const string Author = "\"author\":\"Nino\"";

    /// <summary>Comes, signs in, looks, buys, is written to, and says what there is to be said.</summary>
    public async Task LiveAsync()
    {
        await VisitAsync();
        await TellAsync();
        await BuyAsync();
        await BeServedAsync();
        await ReadAsync();
        await OwnPageAsync();
        await AskAsync();
        await Eventually.TrueAsync("a journey", async () => (await shop.GetAsync($"/v1/journeys/instances?person={one.Id}")).GetProperty("instances").GetArrayLength() > 0);
    }

    private async Task AskAsync()
    {
        JsonElement answer = await shop.PostAsync("/v1/assistant/chat", $$"""{"message":"I am {{one.FamilyName}} of {{one.Street}}, my e-mail is {{one.Email}}. Where is my order {{one.Order}}?",{{one.Who}} }""");
        await shop.PostAsync("/v1/assistant/chat", $$"""{"message":"I want to talk to a person",{{one.Who}},"conversationId":"{{answer.GetProperty("conversationId").GetString()}}"}""");
        await shop.PostAsync("/v1/merchant/chat", $$"""{"message":"Show me the card of {{one.Id}}",{{Author}}}""");
        await shop.PostAsync("/v1/merchant/chat", $$"""{"message":"Tag the customers similar to {{one.Id}} as \"like them\"",{{Author}}}""");
    }

    private async Task VisitAsync()
    {
        string device = $"\"anonymousId\":\"{one.Device}\"";
        await shop.PostAsync("/v1/batch", $$"""{"batch":[{"type":"track","event":"Product Viewed",{{device}},"properties":{"product_id":"shoe","url":"https://shop.example/{{one.User}}"} },{"type":"page",{{device}},"name":"For {{one.User}}"}]}""");
        await shop.ProfileAsync("anonymous_id:" + one.Device);
        await shop.PostAsync("/v1/identify", $$$"""
            {{{{one.Who}}},{{{device}}},"traits":{"email":"{{{one.Email}}}","phone":"{{{one.Phone}}}","firstName":"Tamar","lastName":"{{{one.FamilyName}}}","birthday":"1990-02-03","pushToken":"token-of-{{{one.User}}}",
             "subscriptions":{"email":"subscribed"},"address":{"street":"{{{one.Street}}}","city":"Tbilisi"},"plan":"pro","hobby":"kites"}}
            """);
        // The profile is there as soon as the device is linked to it, its traits a moment later.
        await shop.ProfileAsync(one.Id, profile => profile.GetProperty("traits").TryGetProperty("email", out _));
        await shop.PostAsync("/v1/screen", $$"""{ {{one.Who}},"name":"Of {{one.User}}"}""");
        await shop.PostAsync("/v1/group", $$"""{ {{one.Who}},"groupId":"family-{{one.FamilyName}}"}""");
        await shop.PostAsync("/v1/alias", $$"""{ {{one.Who}},"previousId":"second-{{one.Device}}"}""");
    }

    private async Task TellAsync()
    {
        await shop.PostAsync("/v1/quizzes/scents/answers", $$"""{ {{one.Who}},"agree":true,"answers":{"scent":"rose"} }""");
        string question = (await shop.GetAsync($"/v1/preferences/question?userId={one.User}")).GetProperty("questionId").GetString()!;
        await shop.PostAsync("/v1/preferences/choices", $$"""{ {{one.Who}},"questionId":"{{question}}","chosen":"a"}""");
        string token = (await shop.PostAsync("/v1/preferences/links", $$"""{"person":"{{one.Id}}"}""")).GetProperty("token").GetString()!;
        await shop.PutAsync($"/v1/preferences?token={token}", """{"brands":["Alpha"]}""");
        await shop.FormAsync($"/preferences/{token}", ("category", "Shoes"), ("frequency", "weekly"), ("channel", "email"));
    }

    private async Task BuyAsync()
    {
        string decision = (await shop.GetAsync($"/v1/recommendations?strategy=for_you&anonymousId={one.Device}")).GetProperty("decisionId").GetString()!;
        await shop.TrackAsync(one.Who, "Product Clicked", $"\"decision_id\":\"{decision}\",\"product_id\":\"boot\",\"position\":1");
        await shop.TrackAsync(one.Who, "Recommendation Disliked", $"\"decision_id\":\"{decision}\",\"product_id\":\"shoe\"");
        await shop.TrackAsync(one.Who, "Order Completed", $$"""
            "order_id":"{{one.Order}}","revenue":30,"currency":"EUR","email":"{{one.Email}}","products":[{"product_id":"shoe","quantity":2,"price":15}]
            """);
        await shop.TrackAsync(one.Who, "Order Delayed", $"\"order_id\":\"{one.Order}\"");
        await shop.TrackAsync(one.Who, "Product Reviewed", $"\"product_id\":\"shoe\",\"review_id\":\"review-{one.User}\",\"review_body\":\"Fits {one.FamilyName}\",\"rating\":5");
        await shop.TrackAsync(one.Who, "Product Added to Wishlist", "\"wishlist_id\":\"wishes\",\"product_id\":\"gone\"");
        await shop.TrackAsync(one.Who, "Product Added", $"\"cart_id\":\"cart-{one.User}\",\"product_id\":\"boot\",\"quantity\":1,\"price\":40,\"currency\":\"EUR\"");
        await shop.TrackAsync(one.Who, "Products Searched", $"\"query\":\"gift for {one.User}\"");
        string person = $$"""{"userId":"{{one.User}}","email":"{{one.Email}}","loyaltyId":"card-{{one.User}}"}""";
        await shop.PostAsync("/v1/pos/events", $$"""
            {"store":{"id":"tbilisi"},"events":[
              {"type":"sale","receipt":"sale-{{one.Order}}","at":"2026-01-20T10:00:00Z","person":{{person}},"total":9.5,"lines":[{"productId":"shoe"}]},
              {"type":"refund","receipt":"back-{{one.Order}}","of":"sale-{{one.Order}}","at":"2026-01-21T10:00:00Z","person":{{person}},"lines":[{"productId":"shoe"}]},
              {"type":"scan","receipt":"scan-{{one.Order}}","at":"2026-01-22T10:00:00Z","person":{{person}},"lines":[{"productId":"boot"}]}]}
            """);
        string link = (await shop.PostAsync("/v1/pos/links", """{"store":{"id":"tbilisi"},"products":["boot"]}""")).GetProperty("token").GetString()!;
        using HttpResponseMessage opened = await shop.AnyAsync($"/f/{link}?anonymousId={one.Device}");
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
    }

    private async Task BeServedAsync()
    {
        await shop.PutAsync($"/v1/profiles/{one.Id}/tags/likes%20kites", $$"""{ {{Author}},"expires":"90d"}""");
        await shop.PutAsync($"/v1/profiles/{one.Id}/tags/mistaken", $$"""{ {{Author}} }""");
        await shop.PostAsync($"/v1/profiles/{one.Id}/notes", $$"""{ {{Author}},"text":"{{one.FamilyName}} rings twice"}""");
        await shop.PutAsync($"/v1/profiles/{one.Id}/loyalty", $$"""{ {{Author}},"tier":"gold","points":12,"program":"club"}""");
    }

    /// <summary>Kept, refused for want of a mail server, and waiting for a service that does not answer; then no more of it, please.</summary>
    private async Task ReadAsync()
    {
        foreach (string channel in (string[])["inbox", "email", "sms"])
            await shop.PostAsync("/v1/messages", $$"""{"person":"{{one.Id}}","channel":"{{channel}}","template":"greeting","key":"{{one.User}}-{{channel}}","model":{"name":"{{one.FamilyName}}"} }""");
        using UnsubscribeSigner signer = new(AppProcess.UnsubscribeKey);
        string token = signer.Sign(new UnsubscribeTarget(PersonKey.User(one.User), MessageChannel.Email, ""));
        await shop.FormAsync($"/u/{token}", ("List-Unsubscribe", "One-Click"));
        await shop.FormAsync($"/u/{token}/preferences", ("sms", "yes"));
        await shop.TrackAsync(one.Who, "Email Bounced", $"\"email\":\"{one.Email}\"");
        string found = $$"""{"channel":"email","address":"{{one.Email}}"}""";
        await Eventually.TrueAsync("the suppression", async () => (await shop.AnyPostAsync("/v1/messages/suppressions/find", found)).IsSuccessStatusCode);
    }

    private async Task OwnPageAsync()
    {
        string token = (await shop.PostAsync("/v1/privacy/links", $$"""{"person":"{{one.Id}}"}""")).GetProperty("token").GetString()!;
        await shop.FormAsync($"/me/{token}/choices", ("personalization", "yes"), ("analytics", "yes"), ("sharing", "yes"), ("channel-push", "yes"));
        await shop.FormAsync($"/me/{token}/wrong", ("trait", "hobby"));
        await shop.ProfileAsync(one.Id, profile => profile.GetProperty("traits").TryGetProperty("consent:sharing", out JsonElement said) && said.GetRawText().Contains("granted", StringComparison.Ordinal));
        JsonElement brought = await shop.PostAsync($"/v1/profiles/{one.Id}/enrich", "");
        Assert.Contains("collector", brought.GetRawText(), StringComparison.Ordinal);
    }
}

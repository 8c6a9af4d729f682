using System.Net;
using System.Text.Json;
using MimeKit;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

[Collection(MessageCollection.Name)]
public sealed class MessageTests(MessageFixture shop)
{
    private const string Cart = """
        {"purpose":"marketing","list":"cart","defaultLanguage":"en","variants":{
          "en":{"subject":"{{default traits.firstName 'Hello'}}, your cart","html":"<p>{{traits.firstName}}: {{#each items}}<b>{{title}}</b>{{/each}}</p>{{> recommendations}}<a href=\"{{unsubscribeUrl}}\">leave</a>","text":"{{#each items}}{{title}}\n{{/each}}{{unsubscribeUrl}}"},
          "fa":{"subject":"سبد شما","html":"<p>{{#each items}}{{title}}{{/each}}</p>","text":"{{#each items}}{{title}}{{/each}}"}}}
        """;

    private const string Receipt = """{"purpose":"transactional","defaultLanguage":"en","variants":{"en":{"subject":"Order {{order}}","html":"<p>{{order}}</p>","text":"{{order}}"}}}""";

    [Fact]
    [Trait("Feature", "S92")]
    [Trait("Feature", "S105")]
    public async Task Send_MarketingMail_ComesWithBothPartsAndAWayOutThatWorks()
    {
        await shop.StoreAsync("cart", Cart);
        await shop.KnowAsync("ana", """{"email":"ana@example.com","firstName":"Ana <3","subscription:email":"subscribed"}""");
        const string Wish = """{"key":"cart-1","person":"user_id:ana","channel":"email","template":"cart","model":{"items":[{"title":"Tent & pole"}],"recommendations":[{"title":"Mat","url":"https://shop.example/mat"}]}}""";
        string id = await shop.SendAsync(Wish);
        Assert.Equal(id, await shop.SendAsync(Wish));
        await Eventually.TrueAsync("the mail", async () => await shop.StateAsync(id) == "sent");
        MimeMessage mail = Assert.Single(await shop.MailsToAsync("ana@example.com"));
        Assert.Equal("Ana <3, your cart", mail.Subject);
        Assert.Equal("news@shop.example", mail.From.Mailboxes.Single().Address);
        Assert.Equal($"{id}@shop.example", mail.MessageId);
        Assert.Equal(id, mail.Headers["Idempotency-Key"]);
        MultipartAlternative body = Assert.IsType<MultipartAlternative>(mail.Body);
        Assert.Equal(["text/plain", "text/html"], body.Select(part => part.ContentType.MimeType));
        Assert.Contains("<p>Ana &lt;3: <b>Tent &amp; pole</b></p>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", mail.HtmlBody, StringComparison.Ordinal);
        Assert.StartsWith("Tent & pole", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("<cart.shop.example>", mail.Headers["List-Id"]);
        string[] ways = mail.Headers["List-Unsubscribe"]!.Split(',', StringSplitOptions.TrimEntries);
        Assert.StartsWith("<mailto:leave@shop.example?subject=unsubscribe", ways[1], StringComparison.Ordinal);
        await LeaveAsync(new Uri(ways[0].Trim('<', '>')).AbsolutePath, "ana", "subscription:email:cart");
    }

    [Fact]
    public async Task Unsubscribe_MultipartAndPage_OnlyAPostChangesAnything()
    {
        string path = await PathOfAsync("ben <b>", "email");
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        using HttpResponseMessage page = await anybody.GetAsync(path);
        string html = await page.Content.ReadAsStringAsync();
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("ben <b>", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(path[..^2] + (path[^1] == 'A' ? "BB" : "AA"))).StatusCode);
        Assert.Equal("subscribed", await shop.TraitAsync("ben <b>", "subscription:email"));

        using MultipartFormDataContent oneClick = new() { { new StringContent("One-Click"), "List-Unsubscribe" } };
        using HttpResponseMessage left = await anybody.PostAsync(path, oneClick);
        Assert.Equal((HttpStatusCode.OK, ""), (left.StatusCode, await left.Content.ReadAsStringAsync()));
        await Eventually.TrueAsync("the unsubscription", async () => await shop.TraitAsync("ben <b>", "subscription:email:cart") == "unsubscribed");
        Assert.Equal("subscribed", await shop.TraitAsync("ben <b>", "subscription:email"));

        using FormUrlEncodedContent choices = new(new Dictionary<string, string> { ["sms"] = "yes" });
        using HttpResponseMessage saved = await anybody.PostAsync(path + "/preferences", choices);
        Assert.Contains("Saved", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync("the choices", async () => await shop.TraitAsync("ben <b>", "subscription:sms") == "subscribed" && await shop.TraitAsync("ben <b>", "subscription:email") == "unsubscribed");
    }

    [Fact]
    public async Task Send_AddressThatIsGone_IsListedAsDeadAndSuppressed()
    {
        await shop.StoreAsync("receipt", Receipt);
        await shop.KnowAsync("gone", """{"email":"gone@example.com"}""");
        string first = await shop.SendAsync("""{"key":"o1","person":"user_id:gone","channel":"email","template":"receipt","model":{"order":"o1"}}""");
        await Eventually.TrueAsync("the end of the first", async () => await shop.StateAsync(first) == "failed");
        string second = await shop.SendAsync("""{"key":"o2","person":"user_id:gone","channel":"email","template":"receipt","model":{"order":"o2"}}""");
        await Eventually.TrueAsync("the end of the second", async () => await shop.StateAsync(second) == "failed");
        // A message is listed a moment after it has failed.
        JsonElement[] dead = [];
        await Eventually.TrueAsync("both in the list", async () => (dead = await DeadAsync(first, second)).Length == 2);
        Assert.Equal(["suppressed", "refused"], dead.Select(one => one.GetProperty("reasons")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Send_Inbox_IsListedAndReadWithItsParts()
    {
        await shop.StoreAsync("receipt-inbox", Receipt);
        await shop.KnowAsync("ina", """{"email":"ina@example.com"}""");
        string id = await shop.SendAsync("""{"key":"o1","person":"user_id:ina","channel":"inbox","template":"receipt-inbox","model":{"order":"o<1>"}}""");
        await Eventually.TrueAsync("the message", async () => await shop.StateAsync(id) == "sent");
        JsonElement message = (await shop.App.JsonAsync($"/v1/messages/{id}"))!.Value;
        Assert.Equal("Order o<1>", message.GetProperty("subject").GetString());
        Assert.Contains("<p>o&lt;1&gt;</p>", message.GetProperty("html").GetString(), StringComparison.Ordinal);
        JsonElement list = (await shop.App.JsonAsync("/v1/messages?person=user_id:ina"))!.Value.GetProperty("messages");
        Assert.Equal(id, Assert.Single(list.EnumerateArray()).GetProperty("id").GetString());
        using HttpClient nobody = new() { BaseAddress = shop.App.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/v1/messages")).StatusCode);
    }

    [Fact]
    public async Task Preview_ValuesMissing_AreNamed()
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/messages/preview", "{\"template\":" + Receipt + ",\"model\":{}}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("/model/order", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonElement[]> DeadAsync(params string?[] ids) =>
        [.. (await shop.App.JsonAsync("/v1/messages/dead-letters"))!.Value.GetProperty("messages").EnumerateArray().Where(one => ids.Contains(one.GetProperty("id").GetString()))];

    private async Task LeaveAsync(string path, string person, string trait)
    {
        using HttpClient anybody = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = shop.App.Address };
        using HttpResponseMessage left = await anybody.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }));
        Assert.Equal((HttpStatusCode.OK, ""), (left.StatusCode, await left.Content.ReadAsStringAsync()));
        await Eventually.TrueAsync("the unsubscription", async () => await shop.TraitAsync(person, trait) == "unsubscribed");
        string again = await shop.SendAsync($$"""{"key":"cart-2","person":"user_id:{{person}}","channel":"email","template":"cart","model":{"items":[]} }""");
        await Eventually.TrueAsync("the refusal", async () => await shop.StateAsync(again) == "failed");
    }

    /// <summary>A link as mails have it, taken from a message that lies in the inbox.</summary>
    private async Task<string> PathOfAsync(string person, string channel)
    {
        await shop.KnowAsync(person, """{"email":"ben@example.com","subscription:email":"subscribed"}""");
        using Personalization.Messages.Unsubscribing.UnsubscribeSigner signer = new(AppProcess.UnsubscribeKey);
        return "/u/" + signer.Sign(new(Personalization.Profiles.PersonKey.User(person), Personalization.Messages.MessageNames.Channel(channel)!.Value, "cart"));
    }
}

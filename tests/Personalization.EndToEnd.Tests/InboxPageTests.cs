using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Personalization.EndToEnd.Tests;

/// <summary>The page that shows all messages on one's own machine.</summary>
[Collection(MessageCollection.Name)]
public sealed partial class InboxPageTests(MessageFixture shop)
{
    private const string Evil = """
        {"purpose":"transactional","defaultLanguage":"fa","variants":{"fa":{"subject":"<script>{{x}}</script>","html":"<p onclick=\"{{x}}\">سلام {{x}}</p>","text":"<b>{{x}}</b>"}}}
        """;

    private const string Offer = """{"purpose":"marketing","list":"news","defaultLanguage":"en","variants":{"en":{"subject":"An offer","text":"offer"}}}""";

    [Fact]
    [Trait("Feature", "S108")]
    public async Task Show_MessagesOfAllChannels_AreTextAndTheirHtmlCanDoNothing()
    {
        await shop.StoreAsync("evil", Evil);
        await shop.KnowAsync("eve", """{"email":"eve@example.com","phone":"+30","subscription:push":"subscribed","pushToken":"t"}""");
        foreach (string channel in new[] { "email", "sms", "webhook", "inbox" })
        {
            string id = await shop.SendAsync($$$"""{"key":"e-{{{channel}}}","person":"user_id:eve","channel":"{{{channel}}}","template":"evil","model":{"x":"\"><img src=x>"} }""");
            await shop.MessageAsync(id, "sent");
            (string list, _) = await PageAsync("/inbox");
            Assert.Contains($"<td>{channel}</td><td>user_id:eve</td><td><a href=\"/inbox/{id}\"><bdi>&lt;script&gt;&quot;&gt;&lt;img src=x&gt;&lt;/script&gt;</bdi></a>", list, StringComparison.Ordinal);
            (string page, string policy) = await PageAsync($"/inbox/{id}");
            Assert.Contains($"<iframe sandbox=\"\" title=\"HTML part\" src=\"/inbox/{id}/html\"></iframe>", page, StringComparison.Ordinal);
            Assert.Contains("<pre dir=\"rtl\">&lt;b&gt;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page + list, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page + list, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            (string html, string frame) = await PageAsync($"/inbox/{id}/html");
            Assert.Contains("سلام", html, StringComparison.Ordinal);
            Assert.StartsWith("sandbox; default-src 'none'", frame, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Show_WaitingMessage_SaysUntilWhenAndWhy()
    {
        await shop.StoreAsync("offer", Offer);
        await shop.KnowAsync("wim", """{"email":"wim@example.com","subscription:push":"subscribed","pushToken":"t","timezone":"Europe/Athens"}""");
        string id = await shop.SendAsync("""{"key":"w1","person":"user_id:wim","channel":"push","template":"offer","validHours":700}""");
        // Push is quiet all day long in this shop, so there is no time before it expires.
        JsonElement message = await shop.MessageAsync(id, "failed");
        Assert.Equal(["quiet-hours", "no-time-left"], message.GetProperty("reasons").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
        await shop.KnowAsync("wanda", """{"email":"wanda@example.com","subscription:email":"subscribed","timezone":"Europe/Athens"}""");
        string first = await shop.SendAsync("""{"key":"w1","person":"user_id:wanda","channel":"email","template":"offer"}""");
        await shop.MessageAsync(first, "sent");
        string second = await shop.SendAsync("""{"key":"w2","person":"user_id:wanda","channel":"email","template":"offer"}""");
        await Testing.Eventually.TrueAsync("the cap", async () => (await shop.App.JsonAsync($"/v1/messages/{second}"))!.Value.GetProperty("history").GetArrayLength() == 2);
        (string list, _) = await PageAsync("/inbox");
        Assert.Matches($"<h2>Waiting \\([1-9][0-9]*\\)</h2>[\\s\\S]*{second}[\\s\\S]*accepted until <time>[^<]+</time> <small>frequency-cap[\\s\\S]*<h2>Gone", list);
        (string page, _) = await PageAsync($"/inbox/{second}");
        Assert.Matches("<td>delayed until <time>[^<]+</time></td><td><small>frequency-cap: 1 in 24 hours on email", page);
    }

    [Fact]
    public async Task Show_CallerFromElsewhere_IsToldThatThereIsNothing()
    {
        using HttpClient here = new() { BaseAddress = shop.App.Address };
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/inbox")).StatusCode);
        foreach ((string name, string value) in new[] { ("Host", "evil.example"), ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Host", "shop.example"), ("Forwarded", "for=203.0.113.7") })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/inbox");
            request.Headers.TryAddWithoutValidation(name, value);
            Assert.Equal(HttpStatusCode.NotFound, (await here.SendAsync(request)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await here.GetAsync("/inbox/unknown")).StatusCode);
    }

    [Fact]
    public async Task Send_MessageTooLargeForAQueue_ArrivesWhole()
    {
        await shop.StoreAsync("large", """{"purpose":"transactional","defaultLanguage":"ka","variants":{"ka":{"subject":"s","html":"{{#each items}}<p>{{this}}</p>{{/each}}","text":"{{#each items}}{{this}}{{/each}}"}}}""");
        await shop.KnowAsync("leo", """{"email":"leo@example.com"}""");
        string item = new('ა', 900);
        string id = await shop.SendAsync($$$"""{"key":"l1","person":"user_id:leo","channel":"email","template":"large","model":{"items":[{{{string.Join(',', Enumerable.Repeat($"\"{item}\"", 20))}}}] } }""");
        await shop.MessageAsync(id, "sent");
        MimeKit.MimeMessage mail = Assert.Single(await shop.MailsToAsync("leo@example.com"));
        Assert.Equal(20 * 900, Letters().Count(mail.TextBody!));
        Assert.Equal(20 * 900, Letters().Count(mail.HtmlBody!));
    }

    [Fact]
    public async Task Preferences_PersonWhoReadsPersian_IsAskedInPersian()
    {
        await shop.KnowAsync("fay", """{"email":"fay@example.com","locale":"fa-IR"}""");
        using Personalization.Messages.Unsubscribing.UnsubscribeSigner signer = new(Testing.AppProcess.UnsubscribeKey);
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        anybody.DefaultRequestHeaders.Add("Accept-Language", "de;q=0.9, el;q=0.5, en;q=0.4");
        async Task<string> AskAsync(string person) =>
            await anybody.GetStringAsync("/u/" + signer.Sign(new(Personalization.Profiles.PersonKey.User(person), Personalization.Messages.MessageChannel.Email, "news")));
        Assert.Contains("<html lang=\"fa\" dir=\"rtl\">", await AskAsync("fay"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"el\" dir=\"ltr\">", await AskAsync("nobody-known"), StringComparison.Ordinal);
    }

    private async Task<(string Page, string Policy)> PageAsync(string path)
    {
        using HttpClient anybody = new() { BaseAddress = shop.App.Address };
        using HttpResponseMessage answer = await anybody.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        return (await answer.Content.ReadAsStringAsync(), answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [GeneratedRegex("ა")]
    private static partial Regex Letters();
}

using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>What bounces, complaints and merchants do to later messages.</summary>
[Collection(MessageCollection.Name)]
public sealed class MessageFeedbackTests(MessageFixture shop)
{
    private const string Note = """{"purpose":"transactional","defaultLanguage":"en","variants":{"en":{"subject":"Note","text":"note"}}}""";

    [Fact]
    public async Task Bounced_Address_GetsNothingUntilSomebodyLiftsItAndTriesAgain()
    {
        await shop.StoreAsync("note", Note);
        await shop.KnowAsync("bo", """{"email":"bo@example.com"}""");
        await shop.TrackAsync("another", "Email Bounced", """
            "messageId":"bo-soft","properties":{"type":"soft"},"context":{"traits":{"email":"bo-soft@example.com"}}
            """);
        await shop.TrackAsync("bo", "Email Bounced", """
            "messageId":"bo-hard","properties":{"type":"hard"},"context":{"traits":{"email":"bo@example.com"}}
            """);
        JsonElement found = await Eventually.SomeAsync("the suppression", () => FindAsync("bo@example.com"));
        Assert.Equal(("email", "bounced", false), (found.GetProperty("channel").GetString(), found.GetProperty("reason").GetString(), found.GetProperty("lifted").GetBoolean()));
        Assert.Null(await FindAsync("bo-soft@example.com"));
        string suppression = $"/v1/messages/suppressions/{found.GetProperty("id").GetString()}";
        JsonElement list = (await shop.App.JsonAsync("/v1/messages/suppressions"))!.Value;
        Assert.DoesNotContain("example.com", list.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(list.GetProperty("suppressions").EnumerateArray(), one => one.GetProperty("id").GetString() == found.GetProperty("id").GetString());

        string id = await shop.SendAsync("""{"key":"b1","person":"user_id:bo","channel":"email","template":"note"}""");
        Assert.Equal("suppressed", (await shop.MessageAsync(id, "failed")).GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await shop.App.Client.DeleteAsync(suppression)).StatusCode);
        Assert.True((await shop.App.JsonAsync(suppression))!.Value.GetProperty("lifted").GetBoolean());
        string retry = $"/v1/messages/dead-letters/{id}/retry";
        await Eventually.TrueAsync("the retry", async () => (await shop.App.PostAsync(retry, "")).StatusCode is HttpStatusCode.Accepted);
        JsonElement message = await shop.MessageAsync(id, "sent");
        Assert.Equal(["accepted", "failed", "retried", "handed-over", "sent"], message.GetProperty("history").EnumerateArray().Select(one => one.GetProperty("what").GetString()));
        Assert.Single(await shop.MailsToAsync("bo@example.com"));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.App.PostAsync(retry, "")).StatusCode);
    }

    [Fact]
    public async Task MarkedAsSpam_Person_HasUnsubscribedAndIsSuppressed()
    {
        await shop.KnowAsync("sam", """{"email":"sam@example.com","subscription:email":"subscribed"}""");
        await shop.TrackAsync("sam", "Email Marked as Spam", "\"messageId\":\"sam-spam\"");
        await Eventually.TrueAsync("the unsubscription", async () => await shop.TraitAsync("sam", "subscription:email") == "unsubscribed");
        await Eventually.SomeAsync("the suppression", () => FindAsync("sam@example.com"));
    }

    [Fact]
    public async Task Unsubscribed_List_LeavesTheOthers()
    {
        await shop.KnowAsync("liv", """{"email":"liv@example.com","subscription:email":"subscribed"}""");
        await shop.TrackAsync("liv", "Unsubscribed", """
            "messageId":"liv-leaves","properties":{"list_id":"news"}
            """);
        await Eventually.TrueAsync("the unsubscription", async () => await shop.TraitAsync("liv", "subscription:email:news") == "unsubscribed");
        Assert.Equal("subscribed", await shop.TraitAsync("liv", "subscription:email"));
    }

    [Fact]
    public async Task Suppressions_WithoutAKeyOrSense_AreRefused()
    {
        using HttpClient nobody = new() { BaseAddress = shop.App.Address };
        foreach (string path in new[] { "/v1/messages/suppressions", "/v1/messages/suppressions/" + new string('a', 40), "/v1/messages/dead-letters" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.App.Client.GetAsync("/v1/messages/suppressions/" + new string('a', 40))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.App.Client.DeleteAsync("/v1/messages/suppressions/ana")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.App.Client.GetAsync("/v1/messages/suppressions?limit=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.App.PostAsync("/v1/messages/suppressions/find", "{}")).StatusCode);
    }

    private async Task<JsonElement?> FindAsync(string address)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/messages/suppressions/find", $$"""{"channel":"email","address":"{{address}}"}""");
        return answer.StatusCode is HttpStatusCode.NotFound ? null : JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
    }
}

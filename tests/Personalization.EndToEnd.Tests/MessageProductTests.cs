using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Products chosen by the recommendation engine when a message goes.</summary>
[Collection(MessageCollection.Name)]
[Trait("Feature", "S106")]
public sealed class MessageProductTests(MessageFixture shop)
{
    private const string Products = """
        [{"productId":"mail-tent","name":"Tent <3","names":{"el":"Σκηνή"},"category":"Mail / Tents","price":199.5,"currency":"EUR","url":"https://shop.example/tent?size=2"},
         {"productId":"mail-mat","name":"Mat","category":"Mail / Mats","price":19,"currency":"EUR","url":"https://shop.example/mat","stock":3}]
        """;

    private static string Template(string block) => """
        {"purpose":"transactional","defaultLanguage":"en","recommendations":BLOCK,"variants":{
          "en":{"subject":"{{default traits.firstName 'You'}}, look","html":"<h1>Chosen</h1>{{> recommendations}}","text":"Chosen\n{{> recommendations}}"},
          "el":{"subject":"Για σας","html":"{{> recommendations}}","text":"{{> recommendations}}"}}}
        """.Replace("BLOCK", block, StringComparison.Ordinal);

    [Fact]
    [Trait("Feature", "S75")]
    [Trait("Feature", "S105")]
    public async Task Send_BlockOfTheTemplate_ShowsProductsOfThatMomentForEver()
    {
        await shop.App.StockAsync("Mail", 2, Products);
        await shop.StoreAsync("chosen", Template("""{"strategy":"similar_customers","limit":12}"""));
        await shop.KnowAsync("pia", """{"email":"pia@example.com"}""");
        string id = await shop.SendAsync("""{"key":"c1","person":"user_id:pia","channel":"inbox","template":"chosen"}""");
        JsonElement message = await shop.MessageAsync(id, "sent");
        string html = message.GetProperty("html").GetString()!, text = message.GetProperty("text").GetString()!, decision = message.GetProperty("decisionId").GetString()!;
        Assert.Equal("You, look", message.GetProperty("subject").GetString());
        Assert.Contains("Tent &lt;3", html, StringComparison.Ordinal);
        Assert.Contains($"https://shop.example/tent?size=2&decision_id={decision}", text, StringComparison.Ordinal);
        Assert.Contains("199.5 EUR", text, StringComparison.Ordinal);
        Assert.Contains("New in the shop", html, StringComparison.Ordinal);

        await shop.App.StockAsync("Mail", 1, """[{"productId":"mail-mat","name":"Mat","category":"Mail / Mats","price":19,"currency":"EUR","stock":0}]""");
        Assert.Equal(html, (await shop.MessageAsync(id, "sent")).GetProperty("html").GetString());
        string later = await shop.SendAsync("""{"key":"c2","person":"user_id:pia","channel":"inbox","template":"chosen","language":"el-GR"}""");
        string fresh = (await shop.MessageAsync(later, "sent")).GetProperty("text").GetString()!;
        Assert.Contains("Σκηνή", fresh, StringComparison.Ordinal);
        Assert.DoesNotContain("Mat", fresh, StringComparison.Ordinal);

        await shop.TrackAsync("pia", "Email Link Clicked", $$"""
            "messageId":"pia-clicks","properties":{"email_id":"{{id}}","link_url":"https://shop.example/tent?size=2&decision_id={{decision}}#top"}
            """);
        await Eventually.TrueAsync("the click", async () => await ClicksAsync("inbox") == 1);
    }

    [Fact]
    public async Task Send_EngineHasNothing_GoesWithoutTheBlock()
    {
        await shop.StoreAsync("beside", Template("""{"strategy":"also_bought","limit":2}"""));
        await shop.KnowAsync("nia", """{"email":"nia@example.com","firstName":"Nia"}""");
        string id = await shop.SendAsync("""{"key":"n1","person":"user_id:nia","channel":"inbox","template":"beside"}""");
        JsonElement message = await shop.MessageAsync(id, "sent");
        Assert.Equal(("Nia, look", "Chosen\n"), (message.GetProperty("subject").GetString(), message.GetProperty("text").GetString()));
        Assert.False(message.TryGetProperty("decisionId", out _));
        Assert.DoesNotContain("<table", message.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BlockOfTheWishOrNone_IsCheckedBeforeItIsTaken()
    {
        await shop.StoreAsync("unguarded", """{"purpose":"transactional","defaultLanguage":"en","variants":{"en":{"subject":"{{recommendations.[0].title}}","text":"x"}}}""");
        await shop.KnowAsync("una", """{"email":"una@example.com"}""");
        const string Wish = """{"key":"u1","person":"user_id:una","channel":"inbox","template":"unguarded","recommendations":""";
        using HttpResponseMessage unsound = await shop.App.PostAsync("/v1/messages", Wish + """{"strategy":"for_you"}}""");
        Assert.Contains("missing-values", await unsound.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage unknown = await shop.App.PostAsync("/v1/messages", Wish + """{"strategy":"magic","limit":100}}""");
        string errors = await unknown.Content.ReadAsStringAsync();
        Assert.Contains("/recommendations/strategy", errors, StringComparison.Ordinal);
        Assert.Contains("/recommendations/limit", errors, StringComparison.Ordinal);
    }

    private async Task<int> ClicksAsync(string placement) =>
        (await shop.App.JsonAsync("/v1/insights/recommendations?days=1"))!.Value.GetProperty("lists").EnumerateArray()
            .Where(line => line.TryGetProperty("placement", out JsonElement place) && place.GetString() == placement).Sum(line => line.GetProperty("clicks").GetInt32());
}

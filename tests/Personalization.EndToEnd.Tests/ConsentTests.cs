using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Recommendations;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>
/// A shop that allows itself nothing, with three people: one has said nothing, one has subscribed to everything and then denied marketing and
/// personalization, one has agreed. All ways in are gone with all three; the last one shows that what the others do not get would have come.
/// </summary>
[Trait("Feature", "S29")]
[Trait("Feature", "S30")]
public sealed class ConsentTests : IAsyncLifetime
{
    private static readonly string[] Without = ["silent", "denying"];
    private static readonly string[] People = [.. Without, "agreeing"];

    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal)
    {
        ["silent"] = "\"locale\":\"en\"",
        ["denying"] = "\"locale\":\"en\",\"subscription:email\":\"subscribed\",\"subscription:sms\":\"subscribed\",\"subscription:push\":\"subscribed\",\"subscription:inbox\":\"subscribed\",\"subscription:webhook\":\"subscribed\",\"consent:marketing\":\"denied\",\"consent:personalization\":\"denied\"",
        ["agreeing"] = "\"locale\":\"en\",\"subscription:inbox\":\"subscribed\",\"consent:personalization\":\"granted\"",
    };

    private const string Offer = """{"purpose":"marketing","list":"","defaultLanguage":"en","variants":{"en":{"subject":"Offer","text":"Buy {{unsubscribeUrl}}"}}}""";

    private const string Recipe = """
        id: consents
        name: An offer to everybody who comes
        trigger:
          event: Signed Up
        steps:
          - message: offer
            channel: [inbox, email, sms, push]
        """;

    private readonly HashSet<string> driven = [];
    private KnowingService? service;
    private AzuriteProcess? azurite;
    private AppProcess? app;

    private AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public async Task InitializeAsync()
    {
        service = KnowingService.Start();
        azurite = await AzuriteProcess.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Privacy__AllowedUnlessObjected"] = "",
            ["Enrichment__Url"] = service.Url,
            ["Enrichment__Fields__kind"] = "kind",
            ["Messages__InboxPage"] = "true",
            ["Messages__Policy__QuietHours__0__Off"] = "true",
            ["Messages__Policy__Caps__0__Off"] = "true",
            ["Journeys__AbandonedCart__FirstAfter"] = "00:00:02",
            ["Journeys__AbandonedCart__SecondAfter"] = "00:00:00",
            ["Journeys__AbandonedCart__IncentiveAfter"] = "00:00:00",
            ["Journeys__PostPurchase__PresumedArrival"] = "00:00:01",
            ["Journeys__PostPurchase__ReviewAfter"] = "00:00:01",
            ["Journeys__PostPurchase__AccessoryAfter"] = "00:00:00",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
        if (service is not null) await service.DisposeAsync();
    }

    [Fact]
    public async Task EveryEntry_WithoutConsent_SellsNothingAndChoosesNothing()
    {
        string[] known = [.. EntryKinds.Driven, .. EntryKinds.Behind, .. EntryKinds.Unreaching.Values.SelectMany(names => names)];
        Assert.Empty(EntryKinds.All().Except(known)); // A new way in: drive it here, or say why it reaches nobody.
        await StockAsync();
        foreach (string person in People) await KnowAsync(person);
        foreach (string person in People) await ActAsync(person);
        string[] wishes = [.. await Task.WhenAll(People.Select(SendAsync))];

        await Eventually.TrueAsync("the offers to the one who agreed", async () => await OffersAsync("agreeing") is var offers && offers.Contains("Offer") && offers.Contains("You left something in your cart") && offers.Count(one => one == "Offer") == 2);
        foreach (string person in People) await BuyAsync(person);
        await Eventually.TrueAsync("the request for a review", async () => (await OffersAsync("agreeing")).Length > 3);
        foreach (string wish in wishes[..2]) await RefusedTwiceAsync(wish);
        ConsentEntries entries = new(CallAsync);
        await entries.GroupAsync(["silent", "agreeing"], "denying");
        foreach (string person in People) await entries.DriveAsync(person, person == "agreeing");
        Assert.Equal(0, service!.Asked);
        foreach (string person in Without)
        {
            Assert.Empty(await OffersAsync(person));
            JsonElement own = await OwnAsync(person);
            Assert.Equal(0, own.GetProperty("messages").GetArrayLength());
            Assert.False(own.GetProperty("lists").GetProperty("personal").GetBoolean());
            await ListsAsync(person);
        }
        await ListsAreTheirsAsync();

        Assert.Empty(EntryKinds.Driven.Except(driven));
    }

    private async Task StockAsync()
    {
        string products = string.Join(',', Enumerable.Range(0, 6).Select(n => $$"""{"productId":"p{{n}}","name":"Product {{n}}","category":"c{{n % 2}}","brand":"b{{n % 2}}","price":{{10 + n}},"currency":"EUR","stock":9}"""));
        await CallAsync("PutProducts", HttpMethod.Put, "/v1/catalog/products", $"[{products}]");
        await CallAsync("PutMessageTemplate", HttpMethod.Put, "/v1/messages/templates/offer", Offer);
        await CallAsync("PutRecipe", HttpMethod.Put, "/v1/journeys/recipes/consents", Recipe, "application/yaml");
    }

    private async Task KnowAsync(string person)
    {
        await CallAsync("CaptureIdentify", HttpMethod.Post, "/v1/identify", $$"""
            {"userId":"{{person}}","anonymousId":"{{person}}-device","traits":{"email":"{{person}}@example.com","phone":"+306900000000","pushToken":"t-{{person}}",{{Said[person]}}} }
            """);
        await Eventually.TrueAsync("the profile", async () => await App.JsonAsync($"/v1/profiles/user_id:{person}") is { } profile && profile.GetProperty("traits").TryGetProperty("email", out _));
    }

    private async Task ActAsync(string person)
    {
        string who = $"\"userId\":\"{person}\",\"anonymousId\":\"{person}-device\"";
        await CallAsync("CapturePage", HttpMethod.Post, "/v1/page", $$"""{ {{who}},"name":"Home"}""");
        await CallAsync("CaptureScreen", HttpMethod.Post, "/v1/screen", $$"""{ {{who}},"name":"Home"}""");
        await CallAsync("CaptureGroup", HttpMethod.Post, "/v1/group", $$"""{ {{who}},"groupId":"g"}""");
        await CallAsync("CaptureAlias", HttpMethod.Post, "/v1/alias", $$"""{"userId":"{{person}}","previousId":"{{person}}-before"}""");
        await CallAsync("CaptureTrack", HttpMethod.Post, "/v1/track", $$"""{ {{who}},"event":"Signed Up"}""");
        await CallAsync("CaptureBatch", HttpMethod.Post, "/v1/batch", $$$"""
            {"batch":[{"type":"track",{{{who}}},"event":"Product Viewed","properties":{"product_id":"p1"}},{"type":"track",{{{who}}},"event":"Product Added","properties":{"product_id":"p3","price":13}}]}
            """);
    }

    private async Task BuyAsync(string person)
    {
        await CallAsync("CaptureTrack", HttpMethod.Post, "/v1/track", $$"""
            {"userId":"{{person}}","event":"Order Completed","properties":{"order_id":"o-{{person}}","total":13,"products":[{"product_id":"p3","price":13}]} }
            """);
        await CallAsync("ImportOrders", HttpMethod.Post, "/v1/imports/orders?preset=online-retail", $"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n9{person.Length},p2,Product 2,1,12/1/2010 8:26,12,{person},United Kingdom\n", "text/csv");
    }

    private async Task<string> SendAsync(string person)
    {
        JsonElement answer = await CallAsync("SendMessage", HttpMethod.Post, "/v1/messages", $$"""{"key":"k","person":"user_id:{{person}}","channel":"inbox","template":"offer"}""");
        return answer.GetProperty("id").GetString()!;
    }

    private async Task RefusedTwiceAsync(string id)
    {
        async Task<string> EndAsync()
        {
            JsonElement end = await Eventually.SomeAsync("the end", async () =>
                await CallAsync("GetMessage", HttpMethod.Get, $"/v1/messages/{id}") is var found && found.GetProperty("state").GetString() is "failed" or "sent" ? (JsonElement?)found : null);
            Assert.Equal("failed", end.GetProperty("state").GetString());
            return end.GetProperty("reasons")[0].GetProperty("code").GetString()!;
        }

        Assert.Equal("no-consent", await EndAsync());
        await CallAsync("RetryDeadMessage", HttpMethod.Post, $"/v1/messages/dead-letters/{id}/retry", "{}", anyAnswer: true);
        Assert.Equal("no-consent", await EndAsync());
    }

    private async Task<string[]> OffersAsync(string person) =>
    [
        .. (await CallAsync("GetMessages", HttpMethod.Get, $"/v1/messages?person=user_id:{person}")).GetProperty("messages").EnumerateArray()
            .Where(one => one.GetProperty("purpose").GetString() == "marketing").Select(one => one.GetProperty("subject").GetString()!),
    ];

    private async Task<JsonElement> OwnAsync(string person)
    {
        JsonElement link = await CallAsync("MakePrivacyLink", HttpMethod.Post, "/v1/privacy/links", $$"""{"person":"user_id:{{person}}"}""");
        string token = link.GetProperty("token").GetString()!;
        using HttpClient anybody = new() { BaseAddress = App.Address };
        using HttpResponseMessage page = await anybody.GetAsync($"/me/{token}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        driven.Add("ShowOwnPage");
        return await CallAsync("GetOwnData", HttpMethod.Get, $"/v1/me?token={token}");
    }

    // Whoever has not agreed is shown what nobody in particular is shown, by every strategy.
    private async Task ListsAsync(string person)
    {
        foreach (string strategy in Strategies.All.Keys)
        {
            string query = $"strategy={strategy}&productId=p0&maxPrice=99&segment=auto&place=auto";
            (JsonElement own, JsonElement nobodys) = await Eventually.SomeAsync("a shelf that stays a moment", async () =>
            {
                JsonElement before = await CallAsync("GetRecommendations", HttpMethod.Get, $"/v1/recommendations?{query}");
                JsonElement theirs = await CallAsync("GetRecommendations", HttpMethod.Get, $"/v1/recommendations?{query}&anonymousId={person}-device");
                JsonElement after = await CallAsync("GetRecommendations", HttpMethod.Get, $"/v1/recommendations?{query}");
                return before.GetRawText() == after.GetRawText() ? (theirs, after) : ((JsonElement, JsonElement)?)null;
            });
            Assert.Equal((false, "no-consent"), (own.GetProperty("personal").GetBoolean(), own.GetProperty("impersonal").GetString()));
            Assert.Equal("nobody-named", nobodys.GetProperty("impersonal").GetString());
            Assert.Equal(nobodys.GetProperty("items").GetRawText(), own.GetProperty("items").GetRawText());
            JsonElement why = await CallAsync("ExplainRecommendations", HttpMethod.Get, $"/v1/recommendations/explain?{query}&anonymousId={person}-device&explain=auditor");
            Assert.Equal("no: the visitor has not agreed", why.GetProperty("inputs").GetProperty("personal").GetString());
        }
        JsonElement preview = await CallAsync("PreviewMerchandisingRules", HttpMethod.Post, $"/v1/merchandising/preview?strategy=for_you&anonymousId={person}-device&explain=auditor", """{"rules":[]}""");
        Assert.DoesNotContain("by permission", preview.GetRawText(), StringComparison.Ordinal);
    }

    private async Task ListsAreTheirsAsync()
    {
        JsonElement own = await CallAsync("GetRecommendations", HttpMethod.Get, "/v1/recommendations?strategy=for_you&anonymousId=agreeing-device");
        Assert.True(own.GetProperty("personal").GetBoolean());
        Assert.True((await OwnAsync("agreeing")).GetProperty("messages").GetArrayLength() > 3);
    }

    private async Task<JsonElement> CallAsync(string function, HttpMethod method, string path, string? body = null, string type = "application/json", bool anyAnswer = false)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        using HttpResponseMessage answer = await App.Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode || anyAnswer, $"{function}: {answer.StatusCode} {text}");
        driven.Add(function);
        return text.StartsWith('{') ? JsonElement.Parse(text) : JsonSerializer.SerializeToElement(text);
    }
}

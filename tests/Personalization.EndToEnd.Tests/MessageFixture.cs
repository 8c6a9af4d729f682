using System.Net;
using System.Text;
using System.Text.Json;
using MimeKit;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>An emulator, a mail server and the app that sends by it.</summary>
public sealed class MessageFixture : IAsyncLifetime
{
    public const string PublicUrl = "https://shop.example";

    private AzuriteProcess? azurite;
    private MailServer? server;
    private AppProcess? app;

    private MailServer Mails => server ?? throw new InvalidOperationException("The mail server has not been started");

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        server = await MailServer.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Messages__Smtp__Host"] = "127.0.0.1",
            ["Messages__Smtp__Port"] = server.Port,
            ["Messages__Smtp__RequireTls"] = "false",
            ["Messages__Smtp__From"] = "The Shop <news@shop.example>",
            ["Messages__PublicUrl"] = PublicUrl,
            ["Messages__UnsubscribeMailbox"] = "leave@shop.example",
            ["Messages__InboxPage"] = "true",
            ["Geo__CountryHeader"] = "CF-IPCountry",
            ["Geo__EdgeHeader"] = "X-Azure-FDID",
            ["Geo__EdgeValue"] = "front-door-of-the-shop",
            ["Privacy__ShopifySecret"] = "old-secret,shopify-client-secret",
            ["Privacy__Traits__mood__Purpose__en"] = "only to ask less on bad days",
            ["Privacy__Traits__mood__Purpose__ka"] = "მხოლოდ იმისთვის",
            ["Privacy__Traits__mood__Return__en"] = "peace",
            // Quiet on a channel that only one test uses, whatever the time is.
            ["Messages__Policy__QuietHours__0__From"] = "00:00",
            ["Messages__Policy__QuietHours__0__Until"] = "00:00",
            ["Messages__Policy__QuietHours__0__Channel"] = "push",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>The mails that the server has taken for an address, once there is one: it has answered the app before it tells us.</summary>
    public Task<MimeMessage[]> MailsToAsync(string address) => Mails.ToAsync(address);
}

/// <summary>Tests that share one app and mail server; people and keys are each test's own.</summary>
[CollectionDefinition(Name)]
public sealed class MessageCollection : ICollectionFixture<MessageFixture>
{
    public const string Name = "Messages";
}

/// <summary>What tests of messages do again and again.</summary>
internal static class MessageCalls
{
    public static async Task StoreAsync(this MessageFixture shop, string id, string template)
    {
        using HttpResponseMessage stored = await shop.App.Client.PutAsync($"/v1/messages/templates/{id}", new StringContent(template, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
    }

    public static async Task KnowAsync(this MessageFixture shop, string person, string traits)
    {
        using HttpResponseMessage told = await shop.App.PostAsync("/v1/identify", $$"""{"userId":"{{person}}","messageId":"know-{{person}}","traits":{{traits}} }""");
        told.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the profile", async () => await shop.TraitAsync(person, "email") is not null);
    }

    public static async Task TrackAsync(this MessageFixture shop, string person, string name, string rest)
    {
        using HttpResponseMessage told = await shop.App.PostAsync("/v1/track", $$"""{"userId":"{{person}}","event":"{{name}}",{{rest}} }""");
        told.EnsureSuccessStatusCode();
    }

    public static async Task<string> SendAsync(this MessageFixture shop, string wish)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync("/v1/messages", wish);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, body);
        return JsonElement.Parse(body).GetProperty("id").GetString()!;
    }

    public static async Task<JsonElement> MessageAsync(this MessageFixture shop, string id, string state)
    {
        await Eventually.TrueAsync($"the message to be {state}", async () => await shop.StateAsync(id) == state);
        return (await shop.App.JsonAsync($"/v1/messages/{id}"))!.Value;
    }

    public static async Task<string?> StateAsync(this MessageFixture shop, string id) => (await shop.App.JsonAsync($"/v1/messages/{id}"))?.GetProperty("state").GetString();

    public static async Task<string?> TraitAsync(this MessageFixture shop, string person, string name) =>
        await shop.App.JsonAsync($"/v1/profiles/{Uri.EscapeDataString("user_id:" + person)}") is { } profile && profile.GetProperty("traits").TryGetProperty(name, out JsonElement trait)
            ? trait.GetProperty("value").GetString() : null;
}

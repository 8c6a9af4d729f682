using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
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

    private readonly ConcurrentQueue<(string To, MimeMessage Mail)> mails = new();
    private AzuriteProcess? azurite;
    private Process? server;
    private AppProcess? app;
    private Task? reading;

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        string folder = Path.Combine(RepositoryRoot.Path, "tests/Personalization.EndToEnd.Tests/smtp");
        server = Process.Start(new ProcessStartInfo("node", ["receive.mjs"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start");
        _ = int.Parse(port, CultureInfo.InvariantCulture);
        reading = ReadAsync(server.StandardOutput);
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Messages__Smtp__Host"] = "127.0.0.1",
            ["Messages__Smtp__Port"] = port,
            ["Messages__Smtp__RequireTls"] = "false",
            ["Messages__Smtp__From"] = "The Shop <news@shop.example>",
            ["Messages__PublicUrl"] = PublicUrl,
            ["Messages__UnsubscribeMailbox"] = "leave@shop.example",
            ["Messages__InboxPage"] = "true",
            // Quiet on a channel that only one test uses, whatever the time is.
            ["Messages__Policy__QuietHours__0__From"] = "00:00",
            ["Messages__Policy__QuietHours__0__Until"] = "00:00",
            ["Messages__Policy__QuietHours__0__Channel"] = "push",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (server is not null)
        {
            server.Kill();
            // Its output ends with it; what could not be read of it is told here.
            if (reading is not null) await reading;
            server.Dispose();
        }
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>The mails that the server has taken for an address, once there is one: it has answered the app before it tells us.</summary>
    public async Task<MimeMessage[]> MailsToAsync(string address)
    {
        await Eventually.TrueAsync("the mail here", async () =>
        {
            if (reading is { IsFaulted: true }) await reading;
            return mails.Any(mail => mail.To == address);
        });
        return [.. mails.Where(mail => mail.To == address).Select(mail => mail.Mail)];
    }

    private async Task ReadAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            JsonElement mail = JsonElement.Parse(line);
            using MemoryStream raw = new(mail.GetProperty("raw").GetBytesFromBase64());
            mails.Enqueue((mail.GetProperty("to")[0].GetString()!, await MimeMessage.LoadAsync(raw)));
        }
    }
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

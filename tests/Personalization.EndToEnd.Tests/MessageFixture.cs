using System.Net;
using System.Text;
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

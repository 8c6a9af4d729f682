using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
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

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        string folder = Path.Combine(RepositoryRoot.Path, "tests/Personalization.EndToEnd.Tests/smtp");
        server = Process.Start(new ProcessStartInfo("node", ["receive.mjs"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start");
        _ = int.Parse(port, CultureInfo.InvariantCulture);
        _ = ReadAsync(server.StandardOutput);
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Messages__Smtp__Host"] = "127.0.0.1",
            ["Messages__Smtp__Port"] = port,
            ["Messages__Smtp__RequireTls"] = "false",
            ["Messages__Smtp__From"] = "The Shop <news@shop.example>",
            ["Messages__TimeZone"] = ZoneAtNoon(),
            ["Messages__PublicUrl"] = PublicUrl,
            ["Messages__UnsubscribeMailbox"] = "leave@shop.example",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (server is not null)
        {
            server.Kill();
            server.Dispose();
        }
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>The mails that the server has taken for an address.</summary>
    public MimeMessage[] MailsTo(string address) => [.. mails.Where(mail => mail.To == address).Select(mail => mail.Mail)];

    // Marketing keeps quiet hours: the shop is wherever it is about noon.
    internal static string ZoneAtNoon()
    {
        int west = TimeProvider.System.GetUtcNow().Hour - 12;
        return west >= 0 ? $"Etc/GMT+{west}" : $"Etc/GMT{west}";
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

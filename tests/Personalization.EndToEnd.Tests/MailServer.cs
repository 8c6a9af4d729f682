using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MimeKit;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A mail server from a package registry, and what it has taken.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string To, MimeMessage Mail)> mails = new();
    private readonly Process process;
    private readonly Task reading;

    private MailServer(Process process, string port)
    {
        (this.process, Port) = (process, port);
        reading = ReadAsync();
    }

    public string Port { get; }

    /// <summary>All mails and whom they were for, in the order in which they came.</summary>
    public IReadOnlyCollection<(string To, MimeMessage Mail)> Mails => mails;

    public static async Task<MailServer> StartAsync()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "tests/Personalization.EndToEnd.Tests/smtp");
        Process process = Process.Start(new ProcessStartInfo("node", ["receive.mjs"]) { WorkingDirectory = folder, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("node could not be started");
        string port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start");
        return new MailServer(process, port);
    }

    /// <summary>The mails for an address, once there is one: the server has answered the app before it tells us.</summary>
    public async Task<MimeMessage[]> ToAsync(string address)
    {
        await Eventually.TrueAsync("the mail here", async () =>
        {
            if (reading is { IsFaulted: true }) await reading;
            return mails.Any(mail => mail.To == address);
        });
        return [.. mails.Where(mail => mail.To == address).Select(mail => mail.Mail)];
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        // Its output ends with it; what could not be read of it is told here.
        await reading;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonElement mail = JsonElement.Parse(line);
            using MemoryStream raw = new(mail.GetProperty("raw").GetBytesFromBase64());
            mails.Enqueue((mail.GetProperty("to")[0].GetString()!, await MimeMessage.LoadAsync(raw)));
        }
    }
}

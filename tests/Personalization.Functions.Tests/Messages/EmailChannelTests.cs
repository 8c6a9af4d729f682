using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Personalization.Functions.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Tests.Messages;

/// <summary>What is made of mail servers that break off.</summary>
public sealed class EmailChannelTests
{
    [Theory]
    [InlineData(".", typeof(ChannelResult.BrokenOff))]
    [InlineData("DATA", typeof(ChannelResult.Busy))]
    [InlineData("RCPT", typeof(ChannelResult.Busy))]
    public async Task Send_ServerBreaksOff_SaysWhetherItHasGotTheMail(string at, Type expected)
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        Task serving = ServeAsync(server, at);
        MessageOptions options = new() { Smtp = { Host = "127.0.0.1", Port = ((IPEndPoint)server.LocalEndpoint).Port, RequireTls = false, From = "shop@example.com" } };

        ChannelResult result = await new EmailChannel(Options.Create(options), TimeProvider.System).SendAsync(Letters.To(), default);

        await serving;
        Assert.IsType(expected, result);
    }

    // As much of SMTP as it takes, and an end at that line.
    private static async Task ServeAsync(TcpListener server, string end)
    {
        using TcpClient client = await server.AcceptTcpClientAsync();
        using StreamReader reader = new(client.GetStream());
        await using StreamWriter writer = new(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        bool data = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (data ? line == end : line.StartsWith(end, StringComparison.Ordinal)) return;
            if (data && line != ".") continue;
            data = line == "DATA";
            await writer.WriteLineAsync(data ? "354 go on" : "250 fine");
        }
    }
}

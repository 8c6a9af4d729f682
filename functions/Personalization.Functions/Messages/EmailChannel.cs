using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>Mails over SMTP: text and HTML in one, Message-ID made from the message's id.</summary>
internal sealed class EmailChannel(IOptions<MessageOptions> options, TimeProvider time) : IMessageChannel
{
    public const string IdempotencyHeader = "Idempotency-Key";

    public MessageChannel Channel => MessageChannel.Email;

    public bool KnowsRepeats => false;

    public async Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        SmtpOptions server = options.Value.Smtp;
        if (server.Host.Length == 0) return options.Value.KeptOr("No mail server is set: Messages:Smtp:Host");
        if (!MailboxAddress.TryParse(message.Address, out MailboxAddress? to) || !to.Address.Contains('@')) return new ChannelResult.Refused("This is no e-mail address", true);
        using MimeMessage mail = Mail(message, MailboxAddress.Parse(server.From), to);
        HandedOver handed = new();
        try
        {
            using SmtpClient client = new();
            await client.ConnectAsync(server.Host, server.Port, server.RequireTls ? SecureSocketOptions.Auto : SecureSocketOptions.StartTlsWhenAvailable, cancellationToken);
            if (server.RequireTls && !client.IsSecure) return new ChannelResult.Busy("The mail server offers no encryption");
            if (server.User.Length > 0) await client.AuthenticateAsync(server.User, server.Password, cancellationToken);
            string answer = await client.SendAsync(mail, cancellationToken, handed);
            await LeaveAsync(client);
            return new ChannelResult.Taken(answer);
        }
        catch (SmtpCommandException fault)
        {
            return Answer(fault);
        }
        catch (Exception fault) when (fault is SocketException or IOException or ServiceNotConnectedException or SmtpProtocolException or MailKit.Security.AuthenticationException or SslHandshakeException or TimeoutException)
        {
            string said = $"The mail server cannot be used: {fault.GetType().Name}";
            return handed.Any ? new ChannelResult.BrokenOff(said) : new ChannelResult.Busy(said);
        }
    }

    // It has taken the mail; how the farewell goes does not change that.
    private static async Task LeaveAsync(SmtpClient client)
    {
        try
        {
            await client.DisconnectAsync(true, CancellationToken.None);
        }
        catch (Exception fault) when (fault is SocketException or IOException or ServiceNotConnectedException or SmtpProtocolException or TimeoutException)
        {
            client.Disconnect(false, CancellationToken.None);
        }
    }

    // 5xx for a recipient is for good, unless it speaks of a full mailbox; 4xx is for now.
    private static ChannelResult Answer(SmtpCommandException fault)
    {
        int code = (int)fault.StatusCode;
        string said = $"{code} at {fault.ErrorCode}";
        if (code < 500 || code is 552) return new ChannelResult.Busy(said);
        return new ChannelResult.Refused(said, fault.ErrorCode is SmtpErrorCode.RecipientNotAccepted);
    }

    private MimeMessage Mail(OutgoingMessage message, MailboxAddress from, MailboxAddress to)
    {
        MimeMessage mail = new() { Subject = message.Content.Subject, Date = time.GetUtcNow(), MessageId = MimeUtils.EnumerateReferences($"<{message.Id}@{from.Domain}>").First() };
        mail.From.Add(from);
        mail.To.Add(to);
        mail.Headers.Add(IdempotencyHeader, message.Id);
        mail.Headers.Add(HeaderId.ContentLanguage, message.Content.Language);
        foreach ((string name, string value) in message.Headers) mail.Headers.Add(name, value);
        mail.Body = new BodyBuilder { TextBody = message.Content.Text, HtmlBody = message.Content.Html }.ToMessageBody();
        return mail;
    }

    /// <summary>Whether the server has got anything of the mail itself.</summary>
    private sealed class HandedOver : ITransferProgress
    {
        public bool Any { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Any = true;

        public void Report(long bytesTransferred) => Any = true;
    }
}

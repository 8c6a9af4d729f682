using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Personalization.Messages.Delivery;
using Personalization.Messages.Unsubscribing;

namespace Personalization.Functions.Messages;

/// <summary>Settings of messages, section <c>Messages</c>; <c>UnsubscribeKey</c> stands beside it.</summary>
public sealed class MessageOptions
{
    /// <summary>
    /// Secrets that unsubscribe links are signed with, of at least 16 characters each, separated by commas or spaces: the first signs, all are
    /// believed. Never take one off: the links in mails that were sent stay good only as long as it is here.
    /// </summary>
    /// <value>None: it must be set.</value>
    public string UnsubscribeKey { get; set; } = "";

    /// <summary>Where people reach this app: unsubscribe links begin with it. Https, but for tests.</summary>
    /// <value>Default http://localhost:7071.</value>
    public Uri PublicUrl { get; set; } = new("http://localhost:7071");

    /// <summary>An address that takes unsubscriptions by mail; empty for none.</summary>
    /// <value>None.</value>
    public string UnsubscribeMailbox { get; set; } = "";

    /// <summary>Zone of people whose own is not known, an IANA name.</summary>
    /// <value>Default UTC.</value>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The hour to send at as long as nothing is known of when somebody opens messages.</summary>
    /// <value>Default 10.</value>
    public int DefaultHour { get; set; } = 10;

    /// <summary>Where mails go.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Where text messages are posted to; none are sent without.</summary>
    public Uri? SmsUrl { get; set; }

    /// <summary>The Authorization header of those posts.</summary>
    public string SmsAuthorization { get; set; } = "";

    /// <summary>Where push notifications are posted to; none are sent without.</summary>
    public Uri? PushUrl { get; set; }

    /// <summary>The Authorization header of those posts.</summary>
    public string PushAuthorization { get; set; } = "";

    /// <summary>Where webhook messages are posted to; none are sent without.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Secrets by Standard Webhooks, <c>whsec_</c> and base64, separated by spaces: each signs, so one can be changed for another.</summary>
    public string WebhookSecrets { get; set; } = "";

    /// <summary>How often, and when, the shop writes to people.</summary>
    public PolicyOptions Policy { get; set; } = new();

    /// <summary>
    /// Whether <c>/inbox</c> shows all messages to whoever sits at this machine, and keeps those that there is no mail server or provider for
    /// instead of refusing them. For one's own machine alone: an app on Azure does not start with it.
    /// </summary>
    /// <value>Default false.</value>
    public bool InboxPage { get; set; }

    /// <summary>What becomes of a message that nobody is there to carry: the inbox page shows it, or it is refused.</summary>
    internal ChannelResult KeptOr(string refusal) => InboxPage ? new ChannelResult.Taken("kept for /inbox") : new ChannelResult.Refused(refusal, false);
}

/// <summary>A mail server.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its name; no mail is sent without.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    /// <value>Default 587.</value>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted.</summary>
    /// <value>Default true; false is for a server of the same machine.</value>
    public bool RequireTls { get; set; } = true;

    /// <summary>User name; without one nobody signs in.</summary>
    public string User { get; set; } = "";

    /// <summary>Password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whom mails are from, such as <c>Shop &lt;news@shop.example&gt;</c>.</summary>
    public string From { get; set; } = "";
}

/// <summary>Refuses to start with settings that cannot be right.</summary>
internal sealed class MessageOptionsValidator(IConfiguration settings) : IValidateOptions<MessageOptions>
{
    private readonly bool hosted = IsHosted(settings);

    /// <summary>Whether the app runs on Azure, which sets this name for each app.</summary>
    public static bool IsHosted(IConfiguration settings) => settings["WEBSITE_SITE_NAME"] is { Length: > 0 };

    public ValidateOptionsResult Validate(string? name, MessageOptions options)
    {
        List<string> wrong = [];
        string[] keys = MessagesSetup.Split(options.UnsubscribeKey);
        if (keys.Length == 0 || keys.Any(key => key.Length < UnsubscribeSigner.ShortestKey))
            wrong.Add($"Set UnsubscribeKey to a secret of at least {UnsubscribeSigner.ShortestKey} characters (such as the answer of: openssl rand -hex 32). Unsubscribe links are signed with it.");
        if (!options.PublicUrl.IsAbsoluteUri) wrong.Add("Messages:PublicUrl must be an absolute URL.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _)) wrong.Add($"Messages:TimeZone: there is no zone {options.TimeZone}.");
        if (options.DefaultHour is < 0 or > 23) wrong.Add("Messages:DefaultHour must be 0 to 23.");
        if (options.InboxPage && hosted) wrong.Add("Messages:InboxPage shows every message to anybody who reaches the app: it is for one's own machine. Take it off.");
        wrong.AddRange(PolicyReader.Read(options).Wrong);
        if (options.Smtp.Host.Length > 0 && !IsMailbox(options.Smtp.From)) wrong.Add("Messages:Smtp:From must be an e-mail address.");
        if (options.WebhookUrl is not null && !WebhookSigner.TryRead(options.WebhookSecrets, out _)) wrong.Add("Messages:WebhookSecrets must be whsec_ and base64.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    // Apart, so that an app without a mail server does not load the mail library when it starts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsMailbox(string text) => MimeKit.MailboxAddress.TryParse(text, out _);
}

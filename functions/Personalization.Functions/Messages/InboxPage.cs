using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Events;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using static Personalization.Functions.Messages.HtmlAnswer;

namespace Personalization.Functions.Messages;

/// <summary>The pages of the local inbox. They need no script; a message's HTML stands in a frame that may do nothing.</summary>
internal static class InboxPage
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1f24;background:#fff}"
        + "table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee4}"
        + "iframe{width:100%;height:32rem;border:1px solid #d8dee4;background:#fff}pre{white-space:pre-wrap;border:1px solid #d8dee4;padding:.8rem}"
        + "small{color:#57606a}.failed{color:#a40e26}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

    /// <summary>A message may show its pictures and styles. It runs nothing, sends nothing and goes nowhere.</summary>
    public const string FramePolicy =
        "sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

    public static IResult List(IReadOnlyList<(ArchivedLine Line, DeliveryRecord Record)> messages)
    {
        StringBuilder page = Begin("Inbox");
        page.Append("<h1>Inbox</h1>\n<p>Every message of this shop on this machine, by whatever channel.</p>\n");
        Table(page, "Waiting", [.. messages.Where(one => !one.Record.IsDone).OrderBy(one => one.Record.NextAt)], record => record.NextAt);
        Table(page, "Gone", [.. messages.Where(one => one.Record.IsDone).OrderByDescending(one => one.Record.UpdatedAt)], record => record.UpdatedAt);
        return End(page);
    }

    public static IResult Message(DeliveryRecord record, OutgoingMessage? message)
    {
        string subject = message?.Content.Subject is { Length: > 0 } text ? text : record.Id;
        StringBuilder page = Begin(subject);
        page.Append($"<p><a href=\"/inbox\">Inbox</a></p>\n<h1><bdi>{Escaped(subject)}</bdi></h1>\n<p>{State(record)}</p>\n");
        if (message is null) page.Append("<p>It shows what it says once it goes.</p>\n");
        else Parts(page, message);
        page.Append("<h2>Why then</h2>\n<table>\n<tr><th>when</th><th>what</th><th>why</th></tr>\n");
        foreach (DeliveryStep step in record.Steps)
        {
            string until = step.Until is { } time ? $" until {Time(time)}" : "";
            page.Append($"<tr><td>{Time(step.At)}</td><td>{Escaped(step.What)}{until}</td><td>{Why(step.Reasons)}</td></tr>\n");
        }
        page.Append("</table>\n");
        return End(page);
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<(ArchivedLine Line, DeliveryRecord Record)> messages, Func<DeliveryRecord, DateTimeOffset> at)
    {
        page.Append($"<h2>{title} ({messages.Count})</h2>\n");
        if (messages.Count == 0) return;
        page.Append("<table>\n<tr><th>when</th><th>channel</th><th>to</th><th>subject</th><th>state</th></tr>\n");
        foreach ((ArchivedLine line, DeliveryRecord record) in messages)
        {
            string subject = line.Subject.Length > 0 ? line.Subject : line.Id;
            page.Append($"<tr><td>{Time(at(record))}</td><td>{MessageNames.Of(line.Channel)}</td><td>{Escaped(line.Person)}</td>");
            page.Append($"<td><a href=\"/inbox/{Escaped(line.Id)}\"><bdi>{Escaped(subject)}</bdi></a></td><td>{State(record)}</td></tr>\n");
        }
        page.Append("</table>\n");
    }

    private static void Parts(StringBuilder page, OutgoingMessage message)
    {
        page.Append("<table>\n");
        Row(page, "channel", MessageNames.Of(message.Channel));
        Row(page, "purpose", MessageNames.Of(message.Purpose));
        Row(page, "to", $"{message.Person.Address} {message.Address}".TrimEnd());
        Row(page, "language", message.Content.Language);
        if (message.DecisionId is { } decision) Row(page, "products by", decision);
        foreach ((string name, string value) in message.Headers) Row(page, name, value);
        page.Append("</table>\n");
        if (message.Content.Html is not null)
            page.Append($"<h2>HTML</h2>\n<iframe sandbox=\"\" title=\"HTML part\" src=\"/inbox/{Escaped(message.Id)}/html\"></iframe>\n");
        page.Append($"<h2>Text</h2>\n<pre dir=\"{Escaped(message.Content.Direction)}\">{Escaped(message.Content.Text)}</pre>\n");
    }

    private static void Row(StringBuilder page, string name, string value) => page.Append($"<tr><th>{Escaped(name)}</th><td>{Escaped(value)}</td></tr>\n");

    private static string State(DeliveryRecord record)
    {
        string state = record.State.ToString().ToLowerInvariant();
        string shown = record.State is DeliveryState.Failed ? $"<span class=\"failed\">{state}</span>" : state;
        return record.IsDone ? $"{shown} {Why(record.Reasons)}" : $"{shown} until {Time(record.NextAt)} {Why(record.Reasons)}";
    }

    private static string Why(IEnumerable<DecisionReason> reasons) => string.Join("<br>", reasons.Select(one => $"<small>{Escaped(one.Code)}: {Escaped(one.Detail)}</small>"));

    private static string Time(DateTimeOffset at) => $"<time>{EventCodec.Text(at)}</time>";

    private static StringBuilder Begin(string title) => new(
        $"<!doctype html>\n<html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escaped(title)}</title><style>{Style}</style></head>\n<body><main>\n");

    private static HtmlAnswer End(StringBuilder page) => new(page.Append("</main></body></html>\n").ToString(), Policy);
}

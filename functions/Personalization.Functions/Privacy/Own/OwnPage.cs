using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Profiles.Preferences;

namespace Personalization.Functions.Privacy.Own;

/// <summary>The shopper's own page: what the shop knows and why, to be changed by forms, in the reader's language. It needs no script and loads nothing.</summary>
internal static class OwnPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;padding:0 1rem;max-width:50rem}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:start;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #d0d7de}fieldset{border:1px solid #d0d7de;margin:1rem 0}button{font:inherit;padding:.3rem .8rem}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly string[] Origins = ["declared", "observed", "inferred"];

    public static IResult Show(OwnDataBody data, string token, OwnTexts texts, PreferenceTexts channels, string? status, bool mayAsk)
    {
        StringBuilder page = new();
        string title = Escaped(texts["title"]);
        page.Append($"<!doctype html>\n<html lang=\"{texts.Language}\" dir=\"{texts.Direction}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<meta name=\"robots\" content=\"noindex\"><title>{title}</title><style>{Style}</style></head>\n<body><main><h1>{title}</h1>\n");
        if (status is not null) page.Append($"<p role=\"status\"><strong>{Escaped(status)}</strong></p>\n");
        page.Append($"<p>{Escaped(texts["intro"])}</p>\n");
        string action = $"/me/{Escaped(token)}";
        Choices(page, data, action, texts, channels);
        foreach (string origin in Origins) Traits(page, origin, [.. data.Traits.Where(one => one.Origin == origin)], action, texts);
        Listed(page, texts["products"], [.. data.Products.Select(one => $"<bdi>{Escaped(one.Name ?? one.ProductId)}</bdi> {Time(one.At)}")], texts);
        page.Append($"<p>{Escaped(texts["orders"].Replace("{0}", data.Orders.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))}</p>\n");
        Listed(page, texts["segments"], [.. data.Segments.Select(one => $"<bdi>{Escaped(one.Id)}</bdi> {Time(one.Since)}")], texts);
        Lists(page, data.Lists, texts);
        Listed(page, texts["messages"], [.. data.Messages.Select(one => $"{Time(one.At)} {Escaped(ChannelName(one.Channel, channels))} <bdi>{Escaped(one.Subject)}</bdi>")], texts);
        if (mayAsk) Rights(page, action, texts);
        page.Append("</main></body></html>\n");
        return new HtmlAnswer(page.ToString(), Policy);
    }

    private static void Choices(StringBuilder page, OwnDataBody data, string action, OwnTexts texts, PreferenceTexts channels)
    {
        page.Append($"<h2>{Escaped(texts["choices"])}</h2>\n");
        if (data.PrivacyControl) page.Append($"<p>{Escaped(texts["gpc"])}</p>\n");
        page.Append($"<form method=\"post\" action=\"{action}/choices\">\n<fieldset><legend>{Escaped(texts["choices-note"])}</legend>\n");
        foreach ((string purpose, OwnChoice choice) in data.Purposes) Box(page, purpose, choice.Allowed, texts[purpose]);
        page.Append($"</fieldset>\n<fieldset><legend>{Escaped(texts["channels-note"])}</legend>\n");
        foreach ((string channel, bool subscribed) in data.Channels)
            Box(page, "channel-" + channel, subscribed, texts["channel"].Replace("{0}", ChannelName(channel, channels), StringComparison.Ordinal));
        page.Append($"</fieldset>\n<p><button>{Escaped(texts["save"])}</button></p>\n</form>\n");
    }

    private static void Box(StringBuilder page, string field, bool set, string label) =>
        page.Append($"<p><label><input type=\"checkbox\" name=\"{Escaped(field)}\" value=\"yes\"{(set ? " checked" : "")}> {Escaped(label)}</label></p>\n");

    private static void Traits(StringBuilder page, string origin, IReadOnlyList<OwnTrait> traits, string action, OwnTexts texts)
    {
        page.Append($"<h2>{Escaped(texts[origin])}</h2>\n");
        if (traits.Count == 0)
        {
            page.Append($"<p>{Escaped(texts["nothing"])}</p>\n");
            return;
        }
        page.Append("<table>\n<tr>");
        foreach (string head in (string[])["what", "value", "source", "since", "purpose", "return", "wrong"]) page.Append($"<th scope=\"col\">{Escaped(texts[head])}</th>");
        page.Append("</tr>\n");
        foreach (OwnTrait one in traits)
        {
            string label = Escaped(texts["wrong-of"].Replace("{0}", one.Name, StringComparison.Ordinal));
            page.Append($"<tr><th scope=\"row\"><bdi>{Escaped(one.Name)}</bdi></th><td><bdi>{Escaped(Text(one))}</bdi></td><td><bdi>{Escaped(one.Source ?? "")}</bdi></td><td>{Time(one.At)}</td>");
            page.Append($"<td>{Escaped(one.Purpose ?? "")}</td><td>{Escaped(one.Return ?? "")}</td><td><form method=\"post\" action=\"{action}/wrong\">");
            page.Append($"<input type=\"hidden\" name=\"trait\" value=\"{Escaped(one.Name)}\"><button aria-label=\"{label}\">{Escaped(texts["wrong"])}</button></form></td></tr>\n");
        }
        page.Append("</table>\n");
    }

    private static void Rights(StringBuilder page, string action, OwnTexts texts)
    {
        page.Append($"<h2>{Escaped(texts["rights"])}</h2>\n<form method=\"post\" action=\"{action}/requests\"><p><button name=\"kind\" value=\"export\">{Escaped(texts["export"])}</button></p></form>\n");
        page.Append($"<form method=\"post\" action=\"{action}/requests\">");
        page.Append($"<p><label><input type=\"checkbox\" name=\"sure\" value=\"yes\" required> {Escaped(texts["erase-sure"])}</label></p><p><button name=\"kind\" value=\"erase\">{Escaped(texts["erase"])}</button></p></form>\n");
    }

    private static void Lists(StringBuilder page, OwnLists lists, OwnTexts texts)
    {
        page.Append($"<h2>{Escaped(texts["lists"])}</h2>\n<p>{Escaped(texts[lists.Personal ? "lists-personal" : "lists-plain"])}</p>\n");
        if (lists.With is { } with) Names(page, texts["lists-with"], with, texts);
        Names(page, texts["lists-without"], lists.Without, texts);
    }

    private static void Names(StringBuilder page, string title, IReadOnlyList<string> names, OwnTexts texts)
    {
        page.Append($"<h3>{Escaped(title)}</h3>\n");
        Items(page, [.. names.Select(name => $"<bdi>{Escaped(name)}</bdi>")], texts);
    }

    private static void Listed(StringBuilder page, string title, IReadOnlyList<string> items, OwnTexts texts)
    {
        page.Append($"<h2>{Escaped(title)}</h2>\n");
        Items(page, items, texts);
    }

    private static void Items(StringBuilder page, IReadOnlyList<string> items, OwnTexts texts) =>
        page.Append(items.Count == 0 ? $"<p>{Escaped(texts["nothing"])}</p>\n" : $"<ul>\n{string.Concat(items.Select(item => $"<li>{item}</li>\n"))}</ul>\n");

    private static string ChannelName(string channel, PreferenceTexts channels) => channels.NameOf(MessageNames.Channel(channel)!.Value);

    // What is known of somebody's taste is shown in its words; what it weighs is in the copy.
    private static string Text(OwnTrait trait)
    {
        if (trait.Name.StartsWith(DeclaredNames.Taste, StringComparison.Ordinal)) return string.Join(", ", TasteStatement.Read(trait.Value).Select(one => one.Said));
        return trait.Value.ValueKind is JsonValueKind.String ? trait.Value.GetString()! : trait.Value.GetRawText();
    }

    private static string Time(string at) => $"<time datetime=\"{Escaped(at)}\">{Escaped(at[..10])}</time>";

    private static string Escaped(string text) => HtmlAnswer.Escaped(text);
}

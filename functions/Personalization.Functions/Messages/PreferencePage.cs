using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;

namespace Personalization.Functions.Messages;

/// <summary>The page behind an unsubscribe link: what somebody gets, to be changed by a form, in the reader's language. It needs no script and loads nothing.</summary>
internal static class PreferencePage
{
    private const string Policy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static readonly MessageChannel[] Shown = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push];

    /// <summary>The choices of the page: the list of the link, and each channel as a whole.</summary>
    public static IEnumerable<(string Field, MessageChannel Channel, string List)> Choices(UnsubscribeTarget target)
    {
        if (target.List.Length > 0) yield return ("list", target.Channel, target.List);
        foreach (MessageChannel channel in Shown.Append(target.Channel).Distinct()) yield return (MessageNames.Of(channel), channel, "");
    }

    public static IResult Show(UnsubscribeTarget target, Subscriptions consents, string token, PreferenceTexts texts, bool saved)
    {
        string title = HtmlAnswer.Escaped(texts.Title);
        StringBuilder page = new();
        page.Append($"<!doctype html>\n<html lang=\"{texts.Language}\" dir=\"{texts.Direction}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<meta name=\"robots\" content=\"noindex\"><title>{title}</title></head>\n<body><main><h1>{title}</h1>\n");
        if (saved) page.Append($"<p role=\"status\">{HtmlAnswer.Escaped(texts.Saved)}</p>\n");
        page.Append($"<form method=\"post\" action=\"/u/{HtmlAnswer.Escaped(token)}/preferences\">\n");
        foreach ((string field, MessageChannel channel, string list) in Choices(target))
        {
            string set = consents.Of(channel, list) is SubscriptionState.Subscribed ? " checked" : "";
            page.Append($"<p><label><input type=\"checkbox\" name=\"{HtmlAnswer.Escaped(field)}\" value=\"yes\"{set}> {Label(texts, channel, list)}</label></p>\n");
        }
        page.Append($"<p><button>{HtmlAnswer.Escaped(texts.Save)}</button></p>\n</form>\n</main></body></html>\n");
        return new HtmlAnswer(page.ToString(), Policy);
    }

    // The shop's name of a list may run the other way than the page.
    private static string Label(PreferenceTexts texts, MessageChannel channel, string list) => list.Length == 0
        ? HtmlAnswer.Escaped(texts.AllBy.Replace("{0}", texts.NameOf(channel), StringComparison.Ordinal))
        : $"<bdi>{HtmlAnswer.Escaped(list)}</bdi> ({HtmlAnswer.Escaped(texts.NameOf(channel))})";
}

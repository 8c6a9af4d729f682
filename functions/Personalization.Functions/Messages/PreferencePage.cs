using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;

namespace Personalization.Functions.Messages;

/// <summary>The page behind an unsubscribe link: what somebody gets, to be changed by a form. It needs no script and loads nothing.</summary>
internal static class PreferencePage
{
    private static readonly MessageChannel[] Shown = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push];

    /// <summary>The choices of the page: the list of the link, and each channel as a whole.</summary>
    public static IEnumerable<(string Field, string Label, MessageChannel Channel, string List)> Choices(UnsubscribeTarget target)
    {
        if (target.List.Length > 0) yield return ("list", $"{target.List} ({MessageNames.Of(target.Channel)})", target.Channel, target.List);
        foreach (MessageChannel channel in Shown.Append(target.Channel).Distinct()) yield return (MessageNames.Of(channel), $"All offers by {MessageNames.Of(channel)}", channel, "");
    }

    public static IResult Show(UnsubscribeTarget target, Subscriptions consents, string token, bool saved)
    {
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>Your messages</title></head>\n");
        page.Append("<body><main><h1>Your messages</h1>\n");
        if (saved) page.Append("<p role=\"status\">Saved.</p>\n");
        page.Append($"<form method=\"post\" action=\"/u/{Escaped(token)}/preferences\">\n");
        foreach ((string field, string label, MessageChannel channel, string list) in Choices(target))
        {
            string set = consents.Of(channel, list) is SubscriptionState.Subscribed ? " checked" : "";
            page.Append($"<p><label><input type=\"checkbox\" name=\"{Escaped(field)}\" value=\"yes\"{set}> {Escaped(label)}</label></p>\n");
        }
        page.Append("<p><button>Save</button></p>\n</form>\n</main></body></html>\n");
        return new PageAnswer(page.ToString());
    }

    private static string Escaped(string text) => HtmlEncoder.Default.Encode(text);

    private sealed class PageAnswer(string page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            response.Headers["Referrer-Policy"] = "no-referrer";
            return response.WriteAsync(page, httpContext.RequestAborted);
        }
    }
}

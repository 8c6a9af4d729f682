using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Messages;
using Personalization.Messages.Preferences;

namespace Personalization.Functions.Messages.Preferences;

/// <summary>The preference centre as a page: one form, in the reader's language. It needs no script and loads nothing.</summary>
internal static class CentrePage
{
    private const string Policy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IResult Show(PreferenceView view, string token, PreferenceTexts common, bool saved)
    {
        CentreTexts texts = CentreTexts.For(common.Language);
        PreferenceChoices choices = view.Choices;
        StringBuilder page = new();
        string title = HtmlAnswer.Escaped(texts.Title);
        page.Append($"<!doctype html>\n<html lang=\"{common.Language}\" dir=\"{common.Direction}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<meta name=\"robots\" content=\"noindex\"><title>{title}</title></head>\n<body><main><h1>{title}</h1>\n<p>{HtmlAnswer.Escaped(texts.Purpose)}</p>\n");
        if (saved) page.Append($"<p role=\"status\">{HtmlAnswer.Escaped(common.Saved)}</p>\n");
        page.Append($"<form method=\"post\" action=\"/preferences/{HtmlAnswer.Escaped(token)}\">\n");
        Boxes(page, texts.Categories, "category", view.Offer.Categories, choices.Categories);
        Boxes(page, texts.Brands, "brand", view.Offer.Brands, choices.Brands);
        foreach ((string category, var sizes) in view.Offer.Sizes)
            Boxes(page, $"{texts.Sizes}: {category}", "size:" + category, sizes, choices.Sizes.GetValueOrDefault(category, []));
        page.Append($"<fieldset><legend>{HtmlAnswer.Escaped(texts.Price)}</legend>{Price(texts.From, "from", choices.PriceFrom)} {Price(texts.To, "to", choices.PriceTo)}</fieldset>\n");
        Often(page, texts, choices.Frequency);
        page.Append($"<fieldset><legend>{HtmlAnswer.Escaped(texts.Channels)}</legend>\n");
        foreach (MessageChannel channel in PreferenceChoices.AskedChannels)
            page.Append(Box("channel", MessageNames.Of(channel), common.AllBy.Replace("{0}", common.NameOf(channel), StringComparison.Ordinal), choices.Channels.GetValueOrDefault(MessageNames.Of(channel)) is true));
        page.Append($"</fieldset>\n<p><button>{HtmlAnswer.Escaped(common.Save)}</button></p>\n</form>\n</main></body></html>\n");
        return new HtmlAnswer(page.ToString(), Policy);
    }

    private static void Boxes(StringBuilder page, string heading, string field, IReadOnlyList<string> offered, IReadOnlyList<string> chosen)
    {
        if (offered.Count == 0) return;
        page.Append($"<fieldset><legend>{HtmlAnswer.Escaped(heading)}</legend>\n");
        foreach (string one in offered) page.Append(Box(field, one, one, chosen.Contains(one)));
        page.Append("</fieldset>\n");
    }

    // A shop's own names may run the other way than the page.
    private static string Box(string field, string value, string label, bool set) =>
        $"<label><input type=\"checkbox\" name=\"{HtmlAnswer.Escaped(field)}\" value=\"{HtmlAnswer.Escaped(value)}\"{(set ? " checked" : "")}> <bdi>{HtmlAnswer.Escaped(label)}</bdi></label>\n";

    private static string Price(string label, string field, decimal? value) =>
        $"<label>{HtmlAnswer.Escaped(label)} <input type=\"number\" min=\"0\" step=\"any\" name=\"{field}\" value=\"{value?.ToString(CultureInfo.InvariantCulture)}\"></label>";

    private static void Often(StringBuilder page, CentreTexts texts, string? chosen)
    {
        page.Append($"<fieldset><legend>{HtmlAnswer.Escaped(texts.Frequency)}</legend>\n");
        foreach ((int place, string often) in PreferenceChoices.Frequencies.Prepend("").Index())
            page.Append($"<label><input type=\"radio\" name=\"frequency\" value=\"{often}\"{(often == (chosen ?? "") ? " checked" : "")}> {HtmlAnswer.Escaped(texts.Often[place])}</label>\n");
        page.Append("</fieldset>\n");
    }
}

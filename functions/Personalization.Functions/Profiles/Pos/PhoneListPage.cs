using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Functions.Messages;

namespace Personalization.Functions.Profiles.Pos;

/// <summary>A plain page of what was scanned, for shops that have none of their own. It needs no script and loads nothing.</summary>
internal static class PhoneListPage
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly (string Language, string Title, string From, string Gone)[] Texts =
    [
        ("en", "What you scanned", "From {0}", "no longer in the shop"),
        ("el", "Όσα σαρώσατε", "Από: {0}", "δεν υπάρχει πια στο κατάστημα"),
        ("ka", "რაც დაასკანერეთ", "საიდან: {0}", "მაღაზიაში აღარ არის"),
        ("ru", "Что вы отсканировали", "Магазин: {0}", "больше нет в магазине"),
        ("fa", "آنچه اسکن کردید", "از: {0}", "دیگر در فروشگاه نیست"),
        ("ar", "ما قمت بمسحه", "من: {0}", "لم يعد متوفراً في المتجر"),
    ];

    public static IResult Show(PhoneListBody list, HttpRequest request)
    {
        (string language, string title, string from, string gone) = TextsFor(request);
        StringBuilder page = new();
        page.Append($"<!doctype html>\n<html lang=\"{language}\" dir=\"{(language is "fa" or "ar" ? "rtl" : "ltr")}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<meta name=\"robots\" content=\"noindex\"><title>{HtmlAnswer.Escaped(title)}</title></head>\n<body><main><h1>{HtmlAnswer.Escaped(title)}</h1>\n");
        page.Append($"<p>{HtmlAnswer.Escaped(from).Replace("{0}", $"<bdi>{HtmlAnswer.Escaped(list.StoreName ?? list.StoreId)}</bdi>", StringComparison.Ordinal)}</p>\n<ul>\n");
        foreach (PhoneProductBody product in list.Products) page.Append($"<li>{Item(product, gone)}</li>\n");
        page.Append("</ul>\n</main></body></html>\n");
        return new HtmlAnswer(page.ToString(), Policy);
    }

    private static string Item(PhoneProductBody product, string gone)
    {
        string name = $"<bdi>{HtmlAnswer.Escaped(product.Name ?? product.ProductId)}</bdi>";
        if (product.Name is null) return $"{name} ({HtmlAnswer.Escaped(gone)})";
        if (IsLink(product.Url)) name = $"<a href=\"{HtmlAnswer.Escaped(product.Url!)}\">{name}</a>";
        return product.Price is { } price ? $"{name} <bdi>{price.ToString("0.00", CultureInfo.InvariantCulture)} {HtmlAnswer.Escaped(product.Currency ?? "")}</bdi>" : name;
    }

    // Nothing that a browser would run.
    private static bool IsLink(string? url) => url is not null && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)));

    private static (string Language, string Title, string From, string Gone) TextsFor(HttpRequest request)
    {
        foreach (string wanted in request.GetTypedHeaders().AcceptLanguage.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value ?? ""))
            foreach ((string Language, string Title, string From, string Gone) one in Texts)
                if (wanted.Equals(one.Language, StringComparison.OrdinalIgnoreCase) || wanted.StartsWith(one.Language + "-", StringComparison.OrdinalIgnoreCase)) return one;
        return Texts[0];
    }
}

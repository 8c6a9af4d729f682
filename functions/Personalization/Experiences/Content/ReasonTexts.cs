using System.Collections.Frozen;
using Personalization.Common;

namespace Personalization.Experiences.Content;

/// <summary>Reasons in words that may stand on a page. Those that would say more than a visitor wants to read of themselves have none.</summary>
internal static class ReasonTexts
{
    private static readonly FrozenDictionary<string, LocalText> All = new Dictionary<string, LocalText>
    {
        ["browsing"] = Of("It goes with what you are looking at", "Ταιριάζει με αυτό που βλέπετε", "Подходит к тому, что вы смотрите", "با آنچه می‌بینید جور است", "يناسب ما تتصفحه الآن"),
        ["cart"] = Of("It goes with your cart", "Ταιριάζει με το καλάθι σας", "Подходит к вашей корзине", "با سبد خرید شما جور است", "يناسب سلة مشترياتك"),
        ["favourites"] = Of("What you look at most comes first", "Πρώτα αυτά που βλέπετε συχνότερα", "Сначала то, что вы смотрите чаще", "آنچه بیشتر می‌بینید در آغاز است", "ما تتصفحه أكثر يأتي أولاً"),
        ["viewed-never-bought"] = Of("What you look at often comes first", "Πρώτα αυτά που βλέπετε συχνά", "Сначала то, что вы часто смотрите", "آنچه زیاد می‌بینید در آغاز است", "ما تتصفحه كثيراً يأتي أولاً"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string For(string code, string language) => All.TryGetValue(code, out LocalText? text) ? text.For(language) : "";

    private static LocalText Of(string en, string el, string ru, string fa, string ar) =>
        new(new Dictionary<string, string> { ["en"] = en, ["el"] = el, ["ru"] = ru, ["fa"] = fa, ["ar"] = ar });
}

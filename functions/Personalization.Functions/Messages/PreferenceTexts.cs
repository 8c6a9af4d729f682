using Personalization.Messages;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Messages;

/// <summary>What the preference page says in a language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Title">Its heading.</param>
/// <param name="AllBy">All offers of a channel, <c>{0}</c> being its name.</param>
/// <param name="Save">The button.</param>
/// <param name="Saved">That it was saved.</param>
/// <param name="Names">Names of e-mail, SMS, push, webhook and inbox.</param>
internal sealed record PreferenceTexts(string Language, string Title, string AllBy, string Save, string Saved, string[] Names)
{
    private static readonly PreferenceTexts[] All =
    [
        new("en", "Your messages", "All offers by {0}", "Save", "Saved.", ["e-mail", "SMS", "push notification", "post and other services", "message in the shop"]),
        new("el", "Τα μηνύματά σας", "Όλες οι προσφορές με {0}", "Αποθήκευση", "Αποθηκεύτηκε.", ["e-mail", "SMS", "ειδοποίηση push", "ταχυδρομείο και άλλες υπηρεσίες", "μήνυμα στο κατάστημα"]),
        new("ka", "თქვენი შეტყობინებები", "ყველა შეთავაზება: {0}", "შენახვა", "შენახულია.", ["ელფოსტა", "SMS", "push-შეტყობინება", "ფოსტა და სხვა სერვისები", "შეტყობინება მაღაზიაში"]),
        new("ru", "Ваши сообщения", "Все предложения: {0}", "Сохранить", "Сохранено.", ["электронная почта", "SMS", "push-уведомления", "почта и другие службы", "сообщения в магазине"]),
        new("fa", "پیام‌های شما", "همهٔ پیشنهادها از راه {0}", "ذخیره", "ذخیره شد.", ["ایمیل", "پیامک", "اعلان", "پست و سرویس‌های دیگر", "پیام در فروشگاه"]),
        new("ar", "رسائلك", "جميع العروض عبر {0}", "حفظ", "تم الحفظ.", ["البريد الإلكتروني", "الرسائل النصية", "الإشعارات", "البريد والخدمات الأخرى", "الرسائل في المتجر"]),
    ];

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => Languages.Direction(Language);

    /// <summary>The name of a channel.</summary>
    public string NameOf(MessageChannel channel) => Names[(int)channel - 1];

    /// <summary>The texts for the first of these languages that there are any in; English where there are none.</summary>
    public static PreferenceTexts For(params IEnumerable<string?> wanted) => wanted.Select(Find).FirstOrDefault(found => found is not null) ?? All[0];

    private static PreferenceTexts? Find(string? wanted)
    {
        for (string tag = (wanted ?? "").Replace('_', '-'); tag.Length > 0; tag = Languages.Shorter(tag))
            if (Array.Find(All, one => one.Language.Equals(tag, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        return null;
    }
}

namespace Personalization.Functions.Messages.Preferences;

/// <summary>What the preference centre says in a language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Purpose">What the answers are for.</param>
/// <param name="Categories">Heading of categories.</param>
/// <param name="Brands">Heading of brands.</param>
/// <param name="Sizes">Heading of sizes.</param>
/// <param name="Price">Heading of prices.</param>
/// <param name="From">The lowest price.</param>
/// <param name="To">The highest price.</param>
/// <param name="Frequency">Heading of how often.</param>
/// <param name="Often">Names of: as often as there is news, daily, weekly, monthly.</param>
/// <param name="Channels">Heading of channels.</param>
internal sealed record CentreTexts(
    string Language, string Title, string Purpose, string Categories, string Brands, string Sizes, string Price, string From, string To, string Frequency, string[] Often, string Channels)
{
    private static readonly CentreTexts[] All =
    [
        new("en", "What interests you", "We use this only to choose what to show and send you. You can change it at any time.", "Categories", "Brands", "Your sizes", "Prices", "from", "to",
            "How often may we write?", ["whenever there is news", "at most daily", "at most weekly", "at most monthly"], "How may we write?"),
        new("el", "Τι σας ενδιαφέρει", "Το χρησιμοποιούμε μόνο για να επιλέγουμε τι θα σας δείξουμε και θα σας στείλουμε. Μπορείτε να το αλλάξετε όποτε θέλετε.", "Κατηγορίες", "Μάρκες", "Τα μεγέθη σας", "Τιμές", "από", "έως",
            "Πόσο συχνά να σας γράφουμε;", ["όποτε υπάρχουν νέα", "το πολύ κάθε μέρα", "το πολύ κάθε εβδομάδα", "το πολύ κάθε μήνα"], "Πώς να σας γράφουμε;"),
        new("ka", "რა გაინტერესებთ", "ამას ვიყენებთ მხოლოდ იმისთვის, რომ შევარჩიოთ, რა გაჩვენოთ და გამოგიგზავნოთ. შეგიძლიათ ნებისმიერ დროს შეცვალოთ.", "კატეგორიები", "ბრენდები", "თქვენი ზომები", "ფასები", "დან", "მდე",
            "რა სიხშირით მოგწეროთ?", ["როცა სიახლეა", "მაქსიმუმ ყოველდღე", "მაქსიმუმ კვირაში ერთხელ", "მაქსიმუმ თვეში ერთხელ"], "როგორ მოგწეროთ?"),
        new("ru", "Что вам интересно", "Это нужно нам только для того, чтобы выбирать, что вам показывать и присылать. Вы можете изменить это в любое время.", "Категории", "Бренды", "Ваши размеры", "Цены", "от", "до",
            "Как часто вам писать?", ["когда есть новости", "не чаще раза в день", "не чаще раза в неделю", "не чаще раза в месяц"], "Как вам писать?"),
        new("fa", "به چه علاقه دارید", "این را فقط برای انتخاب آنچه به شما نشان می‌دهیم و می‌فرستیم به کار می‌بریم. هر زمان می‌توانید آن را تغییر دهید.", "دسته‌ها", "برندها", "اندازه‌های شما", "قیمت", "از", "تا",
            "هر چند وقت یک بار بنویسیم؟", ["هر وقت خبری باشد", "حداکثر روزی یک بار", "حداکثر هفته‌ای یک بار", "حداکثر ماهی یک بار"], "چگونه بنویسیم؟"),
        new("ar", "ما الذي يهمك", "نستخدم هذا فقط لاختيار ما نعرضه ونرسله إليك. يمكنك تغييره في أي وقت.", "الفئات", "العلامات التجارية", "مقاساتك", "الأسعار", "من", "إلى",
            "كم مرة نراسلك؟", ["كلما كان هناك جديد", "مرة في اليوم على الأكثر", "مرة في الأسبوع على الأكثر", "مرة في الشهر على الأكثر"], "كيف نراسلك؟"),
    ];

    /// <summary>The texts for the language of the preference page's texts.</summary>
    public static CentreTexts For(string language) => Array.Find(All, one => one.Language == language) ?? All[0];
}

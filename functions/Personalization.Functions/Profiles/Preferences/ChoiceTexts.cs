namespace Personalization.Functions.Profiles.Preferences;

/// <summary>What an A-or-B question says in a language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Question">The question.</param>
/// <param name="Purpose">What the answer is for, and what one gets for it.</param>
internal sealed record ChoiceTexts(string Language, string Question, string Purpose)
{
    private static readonly ChoiceTexts[] All =
    [
        new("en", "Which do you like better?", "Only to choose products for you: each answer makes what you see fit better."),
        new("el", "Ποιο σας αρέσει περισσότερο;", "Μόνο για να επιλέγουμε προϊόντα για εσάς: κάθε απάντηση τα κάνει πιο ταιριαστά."),
        new("ka", "რომელი უფრო მოგწონთ?", "მხოლოდ თქვენთვის პროდუქტების შესარჩევად: ყოველი პასუხი უფრო შესაფერისს გაჩვენებთ."),
        new("ru", "Что вам больше нравится?", "Только чтобы подбирать вам товары: с каждым ответом они подходят лучше."),
        new("fa", "کدام را بیشتر می‌پسندید؟", "فقط برای انتخاب کالا برای شما: با هر پاسخ، آنچه می‌بینید مناسب‌تر می‌شود."),
        new("ar", "أيهما تفضل؟", "فقط لاختيار منتجات لك: كل إجابة تجعل ما تراه أنسب."),
    ];

    /// <summary>The texts for a language; English where there are none.</summary>
    public static ChoiceTexts For(string? language) =>
        Array.Find(All, one => language is not null && (language.Equals(one.Language, StringComparison.OrdinalIgnoreCase) || language.StartsWith(one.Language + "-", StringComparison.OrdinalIgnoreCase))) ?? All[0];
}

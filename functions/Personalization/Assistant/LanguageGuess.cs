using Personalization.Assistant.Conversations;

namespace Personalization.Assistant;

/// <summary>In which of the assistant's languages a text is written, by its letters alone.</summary>
public static class LanguageGuess
{
    private const string PersianLetters = "پچژگکی";
    private const string ArabicLetters = "ةىكيؤئإأ";

    /// <summary>The language that a question is in: by its words, or, where it is an address or a number alone, by what the same person asked before.</summary>
    public static string? Of(string question, IEnumerable<ChatMessage> before) =>
        Of(Words(question)) ?? before.Where(message => message.Role is ChatRole.User).Reverse().Select(message => Of(Words(message.Text))).FirstOrDefault(language => language is not null) ?? Of(question);

    /// <summary>BCP 47 tag of one of <c>en, el, ru, fa, ar, ka</c>; null for a text without letters. A product's name in Latin letters does not outweigh the rest.</summary>
    public static string? Of(string text)
    {
        int greek = 0, cyrillic = 0, georgian = 0, arabic = 0, latin = 0, persian = 0, arab = 0;
        foreach (char letter in text)
        {
            if (letter is (>= 'Ͱ' and <= 'Ͽ') or (>= 'ἀ' and <= '῿')) greek++;
            else if (letter is >= 'Ѐ' and <= 'ӿ') cyrillic++;
            else if (letter is >= 'Ⴀ' and <= 'ჿ') georgian++;
            else if (letter is >= '؀' and <= 'ۿ' && char.IsLetter(letter))
            {
                arabic++;
                if (PersianLetters.Contains(letter, StringComparison.Ordinal)) persian++;
                else if (ArabicLetters.Contains(letter, StringComparison.Ordinal)) arab++;
            }
            else if (char.IsAsciiLetter(letter)) latin++;
        }
        (string Language, int Letters) most = ((string, int)[])[("el", greek), ("ru", cyrillic), ("ka", georgian), (persian >= arab && persian > 0 ? "fa" : "ar", arabic)] is { } counts
            ? counts.MaxBy(one => one.Item2) : default;
        return most.Letters * 3 >= latin && most.Letters > 0 ? most.Language : latin == 0 ? null : Greeklish.Is(text) ? "el" : "en";
    }

    // Addresses, order ids and sizes are written the same in every language.
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Any(letter => letter is '@' or '/' || char.IsDigit(letter))));
}

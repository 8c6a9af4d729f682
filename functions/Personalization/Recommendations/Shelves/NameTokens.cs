using System.Globalization;

namespace Personalization.Recommendations.Shelves;

/// <summary>Takes names apart into words of any script, in lower case. Scripts without spaces go by pairs of letters.</summary>
internal static class NameTokens
{
    private const int LongestWord = 40;

    /// <summary>A word of a name, in a buffer that the next one overwrites.</summary>
    public delegate void Word(ReadOnlySpan<char> word);

    /// <summary>Hands over each word.</summary>
    public static void Read(string name, Word word)
    {
        Span<char> buffer = stackalloc char[LongestWord];
        int length = 0;
        for (int at = 0; at < name.Length; at++)
        {
            char letter = name[at];
            if (IsWithoutSpaces(letter))
            {
                Flush(buffer, ref length, word);
                if (at + 1 < name.Length && IsWithoutSpaces(name[at + 1])) word(name.AsSpan(at, 2));
            }
            else if (!IsPartOfWord(letter)) Flush(buffer, ref length, word);
            else if (length < LongestWord) buffer[length++] = char.ToLowerInvariant(letter);
        }
        Flush(buffer, ref length, word);
    }

    private static void Flush(Span<char> buffer, ref int length, Word word)
    {
        if (length > 0) word(buffer[..length]);
        length = 0;
    }

    // Marks are vowels in Arabic and Indic scripts; the joiners stand within Persian words.
    private static bool IsPartOfWord(char letter) =>
        char.IsLetterOrDigit(letter) || letter is '\u200c' or '\u200d' || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsWithoutSpaces(char letter) =>
        letter is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\u0e00' and <= '\u0eff') or (>= '\uac00' and <= '\ud7a3');
}

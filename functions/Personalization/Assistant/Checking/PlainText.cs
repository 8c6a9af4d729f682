using System.Globalization;
using System.Text;

namespace Personalization.Assistant.Checking;

/// <summary>Takes out of a text what is not seen but changes how the rest is read: turns of the writing's direction, characters of no width, tags.</summary>
public static class PlainText
{
    private const int NonJoiner = 0x200C, Joiner = 0x200D;

    /// <summary>The text as it looks. What joins and parts letters in Persian and Arabic stays.</summary>
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(IsUnseen)) return text;
        StringBuilder plain = new(text.Length);
        foreach (Rune letter in text.EnumerateRunes())
            if (!IsUnseen(letter)) plain.Append(letter.ToString());
        return plain.ToString();
    }

    private static bool IsUnseen(Rune letter) => letter.Value is not (NonJoiner or Joiner or '\n' or '\t' or '\r')
        && Rune.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse || letter == Rune.ReplacementChar;
}

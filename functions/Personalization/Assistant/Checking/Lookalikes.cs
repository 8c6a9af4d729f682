using System.Globalization;
using System.Text;

namespace Personalization.Assistant.Checking;

/// <summary>Letters that look alike and are not the same. By tables of its own: whether the platform can take letters apart depends on how it is installed.</summary>
internal static class Lookalikes
{
    private const string Marked = "άέήίόύώϊϋΐΰςёйàáâãäåçèéêëìíîïñòóôõöøùúûüýÿأإآٱىؤئیکة";
    private const string Bare = "αεηιουωιυιυσеиaaaaaaceeeeiiiinoooooouuuuyyاااايوييكه";
    private const char WideFirst = '！', WideLast = '～';
    private const int WideStep = '！' - '!';

    /// <summary>The text with wide letters and digits as narrow ones.</summary>
    public static string Plain(string text) => text.Any(letter => letter is >= WideFirst and <= WideLast)
        ? string.Concat(text.Select(letter => letter is >= WideFirst and <= WideLast ? (char)(letter - WideStep) : letter))
        : text;

    /// <summary>The text in lower case without accents and without what is not seen.</summary>
    public static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (char letter in Plain(text))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || letter is 'ـ') continue;
            char lower = char.ToLowerInvariant(letter);
            int at = lower < '\u0080' ? -1 : Marked.IndexOf(lower, StringComparison.Ordinal);
            folded.Append(at < 0 ? lower : Bare[at]);
        }
        return folded.ToString();
    }

    /// <summary>True where letters stand in a text that belong to no language, only look like those of one.</summary>
    public static bool Disguises(string text) => text.EnumerateRunes().Any(letter => letter.Value is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F100 and <= 0x1F1E5) || (Rune.IsLetter(letter)
        && letter.Value is (>= 0x0250 and <= 0x02FF) or (>= 0x1D00 and <= 0x1DBF) or (>= 0x2070 and <= 0x218F) or (>= 0xA720 and <= 0xA7FF) or (>= 0xAB30 and <= 0xABBF) or (>= 0x1D400 and <= 0x1D7FF)));
}

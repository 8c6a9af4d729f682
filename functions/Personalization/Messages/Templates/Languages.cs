namespace Personalization.Messages.Templates;

/// <summary>Language tags by BCP 47.</summary>
public static class Languages
{
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar", "arc", "ckb", "dv", "fa", "glk", "he", "iw", "khw", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi",
        "Arab", "Hebr", "Thaa", "Nkoo", "Syrc", "Adlm", "Rohg",
    };

    /// <summary><c>rtl</c> for languages written from right to left, else <c>ltr</c>. A script in the tag (<c>az-Arab</c>, <c>ar-Latn</c>) goes before the language.</summary>
    public static string Direction(string tag)
    {
        string[] parts = tag.Split('-');
        string written = parts.Skip(1).FirstOrDefault(part => part.Length == 4 && part.All(char.IsAsciiLetter)) ?? parts[0];
        return RightToLeft.Contains(written) ? "rtl" : "ltr";
    }

    /// <summary>The tag without its last part; empty when none is left.</summary>
    public static string Shorter(string tag)
    {
        int cut = tag.LastIndexOf('-');
        // A single letter only introduces what followed it.
        if (cut > 1 && tag[cut - 2] == '-') cut -= 2;
        return cut < 0 ? "" : tag[..cut];
    }

    /// <summary>Whether it looks like a tag: 2 to 8 letters, then parts of 1 to 8 letters and digits.</summary>
    public static bool IsTag(string text)
    {
        string[] parts = text.Split('-');
        return text.Length <= 35 && parts[0].Length is >= 2 and <= 8 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}

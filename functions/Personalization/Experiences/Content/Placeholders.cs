using System.Text;

namespace Personalization.Experiences.Content;

/// <summary>
/// Texts with something of the visitor in them: <c>{firstName|friend}</c>. What stands after the bar is said where nothing is known, so that no text is
/// ever left with a hole. The outcome is text, never markup.
/// </summary>
public static class Placeholders
{
    private static readonly string[] Known = ["cartRemaining", "favouriteCategory", "firstName"];

    /// <summary>What is wrong with a text; null for nothing.</summary>
    public static string? Fault(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int open = text.IndexOf('{', at), close = text.IndexOf('}', at);
            if (open < 0 && close < 0) return null;
            if (open < 0 || close < open || text.IndexOf('{', open + 1) is >= 0 and int next && next < close) return "Braces are for placeholders such as {firstName|friend}, and come in pairs";
            string inner = text[(open + 1)..close];
            int bar = inner.IndexOf('|', StringComparison.Ordinal);
            string name = bar < 0 ? inner : inner[..bar];
            if (!Known.Contains(name)) return $"There is no placeholder {name}; there are {string.Join(", ", Known)}";
            if (bar < 0) return $"{{{name}}} needs what is said where nothing is known: {{{name}|...}}";
            at = close + 1;
        }
        return null;
    }

    /// <summary>Fills a text in.</summary>
    /// <param name="text">One without fault.</param>
    /// <param name="values">Says what is known under a name; null for nothing.</param>
    public static string Fill(string text, Func<string, string?> values)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        StringBuilder filled = new(text.Length + 32);
        for (int at = 0; at < text.Length;)
        {
            int open = text.IndexOf('{', at);
            int close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                filled.Append(text, at, text.Length - at);
                break;
            }
            filled.Append(text, at, open - at);
            string[] parts = text[(open + 1)..close].Split('|', 2);
            filled.Append(values(parts[0]) ?? (parts.Length > 1 ? parts[1] : ""));
            at = close + 1;
        }
        return filled.ToString();
    }

    /// <summary>A name as it may stand in a text; null for what is not one: people put advertisements and markup into forms.</summary>
    public static string? Name(string? said)
    {
        if (said is null) return null;
        string name = said.Trim();
        int space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0) name = name[..space];
        return name.Length is > 0 and <= 30 && char.IsLetter(name[0]) && name.All(one => char.IsLetter(one) || char.GetUnicodeCategory(one) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark || one is '-' or '\'' or '’')
            ? name : null;
    }
}

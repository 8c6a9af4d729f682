using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Personalization.Assistant.Checking;

/// <summary>Numbers in texts, whatever digits and separators they are written with.</summary>
public static partial class NumberWords
{
    /// <summary>The numbers of a text, in order. <c>1.299,00</c>, <c>1,299.00</c> and <c>۱٬۲۹۹</c> are all 1299; an ambiguous one is given in both readings.</summary>
    public static IEnumerable<decimal> In(string text)
    {
        foreach (Match found in Numbers().Matches(Western(text)))
            foreach (decimal value in Readings(found.Value)) yield return value;
    }

    /// <summary>The text with Western digits and separators in place of Arabic and Persian ones.</summary>
    public static string Western(string text)
    {
        if (!text.Any(letter => letter is (>= '٠' and <= '٬') or (>= '۰' and <= '۹'))) return text;
        StringBuilder western = new(text.Length);
        foreach (char letter in text)
            western.Append(letter switch
            {
                >= '٠' and <= '٩' => (char)(letter - '٠' + '0'),
                >= '۰' and <= '۹' => (char)(letter - '۰' + '0'),
                '٫' => '.',
                '٬' => ',',
                '٪' => '%',
                _ => letter,
            });
        return western.ToString();
    }

    [GeneratedRegex(@"\d+(?:[.,'\u00A0\u202F]\d+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    private static IEnumerable<decimal> Readings(string written)
    {
        string plain = written.Replace("'", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal);
        int dot = plain.LastIndexOf('.'), comma = plain.LastIndexOf(',');
        if (dot < 0 && comma < 0) return Parse(plain);
        if (dot >= 0 && comma >= 0) return Parse(dot > comma ? plain.Replace(",", "", StringComparison.Ordinal) : plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'));
        char separator = dot >= 0 ? '.' : ',';
        int at = Math.Max(dot, comma);
        string grouped = plain.Replace(separator.ToString(), "", StringComparison.Ordinal), pointed = plain.Replace(separator, '.');
        if (plain.IndexOf(separator, StringComparison.Ordinal) != at) return Parse(grouped);
        return plain.Length - at - 1 == 3 ? [.. Parse(grouped), .. Parse(pointed)] : Parse(pointed);
    }

    private static IEnumerable<decimal> Parse(string plain) => decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? [value] : [];
}

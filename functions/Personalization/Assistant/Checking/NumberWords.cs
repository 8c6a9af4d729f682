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

    /// <summary>The text with Western digits and separators in place of all others.</summary>
    public static string Western(string text)
    {
        StringBuilder western = new(text.Length);
        foreach (Rune letter in text.EnumerateRunes())
        {
            if (letter.IsAscii) western.Append((char)letter.Value);
            else if (Rune.IsDigit(letter)) western.Append((char)('0' + (int)Rune.GetNumericValue(letter)));
            else if (letter.Value is '٫') western.Append('.');
            else if (letter.Value is '٬') western.Append(',');
            else if (letter.Value is '٪') western.Append('%');
            // One that counts without being a digit, such as a fraction or a Roman numeral, is a number all the same.
            else if (Rune.GetNumericValue(letter) is >= 0 and var value && !Rune.IsLetter(letter)) western.Append(value.ToString("0.###", CultureInfo.InvariantCulture));
            else western.Append(letter.ToString());
        }
        return western.ToString();
    }

    [GeneratedRegex(@"[0-9]+(?:[.,'\u00A0\u202F][0-9]+)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
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

using System.Globalization;
using System.Text;

namespace Personalization.Catalog.Imports;

/// <summary>Reads the numbers of a file: strict about grouping, so that 2,55 is never taken for 255.</summary>
internal sealed class ImportNumbers(ImportMapping mapping)
{
    /// <summary>Beyond it a number is damage, and sums could overflow.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    private readonly char point = mapping.DecimalSeparator[0];
    private readonly char group = mapping.DecimalSeparator[0] == '.' ? ',' : '.';

    /// <summary>The number, or null where the text is none or is out of all reason.</summary>
    public decimal? Read(string text)
    {
        string number = AsciiDigits(text).Trim();
        while (number.Length > 0 && char.GetUnicodeCategory(number[0]) is UnicodeCategory.CurrencySymbol) number = number[1..].TrimStart();
        while (number.Length > 0 && char.GetUnicodeCategory(number[^1]) is UnicodeCategory.CurrencySymbol) number = number[..^1].TrimEnd();
        return Plain(number) is { } plain
            && decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && Math.Abs(value) <= Largest ? Normal(value) : null;
    }

    /// <summary>The same number without trailing zeros, so that 2.50 and 2.5 are written alike.</summary>
    public static decimal Normal(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Digits of every script as ASCII digits, and the Arabic decimal and thousands marks as . and ,</summary>
    public static string AsciiDigits(string text)
    {
        if (Ascii.IsValid(text)) return text;
        StringBuilder plain = new(text.Length);
        foreach (char letter in text)
            plain.Append(letter switch
            {
                '\u066B' => '.',
                '\u066C' => ',',
                '\u2212' => '-',
                _ when char.IsDigit(letter) => (char)('0' + (int)char.GetNumericValue(letter)),
                _ => letter,
            });
        return plain.ToString();
    }

    /// <summary>The number without groups and with a point, or null when its groups are not groups of three.</summary>
    private string? Plain(string number)
    {
        int end = number.IndexOf(point);
        string whole = end < 0 ? number : number[..end];
        string[] groups = whole.Split(group, ' ', '\u00A0', '\u202F', '\'');
        bool grouped = groups[0].TrimStart('-', '+').Length is > 0 and <= 3 && groups.Skip(1).All(digits => digits.Length == 3);
        if (groups.Length > 1 && !grouped) return null;
        string joined = string.Concat(groups);
        return end < 0 ? joined : $"{joined}.{number[(end + 1)..]}";
    }
}

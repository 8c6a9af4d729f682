using System.Globalization;

namespace Personalization.LocalHost.Tables;

/// <summary>Writes values the way the service's filters want them.</summary>
internal static class FilterLiterals
{
    /// <exception cref="ArgumentException">A value has no form in a filter.</exception>
    public static string Format(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Write)]);
    }

    /// <exception cref="ArgumentException">The value has no form in a filter.</exception>
    public static string Write(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => Write(number),
        Guid id => $"guid'{id:D}'",
        DateTime time => $"datetime'{time.ToUniversalTime():o}'",
        DateTimeOffset time => $"datetime'{time.UtcDateTime:o}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        _ => throw new ArgumentException($"A filter cannot hold a value of type {value?.GetType().Name ?? "null"}", nameof(value)),
    };

    // With a decimal point, so that it is a double, and without an exponent, which Azurite does not read.
    private static string Write(double number)
    {
        if (!double.IsFinite(number)) throw new ArgumentException("A filter cannot hold a number that is not finite", nameof(number));
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent >= 0)
            text = Expand(text[..exponent], int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static string Expand(string mantissa, int exponent)
    {
        string sign = mantissa.StartsWith('-') ? "-" : "";
        string[] parts = mantissa.TrimStart('-').Split('.');
        string digits = string.Concat(parts);
        int point = parts[0].Length + exponent;
        if (point <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        return point >= digits.Length ? sign + digits.PadRight(point, '0') : $"{sign}{digits[..point]}.{digits[point..]}";
    }
}

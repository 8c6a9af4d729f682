using System.Globalization;

namespace Personalization.Assistant.Shoppers;

/// <summary>Numbers as people write them.</summary>
internal static class Amounts
{
    private const decimal Thousand = 1000;

    /// <summary>Reads digits with separators, and <c>5k</c>, as folded by <see cref="Catalog.Search.Words.Fold"/>.</summary>
    public static bool TryRead(string written, out decimal number)
    {
        bool thousands = written.Length > 1 && written[^1] is 'k' or 'к';
        string digits = thousands ? written[..^1] : written;
        if (digits.Length > 0 && digits[^1] is '€' or '$' or '£') digits = digits[..^1];
        // Three digits behind a separator are thousands in every one of the shop's languages.
        int separator = digits.LastIndexOfAny(['.', ',']);
        if (separator > 0 && digits.Length - separator == 4) digits = digits.Remove(separator, 1);
        bool read = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && digits.Length <= 9;
        if (read && thousands) number *= Thousand;
        return read;
    }
}

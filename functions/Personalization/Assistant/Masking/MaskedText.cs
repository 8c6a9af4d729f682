using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Personalization.Assistant.Masking;

/// <summary>A value that somebody has written of themselves, and what stands for it.</summary>
/// <param name="Placeholder">Such as <c>[email-1]</c>.</param>
/// <param name="Value">The value.</param>
public sealed record MaskedValue(string Placeholder, string Value);

/// <summary>
/// Takes e-mail addresses, telephone, card and account numbers and long numbers out of what a model or a store gets to see, and puts them back into what tools are called with.
/// The same value has the same placeholder throughout, and in the turns that follow where it was kept.
/// </summary>
/// <param name="before">What was masked earlier in the conversation.</param>
public sealed partial class MaskedText(IEnumerable<MaskedValue> before)
{
    private const string Email = "email", Number = "number", Phone = "phone", Account = "account";
    private const int FewestDigits = 9, FewestOfAccount = 13, MostOfAccount = 34, Radix = 10;

    private readonly List<MaskedValue> known = [.. before];

    /// <summary>For a text by itself.</summary>
    public MaskedText()
        : this([])
    {
    }

    /// <summary>What may be kept for the turns that follow: addresses, and numbers that may be an order's. Telephone and account numbers never are.</summary>
    public ImmutableArray<MaskedValue> Kept => [.. known.Where(one => KindOf(one.Placeholder) is Email or Number)];

    /// <summary>The text with a placeholder such as <c>[email-1]</c> for each value.</summary>
    public string Mask(string text) => Replace(text, PlaceholderOf);

    /// <summary>The text for good: a placeholder for what is known already and may be kept, and for all else its kind alone, such as <c>[phone]</c>.</summary>
    public string Keep(string text) => Replace(text, (kind, value) => kind is Email or Number ? Known(value) ?? $"[{kind}]" : $"[{kind}]");

    /// <summary>The text for good without such values: <c>[email]</c>, <c>[phone]</c>, <c>[account]</c>, <c>[number]</c>.</summary>
    public static string Hide(string text) => new MaskedText().Keep(text);

    /// <summary>The text for good without e-mail addresses.</summary>
    public static string HideEmails(string text) => Emails().Replace(text, "[email]");

    /// <summary>The text with the values where their placeholders are.</summary>
    public string Unmask(string text)
    {
        foreach ((string placeholder, string value) in known) text = text.Replace(placeholder, value, StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex(@"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Emails();

    // Groups of digits with what people write between them; letters before it make it an order's or a product's number.
    [GeneratedRegex(@"(?<![\p{L}\d#_-])\+?\(?\d[\d \u00A0().-]{7,40}\d(?![\p{L}\d])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    private static string Replace(string text, Func<string, string, string> placeholder) =>
        Numbers().Replace(Emails().Replace(text, found => placeholder(Email, found.Value)), found => KindOfNumber(found.Value) is { } kind ? placeholder(kind, found.Value) : found.Value);

    // Digits alone may be a telephone or an order: the model has to be able to ask for the order by them.
    private static string? KindOfNumber(string text) => text.Count(char.IsDigit) switch
    {
        < FewestDigits or > MostOfAccount => null,
        >= FewestOfAccount when !text.All(char.IsDigit) || IsCard(text) => Account,
        _ => text.All(char.IsDigit) ? Number : Phone,
    };

    // The check digit of cards (ISO/IEC 7812).
    private static bool IsCard(string digits)
    {
        int sum = 0;
        for (int at = 0; at < digits.Length; at++)
        {
            int digit = (int)char.GetNumericValue(digits[^(at + 1)]) * (1 + at % 2);
            sum += digit / Radix + digit % Radix;
        }
        return sum % Radix == 0;
    }

    private static string KindOf(string placeholder) => placeholder[1..placeholder.LastIndexOf('-')];

    private string? Known(string value) => known.Find(one => one.Value == value)?.Placeholder;

    private string PlaceholderOf(string kind, string value)
    {
        if (Known(value) is { } there) return there;
        int last = known.Where(one => KindOf(one.Placeholder) == kind).Select(one => int.Parse(one.Placeholder[(kind.Length + 2)..^1], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        string made = string.Create(CultureInfo.InvariantCulture, $"[{kind}-{last + 1}]");
        known.Add(new MaskedValue(made, value));
        return made;
    }
}

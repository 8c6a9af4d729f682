using System.Text.RegularExpressions;

namespace Personalization.Assistant.Masking;

/// <summary>
/// Takes e-mail addresses, telephone, card and account numbers out of what a model or a store gets to see, and puts them back into what tools are called with. One for each turn:
/// the same value has the same placeholder throughout.
/// </summary>
public sealed partial class MaskedText
{
    private readonly List<(string Placeholder, string Value)> known = [];

    /// <summary>The text with a placeholder such as <c>[email-1]</c> for each value.</summary>
    public string Mask(string text) => Numbers().Replace(Emails().Replace(text, found => PlaceholderOf("email", found.Value)), found =>
        Digits(found.Value) switch { >= 13 and <= 34 => PlaceholderOf("account", found.Value), >= 9 => PlaceholderOf("phone", found.Value), _ => found.Value });

    /// <summary>The text for good without such values: <c>[email]</c>, <c>[phone]</c>, <c>[account]</c>.</summary>
    public static string Hide(string text)
    {
        MaskedText mask = new();
        string hidden = mask.Mask(text);
        foreach ((string placeholder, _) in mask.known) hidden = hidden.Replace(placeholder, placeholder[..placeholder.LastIndexOf('-')] + "]", StringComparison.Ordinal);
        return hidden;
    }

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

    private static int Digits(string text) => text.Count(char.IsDigit);

    private string PlaceholderOf(string kind, string value)
    {
        foreach ((string placeholder, string one) in known)
            if (one == value) return placeholder;
        string made = $"[{kind}-{known.Count + 1}]";
        known.Add((made, value));
        return made;
    }
}

using System.Text.RegularExpressions;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Finds order ids and e-mail addresses.</summary>
internal static partial class OrderReader
{
    private const int Reach = 3;

    /// <summary>The first address in a text.</summary>
    public static string? Email(string text) => Address().Match(text) is { Success: true } found ? found.Value.TrimEnd('.') : null;

    /// <summary>What looks like an order's id: with a digit, behind a word such as "order" or a number sign, or with letters and digits joined by hyphens.</summary>
    public static string? Id(Question question)
    {
        string text = Address().Replace(question.Text, match => new string(' ', match.Length));
        if (Signed().Match(text) is { Success: true } signed) return signed.Groups[1].Value;
        if (Compound().Match(text) is { Success: true } compound) return compound.Value;
        foreach (PhraseMatch word in question.Of("ordering"))
            for (int place = word.End; place < Math.Min(word.End + Reach, question.Words.Count); place++)
                if (question.Words[place] is { } one && one.Surface.Length >= 2 && one.Surface.Any(char.IsDigit) && one.End <= text.Length && text[one.Start] != ' ') return Raw(text, one);
        return null;
    }

    /// <summary>Whether there is an id that can be nothing else: behind a number sign, or letters and digits joined.</summary>
    public static bool IsSigned(Question question) => Signed().IsMatch(question.Text) || Compound().IsMatch(question.Text);

    /// <summary>Marks the words of a text as spoken for.</summary>
    public static void Use(Question question, string? said)
    {
        if (said is null || question.Text.IndexOf(said, StringComparison.OrdinalIgnoreCase) is not (>= 0 and int at)) return;
        for (int place = 0; place < question.Words.Count; place++)
            if (question.Words[place].Start >= at && question.Words[place].End <= at + said.Length) question.Use(place, place + 1);
    }

    // As it was written, with what the tokenizer has cut off by hyphens.
    private static string Raw(string text, Word word)
    {
        int end = word.End;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_')) end++;
        return text[word.Start..end];
    }

    [GeneratedRegex(@"[^\s<>(),;:""']+@[^\s<>(),;:""']+\.[\p{L}]{2,}", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Address();

    [GeneratedRegex(@"[#№]\s*([A-Za-z0-9][A-Za-z0-9_-]*\d[A-Za-z0-9_-]*|\d)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Signed();

    [GeneratedRegex(@"(?<![\p{L}\d])(?=[A-Za-z0-9_-]*\d)[A-Za-z]{1,12}(?:[-_][A-Za-z0-9]+)+(?![\p{L}])", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Compound();
}

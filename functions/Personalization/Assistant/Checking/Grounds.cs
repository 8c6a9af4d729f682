using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Checking;

/// <summary>What a number is said to be.</summary>
public enum NumberKind
{
    /// <summary>A sum of money: only prices, figures and the shop's own guides tell such.</summary>
    Money,

    /// <summary>A percentage: not what a product's description says, which anybody may have written.</summary>
    Percent,

    /// <summary>Any other.</summary>
    Plain,
}

/// <summary>
/// What an answer may say: the numbers, names, words and addresses of the facts. What the one who asks has said is kept apart: to repeat a budget is right, to confirm a price because
/// somebody has said it is not. Nor is a promise borne out by what a product's text says.
/// </summary>
public sealed partial class Grounds
{
    private readonly HashSet<decimal> money = [], percents = [], numbers = [], asked = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal), askedWords = new(StringComparer.Ordinal), shopWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> addresses = new(StringComparer.Ordinal), mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<decimal> nameNumbers = [], otherMoney = [];
    private readonly Dictionary<string, HashSet<decimal>> productMoney = new(StringComparer.Ordinal);
    private readonly StringBuilder texts = new();

    /// <summary>Of such facts and such words of the one who asks.</summary>
    public Grounds(IEnumerable<Fact> facts, IEnumerable<string> questions)
    {
        foreach (Fact fact in facts) Take(fact);
        foreach (string text in questions)
        {
            asked.UnionWith(NumberWords.In(text));
            askedWords.UnionWith(WordsOf(text).Select(Fold));
            mailboxes.UnionWith(text.Split((char[]?)null).Where(word => word.Contains('@', StringComparison.Ordinal)).Select(word => word.Trim('.', ',', '!', '?', '(', ')')));
        }
    }

    /// <summary>True for a number that some fact says, as it is or rounded.</summary>
    public bool Has(decimal number, NumberKind kind) => (kind switch { NumberKind.Money => money, NumberKind.Percent => percents, _ => numbers }).Contains(number);

    /// <summary>True for a number that the one who asks has said.</summary>
    public bool WasAsked(decimal number) => asked.Contains(number);

    /// <summary>True for a word of a fact's name or text, or of a question.</summary>
    public bool HasWord(string word) => Fold(word) is var folded && (words.Contains(folded) || askedWords.Contains(folded));

    /// <summary>True for a folded word of a fact.</summary>
    internal bool IsFact(string folded) => words.Contains(folded);

    /// <summary>True for a word of a name, an attribute, a guide or a question: not of a description alone, in which a stranger's code may stand.</summary>
    public bool HasName(string word) => Fold(word) is var folded && (names.Contains(folded) || askedWords.Contains(folded));

    /// <summary>True for a number that is a part of a product's name, id or attributes.</summary>
    public bool IsInName(decimal number) => nameNumbers.Contains(number);

    /// <summary>The words of the one who asks, folded.</summary>
    internal IEnumerable<string> AskedWords => askedWords;

    /// <summary>True for a word of the shop's own guides.</summary>
    public bool IsShops(string word) => shopWords.Contains(Fold(word));

    /// <summary>True for a run of words that stands so in a fact or a question.</summary>
    public bool HasText(string text) => texts.ToString().Contains(Fold(text).Trim(), StringComparison.Ordinal);

    /// <summary>True for the address of a product or its picture.</summary>
    public bool HasAddress(string address) => addresses.Contains(address.TrimEnd('.', ',', ')', '/'));

    /// <summary>What the products cost whose names stand in a text; null where none is named.</summary>
    internal ProductMoney? MoneyOf(string text)
    {
        string folded = Fold(text);
        List<IReadOnlySet<decimal>> sums = [.. productMoney.Where(pair => folded.Contains(pair.Key, StringComparison.Ordinal)).Select(pair => pair.Value)];
        return sums.Count > 0 ? new ProductMoney([.. sums, otherMoney]) : null;
    }

    /// <summary>True for a mailbox that the one who asks has named.</summary>
    internal bool WasSaid(string mailbox) => mailboxes.Contains(mailbox.TrimEnd('.', ','));

    /// <summary>True where a tool has told of an order.</summary>
    internal bool HasOrder { get; private set; }

    /// <summary>True where the shop's own guides say so too, as of how long something is on its way.</summary>
    internal bool TellsStates(string joined, CheckWords check) => joined.Split(' ').Where(word => check.StatesIn($" {word} ")).All(shopWords.Contains) && shopWords.Count > 0;

    internal static string Fold(string text) => Lookalikes.Fold(text);

    internal static IEnumerable<string> WordsOf(string text)
    {
        int from = -1;
        for (int at = 0; at <= text.Length; at++)
        {
            bool inside = at < text.Length && (char.IsLetterOrDigit(text[at]) || (from >= 0 && IsJoint(text[at]) && at + 1 < text.Length && char.IsLetter(text[at + 1])));
            if (inside && from < 0) from = at;
            if (inside || from < 0) continue;
            yield return text[from..at];
            from = -1;
        }
    }

    [GeneratedRegex(@"[0-9][0-9.,]*\s*%|%\s*[0-9][0-9.,]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percents();

    private static bool IsJoint(char letter) =>
        letter is '\'' or '’' or '\u200C' or '\u200D' || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark;
}

using System.Globalization;
using System.Text;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

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
public sealed class Grounds
{
    private readonly HashSet<decimal> money = [], percents = [], numbers = [], asked = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal), askedWords = new(StringComparer.Ordinal), shopWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> addresses = new(StringComparer.Ordinal);
    private readonly StringBuilder texts = new();

    /// <summary>Of such facts and such words of the one who asks.</summary>
    public Grounds(IEnumerable<Fact> facts, IEnumerable<string> questions)
    {
        foreach (Fact fact in facts) Take(fact);
        foreach (string text in questions)
        {
            asked.UnionWith(NumberWords.In(text));
            askedWords.UnionWith(WordsOf(text).Select(Fold));
        }
    }

    /// <summary>True for a number that some fact says, as it is or rounded.</summary>
    public bool Has(decimal number, NumberKind kind) => (kind switch { NumberKind.Money => money, NumberKind.Percent => percents, _ => numbers }).Contains(number);

    /// <summary>True for a number that the one who asks has said.</summary>
    public bool WasAsked(decimal number) => asked.Contains(number);

    /// <summary>True for a word of a fact's name or text, or of a question.</summary>
    public bool HasWord(string word) => Fold(word) is var folded && (words.Contains(folded) || askedWords.Contains(folded));

    /// <summary>True for a word of the shop's own guides.</summary>
    public bool IsShops(string word) => shopWords.Contains(Fold(word));

    /// <summary>True for a run of words that stands so in a fact or a question.</summary>
    public bool HasText(string text) => texts.ToString().Contains(Fold(text).Trim(), StringComparison.Ordinal);

    /// <summary>True for the address of a product or its picture.</summary>
    public bool HasAddress(string address) => addresses.Contains(address.TrimEnd('.', ',', ')', '/'));

    internal static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (char letter in text.Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark) folded.Append(char.ToLowerInvariant(letter));
        return folded.ToString();
    }

    internal static IEnumerable<string> WordsOf(string text)
    {
        int from = -1;
        for (int at = 0; at <= text.Length; at++)
        {
            bool inside = at < text.Length && (char.IsLetterOrDigit(text[at]) || (from >= 0 && text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1])));
            if (inside && from < 0) from = at;
            if (inside || from < 0) continue;
            yield return text[from..at];
            from = -1;
        }
    }

    private void Take(Fact fact)
    {
        switch (fact)
        {
            case ProductFact { Product: var product } shown:
                Take(product);
                Text(shown.Why, false);
                break;
            case FigureFact figure:
                Number(figure.Value, figure.Unit is { Length: 3 } unit && unit.All(char.IsAsciiLetterUpper), figure.Unit is "%");
                Text(figure.Of, false);
                Text(figure.Name.Replace('.', ' '), false);
                break;
            case ThingFact thing:
                Text(thing.Id, false);
                Text(thing.Name, false);
                Text(thing.State, false);
                Text(thing.At?.ToString("yyyy-MM-dd HH:mm d MMMM", CultureInfo.InvariantCulture), false);
                break;
            case TextFact text:
                Text(text.Text, true);
                money.UnionWith(NumberWords.In(text.Text));
                shopWords.UnionWith(WordsOf(text.Text).Select(Fold));
                break;
            default:
                throw new NotSupportedException($"What may be said of {fact.GetType().Name} is not known");
        }
    }

    private void Take(Product product)
    {
        foreach (string? text in (string?[])[product.Name, product.ProductId, product.Brand, product.Category, product.Currency, .. product.Names?.Values ?? [], .. product.Attributes?.Keys ?? [], .. product.Attributes?.Values ?? []])
            Text(text, true);
        Text(product.Description, false);
        if (product.Price is { } price) Number(price, true, false);
        if (product.Stock is { } stock) Number(stock, false, false);
        foreach (string? address in (string?[])[product.Url, product.ImageUrl])
            if (address is not null) addresses.Add(address.TrimEnd('/'));
    }

    private void Number(decimal number, bool isMoney, bool isPercent)
    {
        decimal[] readings = [number, decimal.Round(number, 0, MidpointRounding.AwayFromZero), decimal.Round(number, 1, MidpointRounding.AwayFromZero), decimal.Truncate(number)];
        numbers.UnionWith(readings);
        if (isMoney) money.UnionWith(readings);
        if (isPercent) percents.UnionWith(readings);
    }

    private void Text(string? text, bool tellsPercents)
    {
        if (text is null) return;
        numbers.UnionWith(NumberWords.In(text));
        if (tellsPercents) percents.UnionWith(NumberWords.In(text));
        words.UnionWith(WordsOf(text).Select(Fold));
        texts.Append(' ').Append(Fold(text)).Append(' ');
    }
}

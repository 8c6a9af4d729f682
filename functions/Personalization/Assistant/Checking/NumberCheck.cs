namespace Personalization.Assistant.Checking;

/// <summary>Numbers in a sentence: each has to be one that the facts tell, of the product that the sentence names.</summary>
internal static class NumberCheck
{
    private const int Reach = 4;

    public static bool IsBorneOut(string text, bool stated, Grounds grounds, CheckWords words)
    {
        string[] tokens = text.Split([' ', '\n', '\r', '\t', '\u00A0', '\u202F', '(', ')', '[', ']', '–', '—', '/', '|'], StringSplitOptions.RemoveEmptyEntries);
        bool priced = tokens.Any(words.Prices);
        ProductMoney? named = grounds.MoneyOf(text);
        for (int at = 0; at < tokens.Length; at++)
        {
            string token = tokens[at].Trim('.', ',', '!', '?', '*', '"', ':', ';', '“', '”', '«', '»');
            string before = Near(tokens, at - 1), behind = Near(tokens, at + 1);
            if (!token.Any(char.IsDigit))
            {
                if (IsSpelled(tokens, at, words)) return false;
                continue;
            }
            decimal[] read = [.. NumberWords.In(token)];
            NumberKind kind = words.KindOf(token, before, $"{behind} {Near(tokens, at + 2)}");
            bool labelled = kind is NumberKind.Plain && (words.Labels(before) || words.Labels(Near(tokens, at - 2)));
            bool bounded = tokens[Math.Max(0, at - Reach)..Math.Min(tokens.Length, at + 3)].Any(words.Bounds);
            bool asked = (labelled && !stated) || (bounded && !priced && named is null);
            // In a sentence about a price any number may be meant as one.
            if (priced && kind is NumberKind.Plain && !labelled && !read.Any(grounds.IsInName)) kind = NumberKind.Money;
            // A number may be read in two ways; one of them being so is enough.
            if (!read.Any(number => Has(number, kind, grounds, named) || (asked && grounds.WasAsked(number))) && !(kind is NumberKind.Plain && token.Any(char.IsLetter) && grounds.HasName(token))) return false;
        }
        return true;
    }

    private static bool Has(decimal number, NumberKind kind, Grounds grounds, ProductMoney? named) =>
        kind is NumberKind.Money && named is not null ? named.Has(number) : grounds.Has(number, kind);

    // "Nine euros", or a sign of money beside which no digit stands.
    private static bool IsSpelled(string[] tokens, int at, CheckWords words)
    {
        string before = Near(tokens, at - 1), behind = Near(tokens, at + 1);
        if (before.Any(char.IsDigit) || behind.Any(char.IsDigit)) return false;
        if (CheckWords.IsSign(tokens[at])) return true;
        return words.IsMoneyOrPercent(tokens[at]) && (words.Spelled(before) || words.Spelled(Near(tokens, at - 2)) || words.Spelled(behind));
    }

    private static string Near(string[] tokens, int at) => at >= 0 && at < tokens.Length ? tokens[at] : "";
}

/// <summary>What the products that a sentence names cost, with the sums that belong to no product.</summary>
internal sealed record ProductMoney(IReadOnlyList<IReadOnlySet<decimal>> Sums)
{
    public bool Has(decimal number) => Sums.Any(sums => sums.Contains(number));
}

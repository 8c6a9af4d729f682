using System.Globalization;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>What a question says of prices.</summary>
internal readonly record struct Budget(decimal? Min, decimal? Max, string? Currency);

/// <summary>Finds prices in questions: a number is one when a currency stands beside it, or a word such as "under" before it.</summary>
internal static class MoneyReader
{
    private const decimal Around = 0.2m;
    private const int Reach = 2;

    private static readonly Dictionary<char, string> Signs = new() { ['€'] = "EUR", ['$'] = "USD", ['£'] = "GBP", ['₽'] = "RUB", ['₾'] = "GEL", ['﷼'] = "IRR" };

    private readonly record struct Amount(decimal Value, int Start, int End, string? Currency);

    public static Budget Read(Question question)
    {
        Amount[] amounts = [.. Amounts(question)];
        if (Range(question, amounts) is { } range) return range;
        foreach (Amount amount in amounts)
        {
            if (Sense(question, amount) is not { } sense) continue;
            question.Use(sense.From, sense.To);
            return sense.Key switch
            {
                "over" or "overafter" => new Budget(amount.Value, null, amount.Currency),
                "around" => new Budget(decimal.Round(amount.Value * (1 - Around), 2), decimal.Round(amount.Value * (1 + Around), 2), amount.Currency),
                _ => new Budget(null, amount.Value, amount.Currency),
            };
        }
        return default;
    }

    private static Budget? Range(Question question, Amount[] amounts)
    {
        foreach (PhraseMatch match in question.Of("price").Where(match => match.Key == "range").OrderByDescending(match => match.Phrase.Literals))
        {
            Amount[] inside = [.. amounts.Where(one => one.Start >= match.Start && one.Start < match.End)];
            if (inside.Length < 2 || inside[0].Value >= inside[^1].Value || (match.Phrase.Literals < 2 && inside.All(one => one.Currency is null))) continue;
            question.Use(match.Start, Math.Max(match.End, inside[^1].End));
            return new Budget(inside[0].Value, inside[^1].Value, inside[^1].Currency ?? inside[0].Currency);
        }
        // 20-50 € : the tokenizer leaves two numbers side by side.
        for (int at = 0; at + 1 < amounts.Length; at++)
        {
            (Amount one, Amount other) = (amounts[at], amounts[at + 1]);
            if (one.End != other.Start || one.Value >= other.Value || (one.Currency ?? other.Currency) is not { } currency) continue;
            question.Use(one.Start, other.End);
            return new Budget(one.Value, other.Value, currency);
        }
        return null;
    }

    // What stands before or behind the number; a currency alone is a budget.
    private static (string Key, int From, int To)? Sense(Question question, Amount amount)
    {
        IEnumerable<PhraseMatch> near = question.Of("price").Where(match => match.Key != "range" && (match.Key.EndsWith("after", StringComparison.Ordinal)
            ? match.Start >= amount.End && match.Start - amount.End < Reach
            : match.End <= amount.Start && amount.Start - match.End < Reach && Enumerable.Range(match.End, amount.Start - match.End).All(place => IsSmall(question.Words[place]))));
        PhraseMatch? sense = near.OrderByDescending(match => match.Phrase.Literals).ThenBy(match => Math.Abs(match.Start - amount.Start)).Select(match => (PhraseMatch?)match).FirstOrDefault();
        if (sense is { } found && (amount.Currency is not null || !IsWeak(question, amount))) return (found.Key, Math.Min(found.Start, amount.Start), Math.Max(found.End, amount.End));
        return amount.Currency is not null ? ("under", amount.Start, amount.End) : null;
    }

    private static bool IsSmall(Word word) => word.Surface.Length <= 5;

    // "under 5 people", "up to 50 litres": a number of something else.
    private static bool IsWeak(Question question, Amount amount) =>
        question.Matches.Any(match => match.Section is "units" or "persons" or "pieces" && match.Start == amount.End)
        || question.Matches.Any(match => match.Section is "sizewords" or "ordering" && match.End == amount.Start);

    private static IEnumerable<Amount> Amounts(Question question)
    {
        for (int place = 0; place < question.Words.Count; place++)
        {
            if (question.IsUsed(place)) continue;
            if (Number(question, place) is not { } number) continue;
            int end = number.End;
            string? currency = Currency(question, place, ref end);
            yield return new Amount(number.Value, place, end, currency);
            place = number.End - 1;
        }
    }

    private static (decimal Value, int End)? Number(Question question, int place)
    {
        Word word = question.Words[place];
        if (Shoppers.Amounts.TryRead(word.Surface, out decimal value))
        {
            // 5 000: a group of three digits behind a space.
            if (place + 1 < question.Words.Count && word.Surface.Length <= 3 && question.Words[place + 1] is { Surface.Length: 3 } next
                && next.Surface.All(char.IsDigit) && next.Start == word.End + 1 && question.Text[word.End] is ' ')
                return ((value * 1000) + decimal.Parse(next.Surface, CultureInfo.InvariantCulture), place + 2);
            return (value, place + 1);
        }
        // Small numbers in words are pieces, people or years; beside a currency they are in digits by now.
        return null;
    }

    private static string? Currency(Question question, int start, ref int end)
    {
        int at = end;
        if (question.Of("currencies").Where(match => match.Start == at).OrderByDescending(match => match.End).FirstOrDefault() is { Phrase: not null } word)
        {
            end = word.End;
            return word.Key;
        }
        string text = question.Text;
        int before = question.Words[start].Start - 1, behind = question.Words[end - 1].End;
        while (before >= 0 && text[before] is ' ') before--;
        while (behind < text.Length && text[behind] is ' ') behind++;
        if (behind < text.Length && Signs.TryGetValue(text[behind], out string? sign)) return sign;
        if (before >= 0 && Signs.TryGetValue(text[before], out string? first)) return first;
        return start > 0 && question.Of("currencies").FirstOrDefault(match => match.End == start) is { Phrase: not null } ahead ? ahead.Key : null;
    }
}

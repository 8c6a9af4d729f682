using System.Globalization;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Reads numbers in words, and writes those that can be nothing else in digits: "one" may be a pronoun, "twenty five" is a number.</summary>
internal static class NumberReader
{
    private const int Hundred = 100, Thousand = 1000, LongestAnd = 3, LeastPlain = 11;

    /// <summary>The words of a question, numbers in words written in digits.</summary>
    public static List<Word> InDigits(IReadOnlyList<Word> words, Lexicon lexicon)
    {
        ILookup<int, PhraseMatch> said = lexicon.In(words, "numbers").ToLookup(match => match.Start);
        if (said.Count == 0) return [.. words];
        HashSet<int> money = [.. lexicon.In(words, "currencies").Select(match => match.Start)];
        List<Word> read = [];
        for (int place = 0; place < words.Count; place++)
        {
            if (At(words, said, place) is not { } number || (number.Value < LeastPlain && !money.Contains(number.End)))
            {
                read.Add(words[place]);
                continue;
            }
            string digits = number.Value.ToString(CultureInfo.InvariantCulture);
            read.Add(new Word(digits, digits, words[place].Start, words[number.End - 1].End));
            place = number.End - 1;
        }
        return read;
    }

    /// <summary>The number whose words begin at a place, as they stand; null where there is none.</summary>
    public static (decimal Value, int End)? Said(Question question, int place) => Longest(question.Of("numbers").Where(match => match.Start == place));

    private static (decimal Value, int End)? At(IReadOnlyList<Word> words, ILookup<int, PhraseMatch> said, int place)
    {
        if (Longest(said[place]) is not { } first) return null;
        (decimal Value, int End) sum = first;
        decimal last = first.Value;
        while (sum.End < words.Count)
        {
            int next = said.Contains(sum.End) ? sum.End : words[sum.End].Surface.Length <= LongestAnd && said.Contains(sum.End + 1) ? sum.End + 1 : words.Count;
            if (Longest(said[next]) is not { } more || Joined(sum.Value, last, more.Value, words[next].Surface) is not { } both) break;
            (sum, last) = ((both, more.End), more.Value);
        }
        return sum;
    }

    private static (decimal Value, int End)? Longest(IEnumerable<PhraseMatch> matches) =>
        matches.OrderByDescending(match => match.End).Select(match => ((decimal, int)?)(decimal.Parse(match.Key, CultureInfo.InvariantCulture), match.End)).FirstOrDefault();

    // A hundred and sixty; five thousand; and in Arabic five and twenty, in one word with the "and".
    private static decimal? Joined(decimal sum, decimal last, decimal next, string written) =>
        (last >= Hundred && last % Hundred == 0 && next < last) || (last % Hundred >= 20 && last % 10 == 0 && next < 10) ? sum + next
        : (next is Hundred or Thousand) && sum < next && sum > 1 ? sum * next
        : last < 10 && next is >= 20 and < Hundred && written[0] is 'و' ? sum + next : null;
}

using System.Globalization;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Finds what a question says of sizes: in digits or words, with units, people or pieces.</summary>
internal static class SizeReader
{
    private static readonly (string Unit, string Other, decimal Times)[] Measures =
        [("l", "ml", 1000), ("ml", "l", 0.001m), ("l", "l", 1), ("kg", "g", 1000), ("g", "kg", 0.001m), ("kg", "kg", 1), ("m", "cm", 100), ("cm", "m", 0.01m)];

    private const int ShortestUnit = 4, LongestBy = 5;

    /// <summary>A size: one of the catalog's, or whatever stands behind a word such as "size".</summary>
    public static string? Read(Question question, ProductSearch search)
    {
        CatalogNames names = search.Names;
        PhraseMatch[] said = [.. question.Of("sizes").OrderByDescending(match => match.End - match.Start).Where(match => !question.IsUsed(match.Start) && names.Sizes.Contains(ProductFacets.SizeOf(match.Key))
            && (match.Phrase.Literals > 1 || match.Key.Length > 3 || char.IsDigit(match.Key[0]) || SizeWordBeside(question, match.Start, match.End)))];
        if (said.Length > 0)
        {
            // "For two" is one size of tents and another of bed linen.
            PhraseMatch size = said.Select(match => match.Key).Distinct(StringComparer.Ordinal).Count() > 1 && said.FirstOrDefault(match => Has(question, search, match.Key)) is { Phrase: not null } fitting ? fitting : said[0];
            question.Use(size.Start, size.End);
            return size.Key;
        }
        for (int place = 0; place < question.Words.Count; place++)
        {
            if (question.IsUsed(place)) continue;
            (string Size, int End)? found = SizeAt(question, place, names);
            if (found is not { } one) continue;
            question.Use(place, one.End);
            return one.Size;
        }
        return null;
    }

    /// <summary>Two numbers with a short word between them that are a size of the catalog's: "160 by 230".</summary>
    public static string? Dimensions(Question question, CatalogNames names)
    {
        for (int place = 0; place + 2 < question.Words.Count; place++)
        {
            // "Of litres about 50", as one says in Russian, is no price.
            if (question.Words[place].Surface.Length >= ShortestUnit && Beside(question, "units", place) is { } unit && question.Words[place + 1].Surface is "на" && Measured(question.Words[place + 2].Surface, unit.Key, names) is var volume && names.Sizes.Contains(volume))
            {
                question.Use(place, place + 3);
                return volume;
            }
            string size = ProductFacets.SizeOf($"{question.Words[place].Surface}x{question.Words[place + 2].Surface}");
            if (!char.IsDigit(question.Words[place].Surface[0]) || question.Words[place + 1].Surface.Length > LongestBy || !names.Sizes.Contains(size)) continue;
            question.Use(place, place + 3);
            return size;
        }
        return null;
    }

    private static bool Has(Question question, ProductSearch search, string size) =>
        question.Words.Where((word, place) => !question.IsUsed(place) && search.Has(word)).Any(word => search.Search(new CatalogQuery(word.Surface, 1) { Size = size, Relax = false }).Total > 0);

    private static (string Size, int End)? SizeAt(Question question, int place, CatalogNames names)
    {
        Word word = question.Words[place];
        bool known(string size) => names.Sizes.Contains(size);
        if (word.Surface.Any(char.IsDigit))
        {
            if (Beside(question, "units", place + 1) is { } unit) return (Measured(word.Surface, unit.Key, names), unit.End);
            if (People(question, word.Surface, place + 1) is { } persons && known(word.Surface)) return (word.Surface, persons.End);
            if (known(word.Surface) && (word.Surface.Length > 1 || SizeWordBeside(question, place, place + 1))) return (word.Surface, place + 1);
            return SizeWordBefore(question, place) && word.Surface.Length <= 6 ? (word.Surface, place + 1) : null;
        }
        if (InWords(question, place) is { } said)
        {
            if (Beside(question, "units", said.End) is { } unit && Measured(said.Number, unit.Key, names) is var size && known(size)) return (size, unit.End);
            if (People(question, said.Number, said.End) is { } people && known(said.Number)) return (said.Number, people.End);
        }
        // "A litre bottle", "the kilo packs"; in Russian also "of litres about 50".
        if (word.Surface.Length >= ShortestUnit && Beside(question, "units", place) is { } alone)
        {
            for (int at = alone.End; at < Math.Min(alone.End + 2, question.Words.Count); at++)
                if (char.IsDigit(question.Words[at].Surface[0]) && Measured(question.Words[at].Surface, alone.Key, names) is var behind && known(behind)) return (behind, at + 1);
            if (known("1" + alone.Key)) return ("1" + alone.Key, alone.End);
        }
        if (SizeWordBefore(question, place) && Beside(question, "letters", place) is { } letter) return (letter.Key, letter.End);
        bool letters = word.Surface is "xs" or "s" or "m" or "l" or "xl" or "xxl" or "xxxl";
        bool capital = letters && char.IsUpper(question.Text[word.Start]);
        return letters && (capital || word.Surface.Length > 1 || SizeWordBeside(question, place, place + 1)) ? (word.Surface.ToUpperInvariant(), place + 1)
            : !letters && word.Surface.Length > 2 && known(word.Surface) ? (word.Surface, place + 1) : null;
    }

    // A puzzle has a hundred pieces; four pieces are how many are wanted.
    private static PhraseMatch? People(Question question, string number, int at) =>
        Beside(question, "persons", at) ?? (number.Length > 1 ? Beside(question, "pieces", at) : null);

    private static (string Number, int End)? InWords(Question question, int place) =>
        Beside(question, "fractions", place) is { } part ? (part.Key, part.End)
        : NumberReader.Said(question, place) is { } number ? (number.Value.ToString(CultureInfo.InvariantCulture), number.End) : null;

    // Half a litre is what others call 500 ml: as the catalog has it, or else as it was said.
    private static string Measured(string number, string unit, CatalogNames names)
    {
        if (names.Sizes.Contains(number + unit) || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)) return number + unit;
        return Measures.Where(one => one.Unit == unit).Select(one => (value * one.Times).ToString("0.###", CultureInfo.InvariantCulture) + one.Other).FirstOrDefault(names.Sizes.Contains) ?? number + unit;
    }

    private static PhraseMatch? Beside(Question question, string section, int at) =>
        question.Of(section).Where(match => match.Start == at).OrderByDescending(match => match.End).Select(match => (PhraseMatch?)match).FirstOrDefault();

    private static bool SizeWordBefore(Question question, int at) => question.Of("sizewords").Any(match => match.End == at && match.Phrase.Literals > 0 && question.Words[match.Start].Surface.Length > 2);

    private static bool SizeWordBeside(Question question, int start, int end) => question.Of("sizewords").Any(match => match.End == start || match.Start == end);
}

using System.Collections.Immutable;
using System.Globalization;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Finds what a question says of colours, materials, sizes, brands and numbers; what it finds is spoken for.</summary>
internal static class SlotReader
{
    private static readonly char[] Breaks = [' ', '?', '!', ',', ';', ':', '؟', '،', '؛', '"', '\'', '«', '»', '“', '”', '(', ')', '\n', '\t'];

    private static readonly (string Unit, string Other, decimal Times)[] Measures =
        [("l", "ml", 1000), ("ml", "l", 0.001m), ("l", "l", 1), ("kg", "g", 1000), ("g", "kg", 0.001m), ("kg", "kg", 1), ("m", "cm", 100), ("cm", "m", 0.01m)];

    private const int ShortestUnit = 4;

    /// <summary>The first value of an attribute that is named, as its key.</summary>
    public static string? Attribute(Question question, AttributeWords words)
    {
        foreach ((AttributeConcept concept, int at) in words.In(question.Words))
        {
            if (question.IsUsed(at)) continue;
            question.Use(at, at + concept.Stems.Length);
            return concept.Key;
        }
        return null;
    }

    /// <summary>A name of the catalog: the longest whose words stand together.</summary>
    public static string? Name(Question question, IReadOnlyDictionary<string, string> names, bool mayBeOneWord)
    {
        for (int length = Math.Min(5, question.Words.Count); length > 0; length--)
            for (int start = 0; start + length <= question.Words.Count; start++)
            {
                string stems = string.Join(' ', question.Words.Skip(start).Take(length).Select(word => word.Stem));
                if (!names.TryGetValue(stems, out string? name) || (length == 1 && !mayBeOneWord) || Enumerable.Range(start, length).Any(question.IsUsed)) continue;
                question.Use(start, start + length);
                return name;
            }
        return null;
    }

    /// <summary>A size: one of the catalog's, or whatever stands behind a word such as "size".</summary>
    public static string? Size(Question question, CatalogNames names)
    {
        foreach (PhraseMatch match in question.Of("sizes").OrderByDescending(match => match.End - match.Start))
        {
            string? size = names.Sizes.Contains(ProductFacets.SizeOf(match.Key)) && (match.Phrase.Literals > 1 || match.Key.Length > 3 || char.IsDigit(match.Key[0]) || SizeWordBeside(question, match.Start, match.End)) ? match.Key : null;
            if (size is null || question.IsUsed(match.Start)) continue;
            question.Use(match.Start, match.End);
            return size;
        }
        for (int place = 0; place < question.Words.Count; place++)
        {
            if (question.IsUsed(place)) continue;
            (string Size, int End)? found = SizeAt(question, place, names);
            if (found is not { } size) continue;
            question.Use(place, size.End);
            return size.Size;
        }
        return null;
    }

    /// <summary>Ids of products, as they stand in the text: those with a digit and more than digits, which are no words.</summary>
    public static ImmutableArray<string> Ids(Question question, CatalogSnapshot catalog)
    {
        List<string> found = [];
        foreach (string token in question.Text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries))
        {
            string id = token.Trim('.', '-');
            if (!id.Any(char.IsDigit) || id.All(char.IsDigit) || (catalog.Find(id) ?? catalog.Find(id.ToLowerInvariant())) is not { } product) continue;
            found.Add(product.ProductId);
            OrderReader.Use(question, id);
        }
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A number of pieces: a bare number from 1 to 99 that is nothing else.</summary>
    public static int? Quantity(Question question)
    {
        for (int place = 0; place < question.Words.Count; place++)
        {
            if (question.IsUsed(place)) continue;
            string surface = question.Words[place].Surface;
            if (surface.Length > 1 && surface[0] is 'x' or 'х' && surface[1..].All(char.IsDigit)) surface = surface[1..];
            (decimal Value, int End)? said = int.TryParse(surface, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) ? (digits, place + 1) : NumberReader.Said(question, place);
            if (said is not { Value: > 0 and <= 99, End: var end }) continue;
            int number = (int)said.Value.Value;
            question.Use(place, end);
            return number;
        }
        return null;
    }

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
        // "A litre bottle", "the kilo packs".
        if (word.Surface.Length >= ShortestUnit && Beside(question, "units", place) is { } alone && known("1" + alone.Key)) return ("1" + alone.Key, alone.End);
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

using System.Collections.Immutable;
using System.Globalization;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Finds what a question says of colours, materials, brands and numbers; what it finds is spoken for.</summary>
internal static class SlotReader
{
    private static readonly char[] Breaks = [' ', '?', '!', ',', ';', ':', '؟', '،', '؛', '"', '\'', '«', '»', '“', '”', '(', ')', '\n', '\t'];

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
}

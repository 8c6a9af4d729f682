using System.Text;

namespace Personalization.Catalog.Search;

/// <summary>Reads the shop's guides: products with the attribute <c>kind</c> = <c>content</c>.</summary>
public static class Guides
{
    /// <summary>What a guide may be about, as its attribute <c>topic</c> says.</summary>
    public const string Care = "care", Fit = "fit";

    /// <summary>Characters of a passage.</summary>
    public const int PassageLength = 700;

    private const string Topic = "topic", Texts = "text.", Named = "products";

    private static readonly char[] Separators = [';', '|'];

    /// <summary>What a guide is about; null where it does not say.</summary>
    public static string? TopicOf(Product guide) => guide.Attributes?.GetValueOrDefault(Topic);

    /// <summary>Its text in a language, or as the shop has it.</summary>
    public static string TextOf(Product guide, string language) =>
        guide.Attributes?.GetValueOrDefault(Texts + language.Split('-')[0]) ?? guide.Description ?? guide.Names?.GetValueOrDefault(language) ?? guide.Name;

    /// <summary>
    /// The guide of a topic to a product: one that names it (attribute <c>products</c>), else one that shares an attribute's value with it, such as its
    /// material or vehicle, and contradicts it in none. What a guide says nothing of, it is for all of; null where there is no guide.
    /// </summary>
    /// <param name="guides">Guides.</param>
    /// <param name="product">The product.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="general">Whether a guide will do that is about nothing in particular.</param>
    public static Product? For(IEnumerable<Product> guides, Product product, string topic, bool general) =>
        guides.Where(guide => TopicOf(guide) == topic).Select(guide => (Guide: guide, Fit: FitOf(guide, product)))
            .Where(one => one.Fit > 0 || (general && one.Fit == 0))
            .OrderByDescending(one => one.Fit).ThenBy(one => one.Guide.ProductId, StringComparer.Ordinal).Select(one => one.Guide).FirstOrDefault();

    /// <summary>Of a long text the sentences that share most words with a question, in their order; of a short one all.</summary>
    public static string Passage(string text, string words)
    {
        if (text.Length <= PassageLength) return text;
        HashSet<string> asked = [.. Words.Of(words).Select(word => word.Stem)];
        string[] sentences = text.Split(['.', '!', '?', '؟', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int start = Enumerable.Range(0, sentences.Length).MaxBy(place => sentences.Skip(place).Take(3).SelectMany(Words.Of).Count(word => asked.Contains(word.Stem)));
        StringBuilder passage = new();
        foreach (string sentence in sentences.Skip(start).TakeWhile(sentence => passage.Length + sentence.Length < PassageLength)) passage.Append(sentence).Append(". ");
        return passage.ToString().Trim();
    }

    // Below 0: it is about something else; 0: about nothing in particular.
    private static int FitOf(Product guide, Product product)
    {
        int fit = 0;
        bool particular = false;
        foreach ((string name, string value) in guide.Attributes!)
        {
            if (name is Product.KindAttribute or Topic || name.StartsWith(Texts, StringComparison.Ordinal)) continue;
            bool? shares = name is Named ? Values(value).Contains(product.ProductId, StringComparer.Ordinal) : Shares(name, guide, value, product);
            if (shares is false) return -1;
            fit += shares is null ? 0 : name is Named ? 100 : 1;
            particular |= shares is null;
        }
        return particular && fit == 0 ? -1 : fit;
    }

    // Null where the product says nothing of it.
    private static bool? Shares(string name, Product guide, string value, Product product) =>
        AttributeWords.Materials.ValueOf(guide) == value
            ? AttributeWords.Materials.ValueOf(product) is { } material
                ? AttributeWords.Materials.KeysIn(material).Intersect(AttributeWords.Materials.KeysIn(value), StringComparer.Ordinal).Any() : null
            : product.Attributes?.GetValueOrDefault(name) is { } own ? Values(own).Intersect(Values(value), StringComparer.OrdinalIgnoreCase).Any() : null;

    private static string[] Values(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

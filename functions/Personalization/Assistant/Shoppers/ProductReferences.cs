using System.Collections.Immutable;
using System.Globalization;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Which products a question speaks of: by their place in the last list, by name, or by "it".</summary>
internal static class ProductReferences
{
    private const int MostNamed = 3;

    /// <summary>Products of the last list that are meant by their places: "the second one".</summary>
    /// <param name="asked">The question.</param>
    /// <param name="intent">What is wanted: "the cheapest" is one of those shown where something is done with it, and another list where it is looked for.</param>
    public static ImmutableArray<string> ByPlace(Asked asked, string intent)
    {
        if (asked.Shown.IsEmpty) return [];
        List<string> found = [];
        foreach (PhraseMatch match in asked.Question.Of("references").Where(match => match.Key == "two")) found.AddRange(asked.Shown.Take(2));
        int end = 0;
        foreach (PhraseMatch match in asked.Question.Of("ordinals").OrderBy(match => match.Start).ThenByDescending(match => match.End))
        {
            int place = int.Parse(match.Key, CultureInfo.InvariantCulture);
            if (match.Start < end || (place < -1 && !Acts(intent))) continue;
            end = match.End;
            if (At(asked, place) is { } id) found.Add(id);
        }
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Products that a question speaks of: by place, by name, and only then by what is looked at or was shown.</summary>
    public static ImmutableArray<string> Spoken(Asked asked, IReadOnlyList<Word> content, ImmutableArray<string> places, bool contextToo)
    {
        if (!places.IsEmpty) return places;
        if (!asked.Slots.Products.IsEmpty) return asked.Slots.Products;
        bool named = asked.Known(content) is not null;
        if ((named || !asked.Slots.Narrows) && ByName(asked, content) is { IsEmpty: false } found) return found;
        return contextToo && !named ? Fitting(asked, ByContext(asked)) : [];
    }

    // "The black one" of those that were shown.
    private static ImmutableArray<string> Fitting(Asked asked, ImmutableArray<string> products)
    {
        if (products.Length < 2 || !asked.Slots.Narrows) return products;
        HashSet<string> fit = [.. asked.Search.Search(WishQueries.Of(asked.Slots, int.MaxValue) with { Relax = false, InStock = false }).Hits.Select(hit => hit.Product.ProductId)];
        return products.Where(fit.Contains).ToImmutableArray() is { IsEmpty: false } some ? some : products;
    }

    /// <summary>Products that are meant by "it", or by nothing at all: the one spoken of, the page's, or those shown last.</summary>
    public static ImmutableArray<string> ByContext(Asked asked) =>
        asked.LastWish is { Products: [string one] } && asked.Shown is [] or [_] ? [one]
        : asked.Shown.Length == 1 ? asked.Shown
        : asked.Caller.ProductId is { } page && asked.Search.Catalog.Find(page) is not null && (asked.Shown.IsEmpty || !asked.Question.Of("references").Any(match => match.Key == "all")) ? [page]
        : asked.Shown;

    /// <summary>Products that are meant by name, with the wishes of the question; more than one where the name fits a few, none where it fits many.</summary>
    public static ImmutableArray<string> ByName(Asked asked, IReadOnlyList<Word> content)
    {
        if (!asked.Slots.Products.IsEmpty) return asked.Slots.Products;
        if (asked.Known(content) is not { } text) return [];
        SearchAnswer found = asked.Search.Search(WishQueries.Of(asked.Slots with { Text = text }, MostNamed + 1) with { Relax = false });
        if (found.Total == 0) found = asked.Search.Search(new CatalogQuery(text, MostNamed + 1) { Relax = false });
        return found.Total <= MostNamed && found.Unknown.IsEmpty ? [.. found.Hits.Select(hit => hit.Product.ProductId)]
            : content.Count > 1 && Exact(found, content) is { } named ? [named] : [];
    }

    /// <summary>Two or more products that are named one after the other: "the Kazbek tent and the Olympus".</summary>
    public static ImmutableArray<string> ByNames(Asked asked, IReadOnlyList<Word> content)
    {
        List<List<Word>> parts = [[]];
        foreach (Word word in asked.Question.Words)
        {
            if (asked.Question.Of("connectors").Any(match => asked.Question.Words[match.Start] == word)) parts.Add([]);
            else if (content.Contains(word))
            {
                if (parts[^1].Count > 0 && HasAnd(asked, word)) parts.Add([]);
                parts[^1].Add(word);
            }
        }
        List<Product> found = [.. asked.Slots.Products.Select(asked.Search.Catalog.Find).OfType<Product>()];
        foreach (List<Word> part in parts.Where(part => part.Count > 0))
        {
            string text = string.Join(' ', part.Select(word => word.Surface));
            SearchAnswer hits = asked.Search.Search(new CatalogQuery(text, 50) { Relax = false });
            Product[] open = [.. hits.Hits.Select(hit => hit.Product).Where(product => found.All(known => known.ProductId != product.ProductId))];
            // "and the Olympus" is of the same kind as what was named before.
            if ((found.Count > 0 ? open.FirstOrDefault(product => product.Category == found[0].Category && SharesWord(product, found[0])) : null) is { } alike) found.Add(alike);
            else if (open.Length > 0) found.Add(open[0]);
        }
        return [.. found.Select(product => product.ProductId)];
    }

    // In Arabic "and" is the first letter of the word behind it.
    private static bool HasAnd(Asked asked, Word word) =>
        word.Surface.StartsWith("وال", StringComparison.Ordinal) || (word.Surface.Length > 3 && word.Surface[0] is 'و' && Words.Of(word.Surface[1..]) is [var bare] && asked.Search.Has(bare));

    private static bool Acts(string intent) => Intents.IsProductQuestion(intent) || intent is Intents.CartAdd or Intents.CartRemove or Intents.Similar or Intents.GoesWith;

    private static bool SharesWord(Product one, Product other) => Words.Of(one.Name).Select(word => word.Stem).Intersect(Words.Of(other.Name).Select(word => word.Stem)).Any();

    private static string? Exact(SearchAnswer found, IReadOnlyList<Word> content)
    {
        string wanted = string.Join(' ', content.Select(word => word.Stem).Order(StringComparer.Ordinal));
        return found.Hits.Select(hit => hit.Product).FirstOrDefault(product => Names(product).Any(name =>
            string.Join(' ', Words.Of(name).Select(word => word.Stem).Order(StringComparer.Ordinal)) == wanted))?.ProductId;
    }

    private static IEnumerable<string> Names(Product product) => product.Names?.Values.Prepend(product.Name) ?? [product.Name];

    private static string? At(Asked asked, int place) => place switch
    {
        -1 => asked.Shown[^1],
        -2 => Priced(asked).OrderBy(one => one.Price).FirstOrDefault()?.ProductId,
        -3 => Priced(asked).OrderByDescending(one => one.Price).FirstOrDefault()?.ProductId,
        _ => place <= asked.Shown.Length ? asked.Shown[place - 1] : null,
    };

    private static IEnumerable<Product> Priced(Asked asked) => asked.Shown.Select(asked.Search.Catalog.Find).OfType<Product>().Where(product => product.Price is not null);
}

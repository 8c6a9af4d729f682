using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Merchants;

/// <summary>Something of the shop's that has an id and a name: a segment, a journey.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
public sealed record ShopName(string Id, string Name);

/// <summary>What things of a shop are called, for questions to be understood.</summary>
/// <param name="Goods">Words of the catalog.</param>
/// <param name="Segments">Segments.</param>
/// <param name="Journeys">Journeys.</param>
public sealed record ShopWords(GoodsWords Goods, ImmutableArray<ShopName> Segments, ImmutableArray<ShopName> Journeys)
{
    /// <summary>Whether anything of the shop's is called by a word.</summary>
    internal bool Knows(string word) => Goods.Products([word]).Words > 0 || Goods.Brand([word]) is not null || Segments.Concat(Journeys).SelectMany(one => QuestionWords.Of($"{one.Id} {one.Name}").All).Any(part => QuestionWords.Same(word, part));
}

/// <summary>Knows what things of the shop are called.</summary>
public interface IShopWords
{
    /// <summary>The words as of a moment ago.</summary>
    ValueTask<ShopWords> CurrentAsync(CancellationToken cancellationToken);
}

/// <summary>Words of a catalog: categories, brands, and which products each word of a name belongs to, in all languages. Immutable.</summary>
public sealed class GoodsWords
{
    private const int Key = 3;

    private readonly ImmutableArray<(string Category, ImmutableArray<string> Words)> categories;
    private readonly ImmutableArray<(string Brand, ImmutableArray<string> Words)> brands;
    private readonly Dictionary<string, List<(string Word, List<Product> Products)>> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Product>> byStem = new(StringComparer.Ordinal);

    private readonly CatalogSnapshot catalog;

    private GoodsWords(CatalogSnapshot catalog)
    {
        this.catalog = catalog;
        Product[] goods = [.. catalog.Products.Values.Where(one => !one.IsContent).OrderBy(one => one.ProductId, StringComparer.Ordinal)];
        categories = [.. goods.Select(one => one.Category).OfType<string>().SelectMany(Levels).Distinct().Select(one => (one, WordsOf(one.Split(" / ")[^1]))).Where(one => !one.Item2.IsEmpty)];
        brands = [.. goods.Select(one => one.Brand).OfType<string>().Distinct().Select(one => (one, WordsOf(one))).Where(one => !one.Item2.IsEmpty)];
        Dictionary<string, List<Product>> all = new(StringComparer.Ordinal);
        foreach (Product product in goods)
            foreach (string word in ((string[])[product.Name, .. product.Names?.Values ?? []]).SelectMany(name => WordsOf(name)).Where(word => word.Length >= Key).Distinct())
                (all.TryGetValue(word, out List<Product>? own) ? own : all[word] = []).Add(product);
        foreach ((string word, List<Product> own) in all)
        {
            (words.TryGetValue(word[..Key], out List<(string, List<Product>)>? alike) ? alike : words[word[..Key]] = []).Add((word, own));
            foreach (Word one in Words.Of(word)) (byStem.TryGetValue(one.Stem, out HashSet<Product>? named) ? named : byStem[one.Stem] = []).UnionWith(own);
        }
    }

    /// <summary>Of a catalog.</summary>
    public static GoodsWords Of(CatalogSnapshot catalog) => new(catalog);

    /// <summary>Whether a product has an id.</summary>
    internal bool HasId(string id) => catalog.Find(id) is not null;

    /// <summary>The category that is named, the longest name first, and of how many words the name is; null for none.</summary>
    internal (string? Category, int Words) Category(IReadOnlyList<string> asked) => categories.Where(one => one.Words.All(word => asked.Any(other => QuestionWords.Same(other, word))))
        .OrderByDescending(one => one.Words.Length).ThenBy(one => one.Category.Length).Select(one => (one.Category, one.Words.Length)).FirstOrDefault();

    /// <summary>The brand that is named; null for none.</summary>
    internal string? Brand(IReadOnlyList<string> asked) => brands.Where(one => one.Words.All(asked.Contains)).OrderByDescending(one => one.Words.Length).Select(one => one.Brand).FirstOrDefault();

    /// <summary>The products whose names have most of the words, and how many; none where none has any.</summary>
    internal (IReadOnlyList<Product> Products, int Words) Products(IEnumerable<string> asked)
    {
        string[] said = [.. asked];
        Dictionary<Product, int> hits = [];
        foreach (string word in said)
            foreach (Product product in Like(word).Distinct()) hits[product] = hits.GetValueOrDefault(product) + 1;
        int most = hits.Values.DefaultIfEmpty().Max();
        Product[] found = [.. hits.Where(one => one.Value == most).Select(one => one.Key)];
        // Who is called just that is meant, and not what is called something more.
        Product[] whole = [.. found.Where(one => ((string[])[one.Name, .. one.Names?.Values ?? []]).Any(name => WordsOf(name) is { IsEmpty: false } all && all.All(word => said.Any(other => QuestionWords.Same(other, word)))))];
        return (whole.Length > 0 ? whole : found, most);
    }

    private static IEnumerable<string> Levels(string category)
    {
        for (int at = category.IndexOf(" / ", StringComparison.Ordinal); at >= 0; at = category.IndexOf(" / ", at + 1, StringComparison.Ordinal)) yield return category[..at];
        yield return category;
    }

    private static ImmutableArray<string> WordsOf(string name) => [.. QuestionWords.Of(name).All.Where(word => word is not ("and" or "for" or "the" or "of"))];

    // By its forms, and only where there are none by what means the same.
    private IEnumerable<Product> Like(string word)
    {
        Product[] own = [.. QuestionWords.Forms(word).SelectMany(Formed)];
        return own.Length > 0 ? own : QuestionWords.Forms(word).SelectMany(Words.Of).SelectMany(one => Synonyms.Default.Of(one.Stem)).Distinct().SelectMany(stem => byStem.GetValueOrDefault(stem, []));
    }

    private IEnumerable<Product> Formed(string form) =>
        form.Length < Key || !words.TryGetValue(form[..Key], out List<(string Word, List<Product> Products)>? alike) ? [] : alike.Where(one => QuestionWords.Same(form, one.Word)).SelectMany(one => one.Products);
}

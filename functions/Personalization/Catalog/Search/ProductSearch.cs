using System.Collections.Frozen;
using System.Collections.Immutable;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Personalization.Catalog.Search;

/// <summary>Finds products by words and wishes: typos, endings, synonyms and five languages do not matter. Immutable; for any number of threads.</summary>
public sealed class ProductSearch
{
    private const float CloseEnough = 0.6f;

    private readonly ProductFacets[] facets;
    private readonly IndexSearcher searcher;
    private readonly QueryWords words;
    private readonly Func<Product, double> popularity;

    private ProductSearch(CatalogSnapshot catalog, ProductFacets[] facets, DirectoryReader reader, Func<Product, double> popularity)
    {
        (Catalog, this.facets, this.popularity) = (catalog, facets, popularity);
        searcher = new IndexSearcher(reader) { Similarity = SearchIndex.Similarity };
        Vocabulary = new SearchVocabulary(reader.Leaves.Count == 0 ? null : reader.Leaves[0].AtomicReader);
        words = new QueryWords(Vocabulary);
        Names = CatalogNames.Of(facets);
    }

    /// <summary>The catalog that is searched.</summary>
    public CatalogSnapshot Catalog { get; }

    /// <summary>Brands, categories and sizes of the catalog.</summary>
    public CatalogNames Names { get; }

    /// <summary>Guides and other content.</summary>
    public IEnumerable<Product> Content => facets.Select(one => one.Product).Where(product => product.IsContent);

    internal SearchVocabulary Vocabulary { get; }

    /// <summary>Makes an index: some seconds for a hundred thousand products, so not for requests.</summary>
    /// <param name="catalog">The products.</param>
    /// <param name="popularity">How well a product sells, for <see cref="SearchOrder.Popular"/>; null where nobody counts.</param>
    public static ProductSearch Build(CatalogSnapshot catalog, Func<Product, double>? popularity = null)
    {
        Product[] products = [.. catalog.Products.Values.OrderBy(product => product.ProductId, StringComparer.Ordinal)];
        ProductFacets[] facets = [.. products.AsParallel().AsOrdered().Select(ProductFacets.Of)];
        return new ProductSearch(catalog, facets, SearchIndex.Build(products), popularity ?? (_ => 0));
    }

    /// <summary>Whether a word names anything of the catalog: as it stands, by a synonym, or by a typo.</summary>
    public bool Knows(Word word) => words.Read([word]).All(one => one.IsKnown);

    /// <summary>Whether a word is in the catalog just as it stands.</summary>
    public bool Has(Word word) => Vocabulary.Naming(word.Stem) > 0;

    /// <summary>Whether a word, or one that means the same, is in the catalog just as it stands.</summary>
    internal bool HasOrMeans(Word word) => Vocabulary.Anywhere(word.Stem) > 0 || Synonyms.Default.Of(word.Stem).Any(stem => Vocabulary.Naming(stem) > 0);

    /// <summary>Finds products. The same query has the same answer.</summary>
    public SearchAnswer Search(CatalogQuery query)
    {
        if (query.Content) return SearchContent(query);
        QueryWord[] read = query.Text is { Length: > 0 } text ? words.Read(Words.Of(text)) : [];
        QueryWord[] known = [.. read.Where(word => word.IsKnown)];
        ImmutableArray<string> unknown = [.. read.Where(word => !word.IsKnown).Select(word => word.Written)];
        if (read.Length > 0 && known.Length == 0) return SearchAnswer.None with { Unknown = unknown };
        QueryWishes wishes = new(query);
        foreach (FrozenSet<string> letGo in query.Relax ? Relaxation.Ladder(query.KeepPrice ? [.. wishes.Given.Where(wish => wish != Wishes.Price)] : wishes.Given, known.Length) : [[]])
        {
            // "Kitchen knives" are by their name no kitchen's, but by their category: before words are given up, they are taken more widely.
            List<SearchHit> hits = letGo.Contains(Wishes.Words) ? Run(QueryWords.ToQuery(words.Widened(known), wishes, false), wishes, letGo) : [];
            bool widened = hits.Count > 0;
            if (!widened) hits = Run(QueryWords.ToQuery(known, wishes, letGo.Contains(Wishes.Words)), wishes, letGo);
            if (hits.Count == 0) continue;
            if (known.Length > 0 && query.Order is not SearchOrder.Relevance) hits = Close(hits);
            return new SearchAnswer([.. Ordered(hits, query.Order).Take(query.Limit)], hits.Count)
            {
                Corrected = [.. known.Where(word => word.Taken is not null).Select(word => (word.Written, word.Taken!))],
                Relaxed = [.. letGo.Where(wish => !(widened && wish == Wishes.Words)).Order(StringComparer.Ordinal)],
                Unknown = unknown,
            };
        }
        return SearchAnswer.None with { Unknown = unknown };
    }

    private SearchAnswer SearchContent(CatalogQuery query)
    {
        List<SearchHit> hits = Run(query.Text is { Length: > 0 } text ? QueryWords.ToContentQuery(Words.Of(text)) : new MatchAllDocsQuery(), new QueryWishes(new CatalogQuery(null, 0) { Content = true }), []);
        return new SearchAnswer([.. Ordered(hits, query.Order).Take(query.Limit)], hits.Count);
    }

    private List<SearchHit> Run(Query query, QueryWishes wishes, FrozenSet<string> letGo)
    {
        List<SearchHit> hits = [];
        searcher.Search(query, new EachHit((number, score) =>
        {
            if (facets[number].Meets(wishes, letGo)) hits.Add(new SearchHit(facets[number].Product, score));
        }));
        return hits;
    }

    // In another order than by how well they fit, what hardly fits would come first.
    private static List<SearchHit> Close(List<SearchHit> hits)
    {
        float least = hits.Max(hit => hit.Score) * CloseEnough;
        return hits.FindAll(hit => hit.Score >= least);
    }

    private IOrderedEnumerable<SearchHit> Ordered(List<SearchHit> hits, SearchOrder order) => (order switch
    {
        SearchOrder.PriceUp => hits.OrderBy(hit => hit.Product.Price ?? decimal.MaxValue),
        SearchOrder.PriceDown => hits.OrderByDescending(hit => hit.Product.Price ?? decimal.MinValue),
        SearchOrder.Newest => hits.OrderByDescending(hit => hit.Product.AddedAt),
        SearchOrder.Popular => hits.OrderByDescending(hit => popularity(hit.Product)),
        _ => hits.OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Product.IsAvailable).ThenByDescending(hit => popularity(hit.Product)),
    }).ThenBy(hit => hit.Product.ProductId, StringComparer.Ordinal);

    private sealed class EachHit(Action<int, float> found) : ICollector
    {
        private Scorer? scorer;
        private NumericDocValues? numbers;

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer) => this.scorer = scorer;

        public void SetNextReader(AtomicReaderContext context) => numbers = context.AtomicReader.GetNumericDocValues(SearchIndex.Number);

        public void Collect(int doc) => found((int)numbers!.Get(doc), scorer!.GetScore());
    }
}

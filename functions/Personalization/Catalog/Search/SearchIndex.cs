using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace Personalization.Catalog.Search;

/// <summary>A catalog as Lucene keeps it, in memory.</summary>
internal static class SearchIndex
{
    public const string Number = "n", Surfaces = "surfaces";

    /// <summary>Short names say more than long ones, but not much more: products with names in several languages are no worse.</summary>
    private const float Saturation = 1.2f, LengthWeight = 0.05f;

    private const double BufferMegabytes = 64;

    /// <summary>The fields that words are looked for in, and how much each counts.</summary>
    public static readonly (string Name, float Weight)[] Fields = [("name", 4f), ("category", 2.5f), ("brand", 2.5f), ("attributes", 2f), ("description", 0.7f)];

    /// <summary>The same of content: its words are apart, so that what only a guide says counts as no word of the goods.</summary>
    public static readonly (string Name, float Weight)[] ContentFields = [("guide", 3f), ("passages", 1f)];

    public static Similarity Similarity => new BM25Similarity(Saturation, LengthWeight);

    /// <summary>Puts products in, each under its place.</summary>
    public static DirectoryReader Build(IReadOnlyList<Product> products)
    {
        RAMDirectory directory = new();
        WordAnalyzer stems = new(stems: true);
        IndexWriterConfig config = new(WordAnalyzer.Version, new PerFieldAnalyzerWrapper(stems, new Dictionary<string, Analyzer> { [Surfaces] = new WordAnalyzer(stems: false) }))
        {
            Similarity = Similarity, RAMBufferSizeMB = BufferMegabytes, UseCompoundFile = false,
        };
        using (IndexWriter writer = new(directory, config))
        {
            for (int number = 0; number < products.Count; number++) writer.AddDocument(DocumentOf(products[number], number));
            writer.ForceMerge(1);
        }
        return DirectoryReader.Open(directory);
    }

    private static Document DocumentOf(Product product, int number)
    {
        string names = Words.Fold(string.Join(" · ", new[] { product.Name }.Concat(product.Names?.Values ?? []).Distinct(StringComparer.Ordinal)));
        string category = Words.Fold(product.Category ?? ""), brand = Words.Fold(product.Brand ?? ""), attributes = Attributes(product);
        Document document = [];
        document.Add(new NumericDocValuesField(Number, number));
        if (product.IsContent)
        {
            document.Add(new TextField("guide", names, Field.Store.NO));
            document.Add(new TextField("passages", $"{Words.Fold(product.Description ?? "")} · {attributes}", Field.Store.NO));
            return document;
        }
        foreach ((string field, string text) in new[] { ("name", names), ("category", category), ("brand", brand), ("attributes", attributes), ("description", Words.Fold(product.Description ?? "")) })
            if (text.Length > 0) document.Add(new TextField(field, text, Field.Store.NO));
        document.Add(new TextField(Surfaces, $"{names} · {category} · {brand} · {attributes}", Field.Store.NO));
        return document;
    }

    private static string Attributes(Product product)
    {
        StringBuilder all = new();
        foreach ((string name, string value) in product.Attributes ?? new Dictionary<string, string>())
            if (name != Product.KindAttribute) all.Append(Words.Fold(value)).Append(" · ");
        return all.ToString();
    }
}

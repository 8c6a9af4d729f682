using Personalization.Benchmarks.Recommendations.Files;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>Predictions as lines of query, tab, products with spaces between them, best first.</summary>
internal sealed class PredictionsFile : IDisposable
{
    private readonly Queries queries;
    private readonly StreamWriter file;

    /// <summary>Writes beside it what was asked, as a judge reads it: the same as a file of prefixes, also where the questions were made from events.</summary>
    public PredictionsFile(string path, Queries queries)
    {
        this.queries = queries;
        file = Create(path);
        using StreamWriter asked = Create(Path.ChangeExtension(path, "queries.tsv"));
        asked.WriteLine("query_id\tprefix\ttarget");
        for (int query = 0; query < queries.Count; query++)
            asked.WriteLine($"{queries.Ids[query]}\t{Text(queries.Prefix(query))}\t{queries.ProductIds[queries.Target(query)]}");
    }

    public void Write(int query, ReadOnlySpan<int> best) => file.WriteLine($"{queries.Ids[query]}\t{Text(best)}");

    public void Dispose() => file.Dispose();

    private static StreamWriter Create(string path) => new(path) { NewLine = "\n" };

    private string Text(ReadOnlySpan<int> products)
    {
        string[] names = new string[products.Length];
        for (int place = 0; place < names.Length; place++) names[place] = queries.ProductIds[products[place]];
        return string.Join(' ', names);
    }
}

namespace Personalization.Benchmarks.Recommendations.Files;

/// <summary>Reads what methods are asked: a file of prefixes, or one of events, where each step of a visit but the first asks for itself.</summary>
internal sealed class TestFile
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly int known;
    private readonly List<string> ids = [], names;
    private readonly List<int> targets = [], starts = [0], products = [];

    private TestFile(string[] productIds)
    {
        known = productIds.Length;
        names = [.. productIds];
        foreach (string id in productIds) numbers.Add(id, numbers.Count);
    }

    /// <summary>Throws <see cref="BadFileException"/>.</summary>
    public static Queries Read(string path, string[] productIds)
    {
        TestFile test = new(productIds);
        bool events;
        using (TsvReader file = new(path))
        {
            events = file.Has("item_id");
            if (!events) test.ReadPrefixes(file);
        }
        if (events) test.ReadEvents(EventFile.Read(path));
        if (test.ids.Count == 0) throw new BadFileException(path, 1, "the file asks nothing");
        return new Queries([.. test.ids], [.. test.starts], [.. test.products], [.. test.targets], [.. test.names], test.known);
    }

    private void ReadPrefixes(TsvReader file)
    {
        int id = file.Column("query_id"), prefix = file.Column("prefix"), target = file.Column("target");
        while (file.Read())
        {
            foreach (string product in file.Text(prefix).Split(' ', StringSplitOptions.RemoveEmptyEntries)) products.Add(Number(product));
            if (products.Count == starts[^1]) throw file.Bad("prefix is empty");
            Add(file.Text(id), Number(file.Text(target)));
        }
    }

    private void ReadEvents(EventFile file)
    {
        EventRow[] rows = file.Rows;
        for (int first = 0, place = 0; place < rows.Length; place++)
        {
            if (rows[place].Visit != rows[first].Visit) first = place;
            if (place == first) continue;
            for (int before = first; before < place; before++) products.Add(Number(file.ProductIds[rows[before].Product]));
            Add($"{file.VisitIds[rows[place].Visit]}:{place - first}", Number(file.ProductIds[rows[place].Product]));
        }
    }

    private void Add(string id, int target)
    {
        ids.Add(id);
        targets.Add(target);
        starts.Add(products.Count);
    }

    private int Number(string product)
    {
        if (numbers.TryGetValue(product, out int number)) return number;
        numbers.Add(product, names.Count);
        names.Add(product);
        return names.Count - 1;
    }
}

namespace Personalization.Recommendations.Shelves;

/// <summary>Categories as numbers in the order of a walk from the root: a category and all below it are one range of numbers.</summary>
public sealed class CategoryTree
{
    private const string Separator = " / ";

    // Sorts below every letter, so that "Bags / Totes" stays with "Bags" and apart from "Bags and more".
    private const char Level = '\u0001';

    private readonly Dictionary<string, int> nodes = new(StringComparer.Ordinal);
    private readonly string[] names;
    private readonly int[] ends;
    private readonly int[] parents;

    private CategoryTree(string[] paths)
    {
        names = [.. paths.Select(path => path.Replace(Level.ToString(), Separator, StringComparison.Ordinal))];
        ends = new int[paths.Length];
        parents = new int[paths.Length];
        Stack<int> open = new();
        for (int node = 0; node < paths.Length; node++)
        {
            while (open.TryPeek(out int above) && !paths[node].StartsWith(paths[above] + Level, StringComparison.Ordinal)) ends[open.Pop()] = node;
            parents[node] = open.TryPeek(out int parent) ? parent : -1;
            open.Push(node);
            nodes[names[node]] = node;
        }
        while (open.TryPop(out int last)) ends[last] = paths.Length;
    }

    /// <summary>How many categories there are.</summary>
    public int Count => names.Length;

    /// <summary>The tree of these categories, levels separated by " / ".</summary>
    public static CategoryTree Of(IEnumerable<string> categories)
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (string category in categories.Distinct(StringComparer.Ordinal))
        {
            string path = category.Replace(Separator, Level.ToString(), StringComparison.Ordinal);
            for (int end = path.Length; end > 0 && paths.Add(path[..end]);) end = path.LastIndexOf(Level, end - 1);
        }
        return new CategoryTree([.. paths.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The number of a category, or -1.</summary>
    public int Find(string? category) => category is not null && nodes.TryGetValue(category, out int node) ? node : -1;

    /// <summary>The category as products name it.</summary>
    public string Name(int node) => names[node];

    /// <summary>One more than the last number below the category.</summary>
    public int End(int node) => ends[node];

    /// <summary>The category above, or -1.</summary>
    public int Parent(int node) => parents[node];

    /// <summary>True when the one is the other or below it.</summary>
    public bool Holds(int category, int node) => node >= category && node < ends[category];

    /// <summary>How near two categories are: 1 for the same, half of it for each level up to where they meet, 0 where they do not.</summary>
    public float Nearness(int one, int other)
    {
        float near = 1;
        for (int above = one; above >= 0 && other >= 0; above = parents[above], near /= 2)
            if (Holds(above, other)) return near;
        return 0;
    }
}

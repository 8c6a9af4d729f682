namespace Personalization.Recommendations.Shelves;

/// <summary>Products with scores, best first; also apart for each category. Immutable.</summary>
internal sealed class NumberList
{
    private readonly int[] starts;
    private readonly int[] grouped;

    /// <summary>Takes a list, best first.</summary>
    /// <param name="numbers">Products.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="category">Category of each product of the catalog, or -1.</param>
    /// <param name="categories">How many categories there are.</param>
    public NumberList(int[] numbers, float[] scores, int[] category, int categories)
    {
        (Numbers, Scores) = (numbers, scores);
        starts = new int[categories + 1];
        foreach (int product in numbers)
            if (category[product] >= 0) starts[category[product] + 1]++;
        for (int node = 0; node < categories; node++) starts[node + 1] += starts[node];
        grouped = new int[starts[^1]];
        int[] next = starts[..^1];
        for (int place = 0; place < numbers.Length; place++)
            if (category[numbers[place]] is >= 0 and int node) grouped[next[node]++] = place;
    }

    /// <summary>No products.</summary>
    public static NumberList Empty { get; } = new([], [], [], 0);

    public int[] Numbers { get; }

    public float[] Scores { get; }

    /// <summary>Places in the list of the products of one category, best first.</summary>
    public ReadOnlySpan<int> PlacesIn(int category) => category + 1 < starts.Length ? grouped.AsSpan(starts[category]..starts[category + 1]) : [];
}

/// <summary>Products to which something happened, with when: days since 1970.</summary>
internal sealed record ChangeList(NumberList List, float[] Days)
{
    public static ChangeList Empty { get; } = new(NumberList.Empty, []);
}

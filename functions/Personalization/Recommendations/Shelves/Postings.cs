using System.Runtime.InteropServices;

namespace Personalization.Recommendations.Shelves;

/// <summary>Numbers of features (words, attributes) by product and products by feature, both in flat arrays.</summary>
internal sealed class Postings
{
    private readonly int[] starts;
    private readonly int[] features;
    private readonly int[] productStarts;
    private readonly int[] products;
    private readonly float[] weights;

    private Postings(int[] starts, int[] features, int count)
    {
        (this.starts, this.features) = (starts, features);
        productStarts = new int[count + 1];
        foreach (int feature in features) productStarts[feature + 1]++;
        weights = new float[count];
        for (int feature = 0; feature < count; feature++)
        {
            weights[feature] = MathF.Log(1 + ((starts.Length - 1) / (float)productStarts[feature + 1]));
            productStarts[feature + 1] += productStarts[feature];
        }
        products = new int[features.Length];
        int[] next = productStarts[..count];
        for (int product = 0; product + 1 < starts.Length; product++)
            for (int at = starts[product]; at < starts[product + 1]; at++) products[next[features[at]]++] = product;
    }

    /// <summary>The features of a product, in ascending order.</summary>
    public ReadOnlySpan<int> Of(int product) => features.AsSpan(starts[product]..starts[product + 1]);

    /// <summary>The products that have a feature, in ascending order.</summary>
    public ReadOnlySpan<int> With(int feature) => products.AsSpan(productStarts[feature]..productStarts[feature + 1]);

    /// <summary>How much of the one's features the other has, the rare ones counting more: 0 to 1.</summary>
    public float Shared(int one, int other)
    {
        ReadOnlySpan<int> mine = Of(one), theirs = Of(other);
        float all = 0, shared = 0;
        for (int at = 0, there = 0; at < mine.Length; at++)
        {
            all += weights[mine[at]];
            while (there < theirs.Length && theirs[there] < mine[at]) there++;
            if (there < theirs.Length && theirs[there] == mine[at]) shared += weights[mine[at]];
        }
        return all > 0 ? shared / all : 0;
    }

    /// <summary>Collects the features of one product after another.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;
        private readonly List<int> starts = [0];
        private readonly List<int> features = [];

        public Builder() => bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

        public IReadOnlyDictionary<string, int> Numbers => numbers;

        public void Add(ReadOnlySpan<char> feature)
        {
            if (!bySpan.TryGetValue(feature, out int number)) numbers[feature.ToString()] = number = numbers.Count;
            if (!CollectionsMarshal.AsSpan(features)[starts[^1]..].Contains(number)) features.Add(number);
        }

        public void EndProduct()
        {
            CollectionsMarshal.AsSpan(features)[starts[^1]..].Sort();
            starts.Add(features.Count);
        }

        public Postings Build() => new([.. starts], [.. features], numbers.Count);
    }
}

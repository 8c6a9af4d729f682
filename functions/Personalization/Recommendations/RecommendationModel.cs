using System.Collections.Frozen;

namespace Personalization.Recommendations;

/// <summary>A neighbour of a product.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Score">Strength of the relation, above 0; comparable within one kind of rows.</param>
public readonly record struct Neighbour(string ProductId, double Score);

/// <summary>Which products are bought and looked at together; immutable, in flat arrays. A row holds the neighbours of one product, strongest first.</summary>
public sealed class RecommendationModel
{
    private readonly FrozenDictionary<string, int> index;

    /// <summary>Takes products and their rows.</summary>
    public RecommendationModel(string version, DateTimeOffset builtAt, long events, string[] products, NeighbourRows bought, NeighbourRows viewed)
    {
        (Version, BuiltAt, Events, ProductIds, Bought, Viewed) = (version, builtAt, events, products, bought, viewed);
        index = products.Select((id, place) => KeyValuePair.Create(id, place)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>A model of nothing: what a new shop has.</summary>
    public static RecommendationModel Empty { get; } = new("empty", DateTimeOffset.UnixEpoch, 0, [], NeighbourRows.Empty, NeighbourRows.Empty);

    /// <summary>Name of this snapshot.</summary>
    public string Version { get; }

    /// <summary>When it was built, UTC.</summary>
    public DateTimeOffset BuiltAt { get; }

    /// <summary>How many different events it was built from.</summary>
    public long Events { get; }

    /// <summary>Products, in the order of the rows.</summary>
    public string[] ProductIds { get; }

    /// <summary>Bought by the same customers.</summary>
    public NeighbourRows Bought { get; }

    /// <summary>Looked at during the same visits.</summary>
    public NeighbourRows Viewed { get; }

    /// <summary>The neighbours of a product in one of the rows, strongest first; none for a product that the model does not know.</summary>
    public IEnumerable<Neighbour> Neighbours(NeighbourRows rows, string productId)
    {
        if (!index.TryGetValue(productId, out int row)) yield break;
        for (int at = rows.Starts[row]; at < rows.Starts[row + 1]; at++) yield return new Neighbour(ProductIds[rows.Products[at]], rows.Scores[at]);
    }
}

/// <summary>Rows of neighbours: row i is the places from <c>Starts[i]</c> to <c>Starts[i + 1]</c> of the other two arrays.</summary>
/// <param name="Starts">One more than there are rows.</param>
/// <param name="Products">Places of products.</param>
/// <param name="Scores">Strengths.</param>
public sealed record NeighbourRows(int[] Starts, int[] Products, float[] Scores)
{
    /// <summary>No rows.</summary>
    public static NeighbourRows Empty { get; } = new([0], [], []);
}

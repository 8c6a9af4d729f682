using Personalization.Events;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations;

/// <summary>A neighbour of a product.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Score">Strength of the relation, above 0; comparable within one kind of rows.</param>
public readonly record struct Neighbour(string ProductId, double Score);

/// <summary>What goes together and what comes next; immutable, in flat arrays. A row holds the neighbours of one product, strongest first.</summary>
/// <param name="version">Name of the snapshot.</param>
/// <param name="builtAt">When it was built, UTC.</param>
/// <param name="events">How many different events it was built from.</param>
/// <param name="products">Products.</param>
public sealed class RecommendationModel(string version, DateTimeOffset builtAt, long events, ProductNumbers products)
{
    /// <summary>A model of nothing: what a new shop has.</summary>
    public static RecommendationModel Empty { get; } = new("empty", DateTimeOffset.UnixEpoch, 0, new ProductNumbers([]));

    /// <summary>Name of this snapshot.</summary>
    public string Version { get; } = version;

    /// <summary>When it was built, UTC.</summary>
    public DateTimeOffset BuiltAt { get; } = builtAt;

    /// <summary>How many different events it was built from.</summary>
    public long Events { get; } = events;

    /// <summary>Products, in the order of the rows.</summary>
    public ProductNumbers Products { get; } = products;

    /// <summary>Ids of the products, in the order of the rows.</summary>
    public string[] ProductIds => Products.Ids;

    /// <summary>How far the newest files of the lake were read for it; what came behind is not in it.</summary>
    public IReadOnlyList<LakeFile> Lake { get; init; } = [];

    /// <summary>Of the lines of customers' later orders, the share whose product they had bought before.</summary>
    public double RepeatShare { get; init; }

    /// <summary>Bought by the same customers.</summary>
    public NeighbourRows Bought { get; init; } = NeighbourRows.Empty;

    /// <summary>In the same orders.</summary>
    public NeighbourRows Together { get; init; } = NeighbourRows.Empty;

    /// <summary>Looked at during the same visits.</summary>
    public NeighbourRows Viewed { get; init; } = NeighbourRows.Empty;

    /// <summary>What comes next in a visit.</summary>
    public SessionModel Sessions { get; init; } = SessionModel.Empty;

    /// <summary>The neighbours of a product in one of the rows, strongest first; none for a product that the model does not know.</summary>
    public IEnumerable<Neighbour> Neighbours(NeighbourRows rows, string productId)
    {
        int row = Products.Of(productId);
        if (row < 0 || row >= rows.Starts.Length - 1) yield break;
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

    /// <summary>The neighbours of a row; none for a row that there is not.</summary>
    public ReadOnlySpan<int> Of(int row) => row >= 0 && row + 1 < Starts.Length ? Products.AsSpan(Starts[row]..Starts[row + 1]) : [];

    /// <summary>The strengths of the neighbours of a row.</summary>
    public ReadOnlySpan<float> ScoresOf(int row) => row >= 0 && row + 1 < Starts.Length ? Scores.AsSpan(Starts[row]..Starts[row + 1]) : [];
}

namespace Personalization.Recommendations.Shelves;

/// <summary>Which products of the model are which of the catalog.</summary>
public sealed class Relations
{
    private readonly int[] inCatalog;
    private readonly int[] inModel;
    private readonly Scored[]?[] similar;

    internal Relations(RecommendationModel model, Assortment assortment)
    {
        Model = model;
        ModelJson = AnswerWriter.ModelJson(model);
        inCatalog = Array.ConvertAll(model.ProductIds, id => assortment.Find(id));
        inModel = new int[assortment.Count];
        similar = new Scored[assortment.Count][];
        Array.Fill(inModel, -1);
        for (int row = 0; row < inCatalog.Length; row++)
            if (inCatalog[row] >= 0) inModel[inCatalog[row]] = row;
    }

    /// <summary>The model.</summary>
    public RecommendationModel Model { get; }

    internal byte[] ModelJson { get; }

    /// <summary>The catalog's number of a product of the model, or -1.</summary>
    public int InCatalog(int row) => inCatalog[row];

    /// <summary>The model's number of a product of the catalog, or -1.</summary>
    public int InModel(int product) => inModel[product];

    /// <summary>What was found to be similar to a product, or null before anybody has asked; whoever finds it keeps it here, and all find the same.</summary>
    internal Scored[]? SimilarTo(int product) => Volatile.Read(ref similar[product]);

    /// <summary>Keeps what is similar to a product.</summary>
    internal void Keep(int product, Scored[] found) => Volatile.Write(ref similar[product], found);
}

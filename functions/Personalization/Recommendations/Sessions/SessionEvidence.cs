namespace Personalization.Recommendations.Sessions;

/// <summary>What a model's rows were made of.</summary>
/// <param name="Blend">Weights of the evidence.</param>
/// <param name="Last">Scale of the bytes for the newest step.</param>
/// <param name="Earlier">Scale of the bytes for earlier steps.</param>
/// <param name="Counts">How often each product occurred.</param>
internal sealed record SessionEvidence(Blend Blend, ByteScale Last, ByteScale Earlier, Popularity Counts)
{
    public static SessionEvidence None { get; } = new(Blend.Prior(), new(0, 1), new(0, 1), new([], []));

    /// <summary>Itself, if it fits the number of products. Throws <see cref="InvalidDataException"/> otherwise.</summary>
    public SessionEvidence Checked(int products) =>
        Counts.All.Length == products && Counts.Newest.Length == products && Blend.Values.Length == Blend.Count
            ? this
            : throw new InvalidDataException("The model snapshot's evidence does not fit its products");
}

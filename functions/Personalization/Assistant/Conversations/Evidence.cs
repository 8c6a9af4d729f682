using System.Collections.Immutable;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Conversations;

/// <summary>What the tools of a conversation have found, as it is kept: products by id, to be looked up anew, and everything else as it was.</summary>
/// <param name="Products">Ids of products.</param>
/// <param name="Figures">Figures.</param>
/// <param name="Things">Orders, segments, journeys …</param>
public sealed record StoredEvidence(ImmutableArray<string> Products, ImmutableArray<FigureFact> Figures, ImmutableArray<ThingFact> Things)
{
    /// <summary>Nothing.</summary>
    public static StoredEvidence None { get; } = new([], [], []);
}

/// <summary>What the tools of a conversation have found. Answers may say nothing of products, prices, stock and figures but this. Grows with each call; not for several threads.</summary>
public sealed class Evidence
{
    private readonly List<Fact> facts = [];

    /// <summary>All facts, the newest last.</summary>
    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Takes what a tool has found.</summary>
    public void Add(IEnumerable<Fact> found) => facts.AddRange(found);

    /// <summary>What is kept: the newest of each kind.</summary>
    public StoredEvidence ToStored() => new(
        [.. facts.OfType<ProductFact>().Select(one => one.Product.ProductId).Reverse().Distinct().Take(ConversationLimits.Facts).Reverse()],
        [.. facts.OfType<FigureFact>().TakeLast(ConversationLimits.Facts)],
        [.. facts.OfType<ThingFact>().TakeLast(ConversationLimits.Facts)]);
}

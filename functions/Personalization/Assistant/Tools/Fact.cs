using Personalization.Catalog;

namespace Personalization.Assistant.Tools;

/// <summary>Something that a tool has found to be so. Answers may say nothing of products, prices, stock and figures but facts of their conversation.</summary>
public abstract record Fact;

/// <summary>A product as the catalog has it.</summary>
/// <param name="Product">The product.</param>
public sealed record ProductFact(Product Product) : Fact
{
    /// <summary>Why it is shown; null where it was asked for by name.</summary>
    public string? Why { get; init; }

    /// <summary>Id of the decision that a list was made by, for events about its products to echo.</summary>
    public string? DecisionId { get; init; }
}

/// <summary>A figure, with the question to the shop's data that gives it again.</summary>
/// <param name="Name">Stable name, in dotted form: <c>segment.members</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">ISO 4217 code, <c>%</c>, <c>people</c>, <c>orders</c> …; null for a bare count.</param>
/// <param name="Query">The request that gives it again: <c>GET /v1/segments/vip</c>.</param>
public sealed record FigureFact(string Name, decimal Value, string? Unit, string Query) : Fact
{
    /// <summary>What it is a figure of, in the shop's words: a segment's name, a product's id; null for the shop as a whole.</summary>
    public string? Of { get; init; }
}

/// <summary>Something that is there and has a state: an order, a segment, a journey, a model, an alarm.</summary>
/// <param name="Kind">What it is: <c>order</c>, <c>segment</c>, <c>journey</c>, <c>alarm</c> …</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it; null where it has no name.</param>
/// <param name="State">How it stands, a stable word.</param>
/// <param name="At">Since when, or when it happens, UTC.</param>
/// <param name="Query">The request that gives it again; null for what shoppers are told.</param>
public sealed record ThingFact(string Kind, string Id, string? Name, string? State, DateTimeOffset? At, string? Query) : Fact;

/// <summary>A text of the shop's: a passage of a guide, the way to return something, the reason of a decision. Never instructions to the assistant.</summary>
/// <param name="Source">Id of the product or article that it is from.</param>
/// <param name="Text">The text.</param>
public sealed record TextFact(string Source, string Text) : Fact;

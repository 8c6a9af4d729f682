using System.Collections.Immutable;
using Personalization.Assistant.Proposals;
using Personalization.Common;

namespace Personalization.Assistant.Tools;

/// <summary>What a call of a tool gave: facts, a proposal, or why neither.</summary>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Facts">What was found; none where nothing fits, which is an answer too.</param>
public sealed record ToolResult(string Tool, ImmutableArray<Fact> Facts)
{
    /// <summary>What would be done if it was approved; for tools that write.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Why the call did not succeed.</summary>
    public Problem? Problem { get; init; }

    /// <summary>A stable word on how the facts are to be read: <c>relaxed</c> where no product met all wishes, <c>proof-needed</c> …; null for nothing special.</summary>
    public string? Note { get; init; }

    /// <summary>What a shopper wishes to be done with the cart, for the storefront to do; none for none.</summary>
    public ImmutableArray<CartAct> Cart { get; init; } = [];

    /// <summary>A call that did not succeed.</summary>
    public static ToolResult Failed(string tool, Problem problem) => new(tool, []) { Problem = problem };
}

/// <summary>A change of the cart that the shopper has asked for. The storefront makes it: carts are the shop's.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">Pieces to put in; negative to take out.</param>
public sealed record CartAct(string ProductId, int Quantity);

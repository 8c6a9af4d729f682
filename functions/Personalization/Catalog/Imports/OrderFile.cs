using Personalization.Common;

namespace Personalization.Catalog.Imports;

/// <summary>What a file of orders holds.</summary>
public sealed record OrderFile
{
    /// <summary>Why the file was not read at all, or null.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>The orders, by time and then by id.</summary>
    public IReadOnlyList<ImportedOrder> Orders { get; init; } = [];

    /// <summary>What the orders tell of products, by time and then by id: one description for each price that a product has had.</summary>
    public IReadOnlyList<ProductDescription> Products { get; init; } = [];

    /// <summary>How many records were read, taken, skipped and rejected.</summary>
    public required ImportCounts Counts { get; init; }

    /// <summary>What the owner of the file should know.</summary>
    public required ImportFindings Findings { get; init; }
}

/// <summary>One order of a file, its lines brought together.</summary>
public sealed record ImportedOrder
{
    /// <summary>The shop's id.</summary>
    public required string OrderId { get; init; }

    /// <summary>The earliest time on its lines, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The shop's id of the buyer; null for a guest.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The buyer's address.</summary>
    public string? Email { get; init; }

    /// <summary>True where the order is that of whoever is known by the address.</summary>
    public bool IsOfEmail { get; init; }

    /// <summary>True for the first order of a file that brings this customer and this address together.</summary>
    public bool IntroducesEmail { get; init; }

    /// <summary>Country, as the file has it.</summary>
    public string? Country { get; init; }

    /// <summary>BCP 47 tag, as the file has it.</summary>
    public string? Locale { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>What was bought, by product id; empty when the order only gives goods back.</summary>
    public IReadOnlyList<OrderLine> Bought { get; init; } = [];

    /// <summary>What the order says of its amounts.</summary>
    public OrderAmounts Amounts { get; init; } = new();

    /// <summary>What was given back, or null.</summary>
    public OrderReturn? Returned { get; init; }
}

/// <summary>One product of an order.</summary>
/// <param name="ProductId">The shop's id.</param>
/// <param name="Name">Its name on this order.</param>
/// <param name="Category">Its category on this order.</param>
/// <param name="Quantity">Pieces, above zero.</param>
/// <param name="Amount">Price of them all; null when the file does not say.</param>
public sealed record OrderLine(string ProductId, string? Name, string? Category, decimal Quantity, decimal? Amount)
{
    /// <summary>Price of one piece; the average where lines of different prices came together.</summary>
    public decimal? Price => Amount is { } amount ? ImportNumbers.Normal(Math.Round(amount / Quantity, 6)) : null;
}

/// <summary>Amounts of an order as the file has them, in the order's currency; each null when it does not say.</summary>
public sealed record OrderAmounts
{
    /// <summary>After discount, before shipping and tax.</summary>
    public decimal? Subtotal { get; init; }

    /// <summary>What was paid.</summary>
    public decimal? Total { get; init; }

    /// <summary>Shipping.</summary>
    public decimal? Shipping { get; init; }

    /// <summary>Tax.</summary>
    public decimal? Tax { get; init; }

    /// <summary>Discount on the order.</summary>
    public decimal? Discount { get; init; }

    /// <summary>Coupon code.</summary>
    public string? Coupon { get; init; }
}

/// <summary>Goods or money given back.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Lines">The products, quantities above zero; empty when the file does not say which.</param>
/// <param name="Total">The money, zero or more.</param>
public sealed record OrderReturn(DateTimeOffset At, IReadOnlyList<OrderLine> Lines, decimal Total);

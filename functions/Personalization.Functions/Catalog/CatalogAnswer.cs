using Personalization.Catalog;

namespace Personalization.Functions.Catalog;

/// <summary>What became of the products of an update.</summary>
internal sealed record CatalogAnswer(int Created, int Updated, int Unchanged, int Rejected, IReadOnlyList<ProductVerdictBody> Products)
{
    public static CatalogAnswer From(ProductReading reading, IReadOnlyList<ProductOutcome> outcomes)
    {
        IEnumerable<ProductVerdictBody> taken = reading.Products.Select((read, place) =>
            new ProductVerdictBody(read.Index, read.Description.Product.ProductId, Name(outcomes[place]), read.Findings.Count == 0 ? null : read.Findings));
        IEnumerable<ProductVerdictBody> rejected = reading.Rejected.Select(read => new ProductVerdictBody(read.Index, read.ProductId, "rejected", read.Findings));
        return new CatalogAnswer(
            outcomes.Count(one => one is ProductOutcome.Created), outcomes.Count(one => one is ProductOutcome.Updated),
            outcomes.Count(one => one is ProductOutcome.Unchanged), reading.Rejected.Count, [.. taken.Concat(rejected).OrderBy(one => one.Index)]);
    }

    private static string Name(ProductOutcome outcome) => outcome switch
    {
        ProductOutcome.Created => "created",
        ProductOutcome.Updated => "updated",
        _ => "unchanged",
    };
}

/// <summary>What became of one product.</summary>
internal sealed record ProductVerdictBody(int Index, string? ProductId, string Verdict, IReadOnlyList<Common.ProblemError>? Findings);

using Personalization.Catalog;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>The shop's rules made ready for the catalog, once for each version of either.</summary>
/// <param name="store">Rules.</param>
/// <param name="limits">How far they may go.</param>
public sealed class RuleDesk(IMerchandisingStore store, MerchandisingLimits limits)
{
    private volatile Ready? ready;

    /// <summary>How far rules may go.</summary>
    public MerchandisingLimits Limits => limits;

    /// <summary>The rules as of a moment ago, for that catalog.</summary>
    public async ValueTask<MerchandisingRules> ForAsync(CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        StoredRules stored = await store.CurrentAsync(cancellationToken);
        if (stored.Set.Rules.Count == 0) return MerchandisingRules.None;
        if (ready is { } known && ReferenceEquals(known.Catalog, catalog) && ReferenceEquals(known.Stored, stored)) return known.Rules;
        // Two requests at once may both do it: to the same end.
        Ready next = new(catalog, stored, Compile(stored.Set, catalog));
        ready = next;
        return next.Rules;
    }

    /// <summary>Rules that are not stored, made ready for that catalog.</summary>
    public MerchandisingRules Compile(MerchandisingRuleSet set, CatalogSnapshot catalog) =>
        MerchandisingRules.Compile(set, ready is { } known && ReferenceEquals(known.Catalog, catalog) ? known.Rules.Shelf : ProductShelf.Of(catalog), limits);

    private sealed record Ready(CatalogSnapshot Catalog, StoredRules Stored, MerchandisingRules Rules);
}

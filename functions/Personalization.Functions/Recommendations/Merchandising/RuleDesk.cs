using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Shelves;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>The shop's rules made ready for the catalog, once for each version of either.</summary>
/// <param name="store">Rules.</param>
/// <param name="limits">How far they may go.</param>
public sealed class RuleDesk(IMerchandisingStore store, MerchandisingLimits limits)
{
    private volatile Ready? ready;

    /// <summary>How far rules may go.</summary>
    public MerchandisingLimits Limits => limits;

    /// <summary>The rules as of a moment ago.</summary>
    public ValueTask<StoredRules> CurrentAsync(CancellationToken cancellationToken) => store.CurrentAsync(cancellationToken);

    /// <summary>Rules as stored, for that assortment.</summary>
    public MerchandisingRules For(StoredRules stored, Assortment assortment)
    {
        if (ready is { } known && ReferenceEquals(known.Assortment, assortment) && ReferenceEquals(known.Stored, stored)) return known.Rules;
        // Two requests at once may both do it: to the same end.
        Ready next = new(assortment, stored, Compile(stored.Set, assortment));
        ready = next;
        return next.Rules;
    }

    /// <summary>Any rules, made ready for that assortment.</summary>
    public MerchandisingRules Compile(MerchandisingRuleSet set, Assortment assortment) =>
        MerchandisingRules.Compile(set, ready is { } known && ReferenceEquals(known.Assortment, assortment) ? known.Rules.Shelf : ProductShelf.Of(assortment), limits);

    private sealed record Ready(Assortment Assortment, StoredRules Stored, MerchandisingRules Rules);
}

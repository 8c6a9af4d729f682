using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;
using Personalization.Profiles.Wishes;

namespace Personalization.Assistant.Hints;

/// <summary>Finds what a visitor has waited for and can have again.</summary>
internal static class RestockRules
{
    /// <summary>The hints, what came back last first.</summary>
    public static IEnumerable<Hint> Of(HelpFacts facts)
    {
        if (facts.Visitor?.Profile is not { } visitor) return [];
        FeedbackView said = FeedbackView.Of(visitor);
        ILookup<string, Interaction> done = visitor.Interactions.ToLookup(one => one.ProductId, StringComparer.Ordinal);
        Dictionary<string, DateTimeOffset> wished = new(StringComparer.Ordinal);
        foreach ((string id, DateTimeOffset at) in WishList.Of(visitor).SelectMany(list => list.Products))
            if (!wished.TryGetValue(id, out DateTimeOffset known) || at > known) wished[id] = at;
        return done.Select(one => one.Key).Union(wished.Keys, StringComparer.Ordinal)
            .Select(facts.Catalog.Find).OfType<Product>().Where(product => !product.IsContent && !said.Penalty(product.ProductId, facts.Now).IsExcluded)
            .Select(product => Hint(product, done[product.ProductId], wished.TryGetValue(product.ProductId, out DateTimeOffset at) ? at : null, facts.Now)).OfType<Hint>()
            .OrderByDescending(hint => hint.At).ThenBy(hint => hint.Product!.ProductId, StringComparer.Ordinal);
    }

    private static Hint? Hint(Product product, IEnumerable<Interaction> done, DateTimeOffset? wishedAt, DateTimeOffset now)
    {
        if (AbsenceOf(product) is not var (gone, back) || back > now || back < now - HelpRules.Fresh) return null;
        Interaction[] all = [.. done];
        DateTimeOffset? wanted = Last(all, one => one.Kind is InteractionKind.CartAdd && one.At < back), looked = Last(all, one => one.Kind.IsLook() && one.At >= gone && one.At < back);
        if (wishedAt < back && !(wanted > wishedAt)) wanted = wishedAt;
        if ((wanted > looked ? wanted : looked ?? wanted) is not { } since) return null;
        // Who has seen it since knows, and who has it, or took it back out, does not wait.
        bool over = all.Any(one => (one.Kind.IsLook() && one.At >= back)
            || (one.At > since && (one.Kind is InteractionKind.Purchase or InteractionKind.CartRemove || (wishedAt is null && one.Kind is InteractionKind.WishlistRemove))));
        if (over) return null;
        return new Hint(HelpRules.IdOf(HintKind.Restock, product.ProductId, $"{back.UtcTicks}"), HintKind.Restock, wanted is null ? HintReasons.LookedWhileGone : HintReasons.Wanted)
        {
            Product = product, At = back,
        };
    }

    private static DateTimeOffset? Last(Interaction[] all, Func<Interaction, bool> which) => all.Where(which).Select(one => (DateTimeOffset?)one.At).Max();

    /// <summary>From when until when there was none of it the last time; null where it was never gone, or still is.</summary>
    private static (DateTimeOffset Gone, DateTimeOffset Back)? AbsenceOf(Product product)
    {
        if (!product.IsAvailable || product.StockHistory is not { Count: > 1 } history) return null;
        int last = history.Count - 1;
        while (last >= 0 && history[last].Stock > 0) last--;
        if (last < 0 || last == history.Count - 1) return null;
        int first = last;
        while (first > 0 && history[first - 1].Stock <= 0) first--;
        return (history[first].At, history[last + 1].At);
    }
}

using System.Collections.Immutable;
using Personalization.Experiences.Content;
using Personalization.Profiles;
using Personalization.Recommendations.Shelves;

namespace Personalization.Experiences.Ordering;

/// <summary>Puts the menu in order: what somebody looks at often and has never bought from comes first, the rest stays as the shop has it.</summary>
public sealed class NavigationSlots : ISlotDecider
{
    private const int Often = 3;

    /// <inheritdoc/>
    public string Version => "navigation-1";

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        if (context.Visitor?.Profile is not { } profile) return new SlotDecision(slot, "shop", new SlotReason("shop-order", ""), new OrderedItems(slot.Items));
        int[] longed = [.. slot.Items.Select(item => Longed(item, profile, page, context.Shelf.Assortment))];
        if (!longed.Any(looks => looks >= Often)) return new SlotDecision(slot, "shop", new SlotReason("shop-order", ""), new OrderedItems(slot.Items));
        ImmutableArray<string> ordered = [.. slot.Items.Index().OrderByDescending(one => longed[one.Index] >= Often ? longed[one.Index] : 0).ThenBy(one => one.Index).Select(one => one.Item)];
        return new SlotDecision(slot, "navigation", new SlotReason("viewed-never-bought", ReasonTexts.For("viewed-never-bought", page.Language), $"{ordered[0]} was looked at {longed.Max()} times"), new OrderedItems(ordered));
    }

    /// <summary>How often products of a category were looked at; 0 where one was ever bought.</summary>
    private static int Longed(string category, Profile profile, PageRequest page, Assortment assortment)
    {
        CategoryTree tree = assortment.Categories;
        if (tree.Find(category) is not (>= 0 and int node)) return 0;
        ReadOnlySpan<int> products = assortment.HistoryOf(profile);
        int looks = 0;
        HashSet<string> known = new(StringComparer.Ordinal);
        for (int place = 0; place < products.Length; place++)
        {
            if (products[place] < 0 || !tree.Holds(node, assortment.CategoryOf(products[place]))) continue;
            Interaction one = profile.Interactions[place];
            if (one.Kind is InteractionKind.Purchase) return 0;
            if (!one.Kind.IsLook()) continue;
            looks++;
            known.Add(one.ProductId);
        }
        if (profile.Orders.Any(order => order.Said is { } said && said.Lines.Any(line => assortment.Find(line.ProductId) is >= 0 and int bought && tree.Holds(node, assortment.CategoryOf(bought))))) return 0;
        return looks + page.Session.Count(product => !known.Contains(product) && assortment.Find(product) is >= 0 and int number && tree.Holds(node, assortment.CategoryOf(number)));
    }
}

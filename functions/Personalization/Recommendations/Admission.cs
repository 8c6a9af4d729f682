using Personalization.Recommendations.Declared;
using Personalization.Recommendations.Pairs;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>Says which products a list may show: what is available, passes the request's filters, and is not kept out.</summary>
internal sealed class Admission(Assortment assortment)
{
    private const int MostRefusals = 1024;

    private readonly MarkBoard marks = new(assortment.Count);
    private RecommendationRequest request = null!;
    private int attribute;
    private float highestPrice;
    private Mark refused;
    private bool buysAgain;
    private bool contentApart;
    private DeclaredSizes? sizes;

    /// <summary>The category that the request keeps to, or -1.</summary>
    public int CategoryNode { get; private set; }

    /// <summary>True when only some of the products may be shown.</summary>
    public bool HasFilters { get; private set; }

    /// <summary>True for a product of the kind that the list shows: content or goods.</summary>
    public bool IsOfKind(int product) => KindRefusal(assortment.Parts.Goods[product].IsContent) is Mark.None;

    /// <summary>About how many products the visitor's history and the request keep out.</summary>
    public int KeptOut { get; private set; }

    /// <summary>What was not proposed and why; null where nobody asks.</summary>
    public Dictionary<int, Mark>? Refusals { get; set; }

    public void Begin(RecommendationRequest asked, RecommendationContext context, int anchor, DeclaredSizes? theirSizes)
    {
        sizes = theirSizes is { Any: true } ? theirSizes : null;
        (request, Refusals, buysAgain) = (asked, null, context.Shelf.Model.RepeatShare >= RepeatPurchases.Usual);
        contentApart = asked.Content is ContentUse.With && anchor >= 0;
        marks.Begin();
        foreach (string productId in asked.Exclude ?? []) marks.Set(assortment.Find(productId), Mark.Excluded);
        marks.Set(anchor, Mark.Current);
        if (context.Merchandiser?.Adjustment.Feedback is { } feedback)
            foreach (string productId in feedback.Products)
                if (feedback.Penalty(productId, context.At).IsExcluded) marks.Set(assortment.Find(productId), Mark.Refused);
        CategoryNode = assortment.Categories.Find(asked.Category);
        attribute = asked.Fits is { } fits ? assortment.FindAttribute(fits) : -1;
        highestPrice = (float)(asked.MaxPrice ?? 0);
        HasFilters = asked.Category is not null || asked.Fits is not null || asked.MaxPrice is not null || asked.Content is not ContentUse.None || sizes is not null;
    }

    /// <summary>Lets content in where it has places of its own among products.</summary>
    public void AllowContent() => contentApart = false;

    public void Set(int product, Mark mark) => marks.Set(product, mark);

    /// <summary>Sets what a strategy keeps out.</summary>
    public void KeepOut(Strategy strategy, Visitor visitor)
    {
        refused = Mark.Excluded | Mark.Taken | Mark.Cart | Mark.Refused;
        if (request.ExcludeCurrent ?? strategy.Rules.HasFlag(Rules.DropsCurrent)) refused |= Mark.Current;
        if (request.ExcludeCurrent ?? strategy.Rules.HasFlag(Rules.DropsJustSeen)) refused |= Mark.JustSeen;
        if (strategy.Rules.HasFlag(Rules.DropsOwned) && !(buysAgain && strategy.Rules.HasFlag(Rules.BuysAgain))) refused |= Mark.Owned;
        if (request.DropSeen) refused |= Mark.Seen;
        // A list of what was begun shows the cart that the profile knows, but not the one that is on the page.
        if (!strategy.Rules.HasFlag(Rules.ShowsCart) || request.Cart is not null)
            foreach (int product in visitor.Cart) marks.Set(product, Mark.Cart);
        KeptOut = request.Exclude?.Count ?? 0;
        foreach (int product in visitor.Dealings.Keys)
            if ((marks.Of(product) & refused) is not Mark.None) KeptOut++;
    }

    /// <summary>True for a product that may be proposed.</summary>
    public bool Allows(int product)
    {
        Mark mark = Refusal(product, refused);
        if (mark is not Mark.None && !(contentApart && mark is Mark.IsContent) && Refusals is { Count: < MostRefusals } all) all.TryAdd(product, mark);
        return mark is Mark.None;
    }

    /// <summary>Lets each product that may be shown be taken into the list once, proposed or put in.</summary>
    public bool TakeForCut(int product)
    {
        if ((uint)product >= (uint)assortment.Count || (marks.Of(product) & Mark.Shown) != 0) return false;
        if (Refusal(product, refused & ~Mark.Taken) is not Mark.None) return false;
        marks.Set(product, Mark.Shown);
        return true;
    }

    private Mark Refusal(int product, Mark keptOut)
    {
        Mark mark = marks.Of(product) & keptOut;
        if (mark is not Mark.None) return mark;
        ref readonly Good good = ref assortment.Parts.Goods[product];
        if (!good.Available) return Mark.SoldOut;
        if (KindRefusal(good.IsContent) is not Mark.None and Mark kind) return kind;
        if (!HasFilters) return Mark.None;
        if (request.Category is not null && (CategoryNode < 0 || !assortment.Categories.Holds(CategoryNode, good.Category))) return Mark.OtherCategory;
        if (request.MaxPrice is not null && !(good.Price <= highestPrice)) return Mark.TooDear;
        if (request.Fits is not null && !assortment.HasAttribute(product, attribute)) return Mark.DoesNotFit;
        return sizes?.Of(product) is SizeFit.NotTheirs ? Mark.NotTheirSize : Mark.None;
    }

    private Mark KindRefusal(bool isContent) => request.Content switch
    {
        ContentUse.None => isContent ? Mark.IsContent : Mark.None,
        ContentUse.Only => isContent ? Mark.None : Mark.NoContent,
        _ => contentApart && isContent ? Mark.IsContent : Mark.None,
    };
}

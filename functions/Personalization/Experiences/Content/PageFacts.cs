using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Personalization.Experiences.Definitions;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;
using Personalization.Segments;

namespace Personalization.Experiences.Content;

/// <summary>What experiences ask of a page and its visitor: each found when first asked for. Of a visitor who has not agreed, only what the page itself says.</summary>
internal sealed class PageFacts
{
    // What was looked at before that is not "now" any more.
    private const int Recent = 10;
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(30);

    private readonly Lazy<LifecycleStage?> stage;
    private readonly Lazy<Worth?> cart;
    private readonly Lazy<int[]> session;
    private readonly Lazy<Leanings> leanings;

    public PageFacts(PageRequest page, PageContext context, DateTime local)
    {
        (Page, Context, Local) = (page, context, local);
        stage = new(FindStage);
        cart = new(FindCart);
        session = new(FindSession);
        leanings = new(() => Leanings.Of(Profile, Assortment, context.Lists.At));
    }

    public PageRequest Page { get; }

    public PageContext Context { get; }

    /// <summary>What the shop's clock says.</summary>
    public DateTime Local { get; }

    public Profile? Profile => Context.Visitor?.Profile;

    public IReadOnlyList<string> Segments => Context.Visitor?.Segments ?? [];

    /// <summary>Null where it is not known: then nothing that asks for one fits.</summary>
    public LifecycleStage? Stage => stage.Value;

    /// <summary>What the cart is worth; null where it is not known, or of several currencies.</summary>
    public Worth? Cart => cart.Value;

    public Worth? Spent => Profile is { } profile && CustomerRules.Spent(profile) is { } spent ? new Worth(spent.Amount, spent.Currency) : null;

    public Leanings Leanings => leanings.Value;

    public bool IsReturning => Page.Visit.Number > 1 || Profile?.FirstSeen < Context.Now - Apart - TimeSpan.FromSeconds(Page.Visit.Seconds);

    public string? FirstName => Placeholders.Name(Trait("firstName") ?? Trait("first_name") ?? Trait("name"));

    private Assortment Assortment => Context.Shelf.Assortment;

    public bool Browses(ImmutableArray<string> categories, ImmutableArray<string> brands)
    {
        CategoryTree tree = Assortment.Categories;
        foreach (string category in categories)
            if (tree.Find(category) is >= 0 and int node && (tree.Holds(node, tree.Find(Page.Category)) || session.Value.Any(product => tree.Holds(node, Assortment.CategoryOf(product))))) return true;
        foreach (string brand in brands)
            if (session.Value.Any(product => string.Equals(Assortment.Products[product].Brand, brand, StringComparison.OrdinalIgnoreCase))) return true;
        return false;
    }

    /// <summary>When a promotion was last seen; the earliest time where only the browser says that it was.</summary>
    public DateTimeOffset? Seen(string id) =>
        Profile?.Promotions is { } seen && seen.TryGetValue(id, out DateTimeOffset at) ? at : Page.Visit.PopupsSeen.Contains(id) ? DateTimeOffset.MinValue : null;

    /// <summary>What a placeholder stands for; null where nothing is known.</summary>
    public string? Value(string name, ExperienceContent content) => name switch
    {
        "firstName" => FirstName,
        "favouriteCategory" => Leanings.FavouriteCategory,
        "cartRemaining" => content.Goal is { } goal && Cart is { } worth && worth.Currency == goal.Currency && worth.Amount < goal.Amount
            ? string.Create(CultureInfo.InvariantCulture, $"{goal.Amount - worth.Amount:0.00} {goal.Currency}") : null,
        _ => null,
    };

    private LifecycleStage? FindStage() =>
        Profile is { } profile ? CustomerRules.StageOf(profile, Context.Now) : Page.Visitor is not null && Context.Lists.WhyImpersonal is Impersonal.Nobody ? LifecycleStage.Visitor : null;

    private Worth? FindCart()
    {
        IEnumerable<PageLine>? lines = Page.Cart is { } said ? said : Profile is { } profile ? Profiles.Cart.Of(profile).Select(one => new PageLine(one.Key, one.Value, null)) : null;
        if (lines is null) return null;
        decimal sum = 0;
        string? currency = Page.Currency;
        foreach (PageLine line in lines)
        {
            Catalog.Product? product = Context.Shelf.Catalog.Find(line.ProductId);
            string? own = line.Price is null || Page.Currency is null ? product?.Currency : Page.Currency;
            if ((line.Price ?? product?.Price) is not { } price || own is null || (currency is not null && own != currency)) return null;
            currency = own;
            sum += price * line.Quantity;
        }
        // An empty cart is worth nothing in any currency: the shop's own is as good as any.
        return new Worth(sum, currency ?? Context.Shelf.Catalog.NewestFirst.FirstOrDefault(one => one.Currency is not null)?.Currency ?? "");
    }

    private int[] FindSession()
    {
        List<int> products = [];
        if (Assortment.Find(Page.ProductId) is >= 0 and int own) products.Add(own);
        foreach (string product in Page.Session.Reverse().Take(Recent))
            if (Assortment.Find(product) is >= 0 and int number) products.Add(number);
        return [.. products];
    }

    private string? Trait(string name) =>
        Profile is { } profile && profile.Traits.TryGetValue(name, out Trait? known) && known.Value.ValueKind is JsonValueKind.String ? known.Value.GetString() : null;
}

using System.Runtime.InteropServices;
using Personalization.Profiles;
using Personalization.Recommendations.Sessions;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>What somebody did with one product of the catalog. Days since 1970, 0 for never.</summary>
internal struct Dealings
{
    public float Looked;
    public float Carted;
    public float Saved;
    public float Bought;
    public int InCart;
    public float GapDays;
    public int Gaps;
    public bool WasScanned;
}

/// <summary>The visitor of a request in numbers: history, session and cart. Used again and again, for one request at a time.</summary>
internal sealed class Visitor
{
    private const int SecondsADay = 24 * 60 * 60;

    private readonly Dictionary<int, Dealings> dealings = [];
    private readonly VisitorSteps steps = new();
    private readonly List<int> looks = [];
    private readonly List<int> cart = [];

    /// <summary>What was done with each product.</summary>
    public Dictionary<int, Dealings> Dealings => dealings;

    /// <summary>The newest steps, oldest first.</summary>
    public ReadOnlySpan<SessionStep> Steps => steps.Shaped;

    /// <summary>True when the newest step belongs to a visit that goes on.</summary>
    public bool IsVisiting => Steps is [.., SessionStep newest] && !SessionStep.IsEarlier(newest.Slot);

    /// <summary>Products looked at, oldest first, with repetitions.</summary>
    public ReadOnlySpan<int> Looks => CollectionsMarshal.AsSpan(looks);

    /// <summary>True when it was looked at last on a shelf or in a brochure.</summary>
    public bool WasScanned(int product) => dealings.TryGetValue(product, out Dealings dealing) && dealing.WasScanned;

    /// <summary>What lies in the cart.</summary>
    public ReadOnlySpan<int> Cart => CollectionsMarshal.AsSpan(cart);

    public void Begin(RecommendationRequest request, Shelf shelf, Profile? profile, float today)
    {
        dealings.Clear();
        steps.Clear();
        looks.Clear();
        cart.Clear();
        if (profile is not null) Read(profile, shelf);
        if (request.Cart is { } now) Replace(now, shelf, today);
        else
            foreach ((int product, Dealings dealing) in dealings)
                if (dealing.InCart > 0) cart.Add(product);
        // What the page says of this visit is newer than all that events have told so far.
        if (request.Session is { Count: > 0 } session)
        {
            steps.EndVisit();
            foreach (string productId in session) Step(shelf, shelf.Assortment.Find(productId), productId, InteractionKind.View, today, null);
        }
        steps.Shape(request.Session is { Count: > 0 }, (long)(today * SecondsADay));
    }

    private void Read(Profile profile, Shelf shelf)
    {
        for (int place = profile.Orders.Length - 1; place >= 0; place--)
            if (profile.Orders[place] is { Said: { } said, CancelledAt: null } order)
                foreach (OrderLine line in said.Lines)
                    if (shelf.Assortment.Find(line.ProductId) is >= 0 and int product) Bought(ref DealingsWith(product), AssortmentBuilder.DayOf(order.PlacedAt));
        ReadOnlySpan<int> numbers = shelf.Assortment.HistoryOf(profile);
        for (int place = profile.Interactions.Length - 1; place >= 0; place--)
        {
            Interaction one = profile.Interactions[place];
            int product = numbers[place];
            float day = AssortmentBuilder.DayOf(one.At);
            if (product >= 0) Apply(ref DealingsWith(product), one, day);
            Step(shelf, product, one.ProductId, one.Kind, day, one.At.ToUnixTimeSeconds());
        }
    }

    private void Step(Shelf shelf, int product, string productId, InteractionKind kind, float day, long? second)
    {
        // A model knows products that have left the catalog: what goes with them may still be there.
        int row = product >= 0 ? shelf.Relations.InModel(product) : shelf.Model.Products.Of(productId);
        if (row >= 0) steps.Add(row, kind, second);
        if (product < 0 || !kind.IsLook()) return;
        looks.Add(product);
        ref Dealings dealing = ref DealingsWith(product);
        (dealing.Looked, dealing.WasScanned) = (day, kind is InteractionKind.Scan);
    }

    private void Replace(IReadOnlyList<string> now, Shelf shelf, float today)
    {
        foreach (string productId in now)
        {
            int product = shelf.Assortment.Find(productId);
            if (product < 0 || cart.Contains(product)) continue;
            cart.Add(product);
            if (!dealings.TryGetValue(product, out Dealings known) || known.InCart == 0) Step(shelf, product, productId, InteractionKind.CartAdd, today, null);
        }
    }

    private ref Dealings DealingsWith(int product) => ref CollectionsMarshal.GetValueRefOrAddDefault(dealings, product, out _)!;

    private static void Apply(ref Dealings dealing, Interaction one, float day)
    {
        switch (one.Kind)
        {
            case InteractionKind.CartAdd:
                dealing.InCart += one.Quantity;
                dealing.Carted = day;
                break;
            case InteractionKind.CartRemove:
                dealing.InCart = Math.Max(0, dealing.InCart - one.Quantity);
                break;
            case InteractionKind.Purchase:
                dealing.InCart = 0;
                Bought(ref dealing, day);
                break;
            case InteractionKind.Refund:
                dealing.Bought = 0;
                break;
            case InteractionKind.WishlistAdd:
                dealing.Saved = day;
                break;
            case InteractionKind.WishlistRemove:
                dealing.Saved = 0;
                break;
        }
    }

    private static void Bought(ref Dealings dealing, float day)
    {
        // The same order is known twice, as an order and as what was done with its products.
        if (dealing.Bought > 0 && day - dealing.Bought > 0.5f)
        {
            dealing.GapDays += day - dealing.Bought;
            dealing.Gaps++;
        }
        dealing.Bought = Math.Max(dealing.Bought, day);
    }
}

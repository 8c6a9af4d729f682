using Personalization.Recommendations;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>What a storefront asks: lists beside products, for visits, for known visitors, and bestsellers.</summary>
internal sealed class RequestMix(SyntheticShop shop)
{
    /// <summary>Different requests.</summary>
    public const int Count = 16_384;

    /// <summary>The parameter with what was looked at during this visit, oldest first.</summary>
    private const string Session = "session";

    private const int MostSessionItems = 8;

    private readonly Dice dice = new(3);
    private readonly List<int> steps = [];

    // Where the suite does not have a strategy, another one of its kind.
    private readonly string similar = Strategies.All.ContainsKey("similar") ? "similar" : "also_viewed";

    /// <summary>The requests; the same in every run.</summary>
    public MixedRequest[] Requests()
    {
        MixedRequest[] requests = new MixedRequest[Count];
        for (int place = 0; place < Count; place++)
        {
            MixedRequest request = Next();
            requests[place] = request with { Path = $"/v1/recommendations?{request.Path}&limit=12" };
        }
        return requests;
    }

    private MixedRequest Next() => dice.Below(100) switch
    {
        < 20 => new("forYouSession", "for_you for a visit", $"strategy=for_you&{Session}={Visit()}"),
        < 30 => new("forYouBoth", "for_you for a visit of a known visitor", $"strategy=for_you&{Session}={Visit()}&anonymousId={Visitor()}"),
        < 40 => new("forYouVisitor", "for_you for a known visitor", $"strategy=for_you&anonymousId={Visitor()}"),
        < 60 => new("alsoViewed", "also_viewed", $"strategy=also_viewed&productId={Product()}"),
        < 75 => new("alsoBought", "also_bought", $"strategy=also_bought&productId={Product()}"),
        < 90 => new("similar", similar, $"strategy={similar}&productId={Product()}"),
        _ => new("bestsellers", "bestsellers", "strategy=bestsellers"),
    };

    private string Product() => SyntheticShop.Id(shop.AnyProduct(dice));

    private string Visitor() => ShopSeed.VisitorId(dice.Below(ShopSeed.Visitors));

    private string Visit()
    {
        shop.Visit(dice, steps);
        return string.Join(',', steps.Take(MostSessionItems).Select(SyntheticShop.Id));
    }
}

/// <summary>A request, and which kind it is of.</summary>
internal sealed record MixedRequest(string Kind, string Label, string Path);

using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Offers.Definitions;

namespace Personalization.Offers;

/// <summary>What products an offer is about, for gifts and bundles.</summary>
/// <param name="Gift">The product that is given away.</param>
/// <param name="Bundle">Products that go together.</param>
public sealed record OfferGoods(Product? Gift = null, PricedBundle? Bundle = null)
{
    /// <summary>None.</summary>
    public static OfferGoods None { get; } = new();
}

/// <summary>An offer that somebody gets.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Step">The step of the ladder that they have reached.</param>
/// <param name="Worth">What it is worth to them and costs the shop, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217, or null where nothing has a price.</param>
/// <param name="Remaining">What is still to be put into the cart; 0 where they have it.</param>
/// <param name="Goods">What it is about.</param>
public sealed record GivenOffer(Offer Offer, int Step, decimal Worth, string? Currency, decimal Remaining, OfferGoods Goods)
{
    /// <summary>The step's value; 0 where it has none.</summary>
    public decimal Value => Step < Offer.Steps.Length ? Offer.Steps[Step].Value : 0;
}

/// <summary>What was decided.</summary>
/// <param name="Given">The offer; null for none.</param>
/// <param name="Passed">Offers that were not given, each with the reason: <c>not-running</c>, <c>not-audience</c>, <c>price-ground</c>, <c>no-id</c>, <c>had-it</c>, <c>pause</c>, <c>currency</c>, <c>cart-too-small</c>, <c>nothing-to-give</c>, <c>budget</c>, <c>another-is-better</c>.</param>
public sealed record OfferDecision(GivenOffer? Given, ImmutableArray<(string Offer, string Why)> Passed);

/// <summary>Decides who gets which offer. Pure: the same question has the same answer.</summary>
public static class OfferRules
{
    /// <summary>At most one offer, and why not the others.</summary>
    /// <param name="person">Who.</param>
    /// <param name="cart">What lies in the cart.</param>
    /// <param name="offers">The shop's offers.</param>
    /// <param name="figures">What was given away this month.</param>
    /// <param name="now">UTC.</param>
    /// <param name="goods">Finds what gifts and bundles are about; null for nothing.</param>
    /// <param name="refusal">Why an offer goes by what no offer may go by; null where it does not (<see cref="PriceGrounds"/>).</param>
    public static OfferDecision Decide(
        OfferPerson person, OfferCart cart, IEnumerable<Offer> offers, OfferFigures figures, DateTimeOffset now, Func<Offer, int, OfferGoods>? goods = null, Func<Offer, string?>? refusal = null)
    {
        List<GivenOffer> possible = [];
        ImmutableArray<(string, string)>.Builder passed = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (Offer offer in offers.OrderBy(one => one.Id, StringComparer.Ordinal))
        {
            string? why = refusal?.Invoke(offer) is not null ? "price-ground" : WhyNot(person, offer, now);
            GivenOffer? given = why is null ? Given(person, cart, offer, goods, out why) : null;
            if (given is not null && !Affords(offer, figures.Of(offer.Id), given.Worth)) why = "budget";
            if (why is not null) passed.Add((offer.Id, why));
            else possible.Add(given!);
        }
        // What somebody has comes before what they may get by buying more.
        GivenOffer? best = possible.OrderByDescending(one => one.Remaining == 0).ThenByDescending(one => one.Offer.Priority).ThenByDescending(one => one.Worth)
            .ThenBy(one => one.Offer.Id, StringComparer.Ordinal).FirstOrDefault();
        foreach (GivenOffer other in possible)
            if (!ReferenceEquals(other, best)) passed.Add((other.Offer.Id, "another-is-better"));
        return new OfferDecision(best, passed.ToImmutable());
    }

    /// <summary>Whether a month's budget has so much left.</summary>
    public static bool Affords(Offer offer, OfferFigure given, decimal worth) =>
        !(given.Money + worth > offer.Budget.Money) && !(given.Count + 1 > offer.Budget.Count);

    /// <summary>What an offer's step is worth on a cart; 0 where it is worth nothing.</summary>
    public static decimal Worth(Offer offer, int step, OfferCart cart, OfferGoods goods)
    {
        decimal value = step < offer.Steps.Length ? offer.Steps[step].Value : 0, inCart = cart.Value(offer.Currency ?? cart.Currency);
        return offer.Kind switch
        {
            OfferKind.Percent => decimal.Round(inCart * value / 100, 2, MidpointRounding.ToZero),
            OfferKind.Amount => Math.Min(value, inCart),
            OfferKind.FreeDelivery => offer.Cost,
            OfferKind.Gift => goods.Gift is { } gift ? Gifts.CostOf(gift) ?? 0 : 0,
            OfferKind.Bundle => goods.Bundle is { } bundle ? bundle.Parts - bundle.Price : 0,
            _ => 0,
        };
    }

    private static string? WhyNot(OfferPerson person, Offer offer, DateTimeOffset now)
    {
        if (!offer.RunsAt(now)) return "not-running";
        OfferAudience audience = offer.Audience;
        bool isFor = (audience.Segments.IsEmpty || audience.Segments.Any(person.Segments.Contains))
            && (audience.Stages.IsEmpty || (person.Stage is { } stage && audience.Stages.Contains(stage)))
            && (audience.Tiers.IsEmpty || (person.Tier is { } tier && audience.Tiers.Contains(tier, StringComparer.OrdinalIgnoreCase)));
        if (!isFor) return "not-audience";
        if (offer.Coupon is not { } coupon) return null;
        if (person.Key is null) return "no-id";
        if (!person.Used.TryGetValue(coupon.Prefix, out (int Times, DateTimeOffset Last) used)) return null;
        return used.Times >= offer.PerPerson ? "had-it" : used.Last + offer.Pause > now ? "pause" : null;
    }

    private static GivenOffer? Given(OfferPerson person, OfferCart cart, Offer offer, Func<Offer, int, OfferGoods>? find, out string? why)
    {
        string? currency = offer.Currency ?? cart.Currency;
        decimal inCart = cart.Value(currency), remaining = Math.Max(0, offer.MinimumCart - inCart);
        why = cart.Lines.Length > 0 && offer.Currency is not null && cart.Currency != offer.Currency ? "currency"
            : remaining > 0 && offer.Kind is not OfferKind.FreeDelivery ? "cart-too-small" : null;
        int step = Step(person, offer, inCart, currency);
        if (why is null && step < 0 && !offer.Steps.IsEmpty) why = "cart-too-small";
        if (why is not null) return null;
        OfferGoods goods = find?.Invoke(offer, Math.Max(0, step)) ?? OfferGoods.None;
        decimal worth = Worth(offer, Math.Max(0, step), cart, goods);
        bool hasNothing = offer.Kind switch
        {
            OfferKind.Gift => goods.Gift is null,
            OfferKind.Bundle => goods.Bundle is null,
            _ => false,
        };
        if (hasNothing) why = "nothing-to-give";
        return hasNothing ? null : new GivenOffer(offer, Math.Max(0, step), worth, goods.Gift?.Currency ?? goods.Bundle?.Products[0].Currency ?? currency, remaining, goods);
    }

    /// <summary>The step of the ladder that is worth most to the person, of those that they reach; -1 for none.</summary>
    private static int Step(OfferPerson person, Offer offer, decimal inCart, string? currency)
    {
        int best = -1;
        for (int place = 0; place < offer.Steps.Length; place++)
        {
            OfferStep step = offer.Steps[place];
            bool reached = inCart >= step.Cart && (step.Customer == 0 || (person.Expected >= step.Customer && person.Currency == currency));
            if (reached && (best < 0 || step.Value > offer.Steps[best].Value)) best = place;
        }
        return best;
    }
}

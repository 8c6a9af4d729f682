using System.Collections.Frozen;
using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;

namespace Personalization.Offers;

/// <summary>A shop's offers, ready to be asked.</summary>
public sealed class OfferBook
{
    private readonly IReadOnlyList<string> keys;
    private readonly FrozenDictionary<string, Offer> byPrefix;
    private readonly FrozenDictionary<string, string> refusals;

    /// <summary>Puts offers together.</summary>
    /// <param name="offers">The shop's offers, each prefix once.</param>
    /// <param name="keys">Secrets of the shop: the first seals coupons, all are known.</param>
    /// <param name="refusal">Why a segment is no audience of an offer; null where it is (<see cref="PriceGrounds"/>).</param>
    public OfferBook(IEnumerable<Offer> offers, IReadOnlyList<string> keys, Func<string, string?> refusal)
    {
        this.keys = keys;
        All = [.. offers.OrderBy(one => one.Id, StringComparer.Ordinal)];
        byPrefix = All.Where(one => one.Coupon is not null).DistinctBy(one => one.Coupon!.Prefix).ToFrozenDictionary(one => one.Coupon!.Prefix, StringComparer.Ordinal);
        refusals = All.Select(one => (one.Id, Why: one.Audience.Segments.Select(refusal).FirstOrDefault(why => why is not null)))
            .Where(one => one.Why is not null).ToFrozenDictionary(one => one.Id, one => one.Why!, StringComparer.Ordinal);
        Version = StableHash.Hex(string.Join('\n', All.Select(one => $"{one.Id} {one.Version} {refusals.ContainsKey(one.Id)}")), 16);
    }

    /// <summary>No offers.</summary>
    public static OfferBook Empty { get; } = new([], [], _ => null);

    /// <summary>In the order of their ids.</summary>
    public ImmutableArray<Offer> All { get; }

    /// <summary>Names the offers as they are.</summary>
    public string Version { get; }

    /// <summary>Why an offer is not given to anybody: its audience goes by what no price may go by. Null where it is given.</summary>
    public string? RefusalOf(Offer offer) => refusals.GetValueOrDefault(offer.Id);

    /// <summary>The offer, or null.</summary>
    public Offer? Find(string id) => All.FirstOrDefault(one => one.Id == id);

    /// <summary>The coupon of a code; null for one that the shop has not given, or whose offer is gone.</summary>
    public Coupon? Read(string code) => keys.Select(key => CouponCode.Read(code, byPrefix, key)).FirstOrDefault(one => one is not null);

    /// <summary>The coupon of an offer that is given to somebody.</summary>
    public Coupon? CouponOf(GivenOffer given, OfferPerson person, DateTimeOffset now) =>
        given.Offer.Coupon is not null && given.Remaining == 0 && person.Key is { } who ? CouponCode.Create(given.Offer, who, given.Step, now, keys[0]) : null;

    /// <summary>At most one offer for somebody.</summary>
    public OfferDecision Decide(OfferPerson person, OfferCart cart, OfferFigures figures, DateTimeOffset now, Func<Offer, int, OfferGoods>? goods = null) =>
        OfferRules.Decide(person, cart, All, figures, now, goods, RefusalOf);
}

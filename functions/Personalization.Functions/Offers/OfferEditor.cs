using System.Collections.Immutable;
using System.Text;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Functions.Segments;
using Personalization.Offers;
using Personalization.Offers.Definitions;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Offers;

/// <summary>An offer as it is written.</summary>
internal sealed record WrittenOffer(Offer Offer, OfferLine Line);

/// <summary>An offer, or why there is none.</summary>
internal readonly record struct OfferEdit(WrittenOffer? Written, Problem? Problem);

/// <summary>Reads and changes the shop's offers.</summary>
/// <param name="store">Texts.</param>
/// <param name="segments">The shop's segments.</param>
/// <param name="catalog">The shop's products.</param>
/// <param name="time">The clock.</param>
public sealed class OfferEditor(IOfferStore store, SegmentDesk segments, ICatalogStore catalog, TimeProvider time)
{
    private const int Attempts = 20;

    internal static readonly Problem Unknown = new(404, "unknown-offer", "There is no such offer", "GET /v1/offers lists them; PUT /v1/offers/{id} stores one.");
    private static readonly Problem Changed = new(412, "offer-changed", "The offer has changed since", "Read it again, take over what has changed, and send the new ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the offer's ETag as If-Match, so that nobody's change is lost.");
    private static readonly Problem TooMany = new(422, "too-many-offers", "There are too many offers", $"A shop keeps at most {OfferLimits.Offers}, those taken away included: their coupons are still out.");

    /// <summary>An offer, or null.</summary>
    internal async Task<WrittenOffer?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.LoadAsync(cancellationToken)).Lines.GetValueOrDefault(id) is { IsGone: false } line ? new WrittenOffer(OfferDesk.Read(id, line), line) : null;

    /// <summary>All offers.</summary>
    internal async Task<IReadOnlyList<WrittenOffer>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.LoadAsync(cancellationToken)).Lines.Where(one => !one.Value.IsGone).Select(one => new WrittenOffer(OfferDesk.Read(one.Key, one.Value), one.Value))];

    /// <summary>Stores a text as the newest version.</summary>
    internal async Task<OfferEdit> PutAsync(string id, ReadOnlyMemory<byte> text, int? expected, CancellationToken cancellationToken)
    {
        SegmentSet known = await segments.CurrentAsync(cancellationToken);
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        HashSet<string> ids = [.. known.All.Where(one => one.IsNamed).Select(one => one.Id)];
        return await ChangeAsync(id, expected, (lines, line) =>
        {
            OfferReading reading = OfferReader.Read(text.Span, id, (line?.Version ?? 0) + 1, ids);
            if (reading.Offer is not { } offer) return (null, Refusal(reading.Findings));
            if (PriceGround(offer, known) is { } ground) return (null, ground);
            if (PrefixTaken(offer, lines) is { } taken) return (null, taken);
            if (TooHigh(offer, products) is { } high) return (null, high);
            return line is null && lines.Count >= OfferLimits.Offers ? (null, TooMany) : (new OfferLine(offer.Version, Encoding.UTF8.GetString(text.Span), time.GetUtcNow()), null);
        }, cancellationToken);
    }

    /// <summary>Takes an offer away; its coupons hold no longer.</summary>
    internal Task<OfferEdit> RemoveAsync(string id, int? expected, CancellationToken cancellationToken) => ChangeAsync(id, expected, (_, line) =>
        line is null or { IsGone: true } ? (null, Unknown) : (line with { Text = "", SavedAt = time.GetUtcNow() }, null), cancellationToken);

    private static Problem Refusal(IReadOnlyList<DocumentFinding> findings)
    {
        ProblemError[] errors = [.. findings.Where(one => !one.IsWarning).Select(one => new ProblemError(one.Code, one.Pointer, one.Detail, one.Line, one.Column))];
        return new Problem(400, "invalid-offer", "The offer cannot be used", $"Line {errors[0].Line}: {errors[0].Detail}" + (errors.Length > 1 ? $" And {errors.Length - 1} more; see errors." : ""), errors);
    }

    private static Problem? PriceGround(Offer offer, SegmentSet segments)
    {
        ProblemError[] errors = [.. offer.Audience.Segments.Select((id, place) => (Why: PriceGrounds.Refusal(id, PriceGrounds.In(segments)), place)).Where(one => one.Why is not null)
            .Select(one => new ProblemError("price-ground", $"/audience/segments/{one.place}", one.Why!))];
        return errors.Length == 0 ? null : new Problem(400, "price-ground", "No offer goes by this", errors[0].Detail, errors);
    }

    private static Problem? PrefixTaken(Offer offer, ImmutableSortedDictionary<string, OfferLine> lines) =>
        offer.Coupon is { } coupon && lines.FirstOrDefault(one => one.Key != offer.Id && !one.Value.IsGone && OfferDesk.Read(one.Key, one.Value).Coupon?.Prefix == coupon.Prefix) is { Key: { } other }
            ? new Problem(409, "prefix-taken", "Another offer's coupons begin so", $"Coupons of {other} begin with {coupon.Prefix}: each offer has its own prefix.") : null;

    private Problem? TooHigh(Offer offer, CatalogSnapshot catalog)
    {
        if (offer.Bundle is not { Was: { } was } bundle) return null;
        Product[] products = [.. bundle.Products.Select(catalog.Find).OfType<Product>()];
        decimal? lowest = products.Length == bundle.Products.Length ? PriorPrice.Lowest(products, time.GetUtcNow()) : null;
        string said = lowest is { } price ? FormattableString.Invariant($"These products have cost {price} together, at the lowest of the last 30 days") : "The catalog does not know what all of these products have cost";
        return was <= lowest ? null : new Problem(
            400, "prior-price", "The price before is too high", $"{said}: a reduction is measured by that (Directive 98/6/EC, article 6a). Leave was out to have it said for you.",
            [new ProblemError("prior-price", "/bundle/was", said)]);
    }

    private async Task<OfferEdit> ChangeAsync(
        string id, int? expected, Func<ImmutableSortedDictionary<string, OfferLine>, OfferLine?, (OfferLine? Next, Problem? Problem)> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            DocumentIndex<OfferLine> index = await store.LoadAsync(cancellationToken);
            OfferLine? line = index.Lines.GetValueOrDefault(id);
            int stored = line is null or { IsGone: true } ? 0 : line.Version;
            if (expected is { } version ? version != stored : stored > 0) return new OfferEdit(null, expected is null ? Blind : Changed);
            (OfferLine? next, Problem? problem) = change(index.Lines, line);
            if (next is null) return new OfferEdit(null, problem);
            OfferLine shown = next.IsGone ? line! : next;
            if (await store.TrySaveAsync(index with { Lines = index.Lines.SetItem(id, next) }, cancellationToken)) return new OfferEdit(new WrittenOffer(OfferDesk.Read(id, shown), shown), null);
        }
        throw new IOException("The list of offers was changed by others at every attempt to change it");
    }
}

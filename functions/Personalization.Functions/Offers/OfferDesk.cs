using System.Text;
using Personalization.Common.Documents;
using Personalization.Experiences;
using Personalization.Functions.Experiences;
using Personalization.Functions.Segments;
using Personalization.Functions.Storage;
using Personalization.Offers;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;
using Personalization.Segments.Definitions;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Offers;

/// <summary>Secrets that coupons are sealed with: the first seals, all are known.</summary>
/// <param name="Values">Them.</param>
public sealed record CouponKeys(IReadOnlyList<string> Values);

/// <summary>The offers that are in service, from memory; what was given away is looked at every few seconds.</summary>
public sealed class OfferDesk : ISlotSource, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly IOfferStore store;
    private readonly SegmentDesk segments;
    private readonly IPredictorSource predictors;
    private readonly CouponKeys keys;
    private readonly Refreshed<OfferFigures> figures;
    private volatile Made? made;

    /// <summary>By its services.</summary>
    public OfferDesk(IOfferStore store, SegmentDesk segments, IRedemptions redemptions, IPredictorSource predictors, CouponKeys keys, TimeProvider time)
    {
        (this.store, this.segments, this.predictors, this.keys) = (store, segments, predictors, keys);
        figures = new Refreshed<OfferFigures>(time, LookEvery, async (_, token) =>
        {
            DateTimeOffset now = time.GetUtcNow();
            return await redemptions.FiguresAsync([.. (await BookAsync(token)).All.Where(one => one.Budget != OfferBudget.Endless && one.RunsAt(now)).Select(one => one.Id)], now, token);
        });
    }

    /// <inheritdoc/>
    public SlotKind Kind => SlotKind.Offer;

    /// <summary>The shop's offers, as of a moment ago.</summary>
    public async ValueTask<OfferBook> BookAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<OfferLine> index = await store.CurrentAsync(cancellationToken);
        SegmentSet set = await segments.CurrentAsync(cancellationToken);
        if (made is { } known && ReferenceEquals(known.Index, index) && known.Segments == set.Written) return known.Book;
        OfferBook book = new(index.Lines.Where(one => !one.Value.IsGone).Select(one => Read(one.Key, one.Value)), keys.Values, id => PriceGrounds.Refusal(id, PriceGrounds.In(set)));
        made = new Made(index, set.Written, book);
        return book;
    }

    /// <inheritdoc/>
    public async ValueTask<ISlotDecider> CurrentAsync(CancellationToken cancellationToken) =>
        new OfferSlots(await BookAsync(cancellationToken), await figures.GetAsync(cancellationToken), await predictors.CurrentAsync(cancellationToken));

    /// <inheritdoc/>
    public void Dispose() => figures.Dispose();

    /// <summary>The offer of a line; throws <see cref="InvalidDataException"/> for one that cannot be read, which none that was stored is.</summary>
    internal static Offer Read(string id, OfferLine line) =>
        OfferReader.Read(Encoding.UTF8.GetBytes(line.Text), id, line.Version).Offer ?? throw new InvalidDataException($"Version {line.Version} of the stored offer {id} cannot be read");

    private sealed record Made(DocumentIndex<OfferLine> Index, string Segments, OfferBook Book);
}

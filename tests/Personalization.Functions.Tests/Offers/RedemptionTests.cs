using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Functions.Offers;
using Personalization.Offers;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Offers;

/// <summary>Coupons taken at the same time, again, and given back, on the emulator.</summary>
[Trait("Feature", "S117")]
public sealed class RedemptionTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>, IDisposable
{
    private const string Key = "the key of the tests";
    private static readonly DateTimeOffset Now = Make.Noon;

    private readonly TableRedemptions redemptions = new(azurite.Tables);

    private static Offer Offer(string id, OfferBudget? budget = null, int perPerson = 1, bool single = true) => new(id, id, OfferKind.Percent, new LocalText(new Dictionary<string, string> { ["en"] = id }), 1)
    {
        Steps = [new OfferStep(10, 0, 0)], Coupon = new OfferCoupon(id.ToUpperInvariant(), TimeSpan.FromDays(7), single), Budget = budget ?? OfferBudget.Endless, PerPerson = perPerson,
    };

    private static Redemption For(Offer offer, string person, string order, decimal worth = 5, int days = 0) =>
        new(CouponCode.Create(offer, PersonKey.Anonymous(person), 0, Now.AddDays(days), Key), order, worth, Now.AddDays(days));

    public void Dispose() => redemptions.Dispose();

    private Task<RedemptionResult> TakeAsync(Redemption one) => redemptions.TakeAsync(one, default);

    private async Task<OfferFigure> GivenAsync(Offer offer) => (await redemptions.FiguresAsync([offer.Id], Now, default)).Of(offer.Id);

    [Fact]
    public async Task Take_HundredAtOnceOnABudgetForTen_GivesTen()
    {
        Offer offer = Offer("ten", new OfferBudget(50, null));
        using TableRedemptions other = new(azurite.Tables);

        // Two instances of the app.
        RedemptionResult[] results = await Task.WhenAll(Enumerable.Range(0, 100).Select(one => (one % 2 == 0 ? redemptions : other).TakeAsync(For(offer, $"p{one}", $"o{one}"), default)));

        Assert.Equal((10, 90), (results.Count(one => one is RedemptionResult.Taken), results.Count(one => one is RedemptionResult.Budget)));
        Assert.Equal(new OfferFigure(50, 10), await GivenAsync(offer));
    }

    [Fact]
    public async Task Take_OneCouponByTwentyOrdersAtOnce_ServesOne()
    {
        Offer offer = Offer("one");

        RedemptionResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(one => TakeAsync(For(offer, "ana", $"order-{one}"))));

        Assert.Single(results, one => one is RedemptionResult.Taken);
        Assert.Equal(new OfferFigure(5, 1), await GivenAsync(offer));
    }

    [Fact]
    public async Task Take_SameOrderAgain_TakesNothingMore()
    {
        Offer offer = Offer("again");

        Assert.Equal(
            [RedemptionResult.Taken, RedemptionResult.TakenBefore, RedemptionResult.TakenBefore, RedemptionResult.Used],
            [await TakeAsync(For(offer, "ana", "a1")), await TakeAsync(For(offer, "ana", "a1")), await TakeAsync(For(offer, "ana", "a1")), await TakeAsync(For(offer, "ana", "a2"))]);
        Assert.Equal(RedemptionResult.Used, await redemptions.LookAsync(For(offer, "ana", "").Coupon, 5, Now, default));
        Assert.Equal(new OfferFigure(5, 1), await GivenAsync(offer));
    }

    [Fact]
    public async Task Take_CodesOfOtherDays_CountForTheSamePerson()
    {
        Offer offer = Offer("days", perPerson: 2) with { Pause = TimeSpan.FromDays(2) };

        Assert.Equal(
            [RedemptionResult.Taken, RedemptionResult.Pause, RedemptionResult.Taken, RedemptionResult.HadIt],
            [await TakeAsync(For(offer, "ana", "d1")), await TakeAsync(For(offer, "ana", "d2", days: 1)), await TakeAsync(For(offer, "ana", "d3", days: 2)), await TakeAsync(For(offer, "ana", "d4", days: 9))]);
    }

    [Fact]
    public async Task Release_OrderThatComesToNothing_GivesAllBackOnce()
    {
        Offer offer = Offer("back", new OfferBudget(null, 1));
        Assert.Equal(RedemptionResult.Taken, await TakeAsync(For(offer, "ana", "b1")));
        Assert.Equal(RedemptionResult.Budget, await TakeAsync(For(offer, "ben", "b2")));

        int first = await redemptions.ReleaseAsync("b1", default), again = await redemptions.ReleaseAsync("b1", default), nobodys = await redemptions.ReleaseAsync("nobody's", default);

        Assert.Equal((1, 0, 0), (first, again, nobodys));

        Assert.Equal(default, await GivenAsync(offer));
        Assert.Equal(RedemptionResult.Taken, await TakeAsync(For(offer, "ana", "b3")));
        Assert.Equal(0, await redemptions.ReleaseAsync("b1", default));
    }

    [Fact]
    [Trait("Feature", "S28")]
    public async Task Erase_PersonWithCoupons_LeavesThatTheyWereTakenAndNothingElse()
    {
        Offer offer = Offer("gone");
        await TakeAsync(For(offer, "ana", "order-of-ana"));
        await TakeAsync(For(offer, "ben", "order-of-ben"));
        OffersPlace place = new(new FixedOffers(offer.Id), new CouponKeys(["newer key", Key]), azurite.Tables);
        PersonIdentity ana = PersonIdentity.Of([PersonKey.Anonymous("ana")], []);

        Assert.Equal("order-of-ana", (string?)(await place.ExportAsync(ana, default) as JsonArray)?[0]?["order"]);
        int erased = await place.EraseAsync(ana, default), again = await place.EraseAsync(ana, default);

        Assert.Equal((2, 0), (erased, again));

        Assert.Null(await place.ExportAsync(ana, default));
        TableClient table = azurite.Tables.GetTableClient("offers");
        string[] left = [.. table.Query<TableEntity>().Where(one => one.PartitionKey == offer.Id || one.PartitionKey.StartsWith("order:", StringComparison.Ordinal)).Select(one => one.GetString("Order")).OfType<string>()];
        Assert.DoesNotContain("order-of-ana", left);
        Assert.Contains("order-of-ben", left);
        Assert.Equal(RedemptionResult.Used, await TakeAsync(For(offer, "ana", "order-of-ana")));
        Assert.Equal(0, await redemptions.ReleaseAsync("order-of-ana", default));
    }

    private sealed class FixedOffers(string id) : IOfferStore
    {
        private readonly DocumentIndex<OfferLine> index = new(System.Collections.Immutable.ImmutableSortedDictionary<string, OfferLine>.Empty.Add(id, new OfferLine(1, "", Now)), null);

        public ValueTask<DocumentIndex<OfferLine>> CurrentAsync(CancellationToken cancellationToken) => new(index);

        public Task<DocumentIndex<OfferLine>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(index);

        public Task<bool> TrySaveAsync(DocumentIndex<OfferLine> next, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}

using System.Text;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Pos;
using Personalization.Recommendations;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Profiles.Pos;

[Trait("Feature", "S10")]
public sealed class PosTests
{
    private static readonly DateTimeOffset Now = Told.Start.AddDays(30);

    private const string Sale = """{"type":"sale","receipt":"R-1","till":"3","at":"2026-01-20T10:00:00Z","person":{"userId":"mia","email":"MIA@Example.com"},"currency":"eur","lines":[{"productId":"tent","quantity":2,"price":99.5}]}""";

    [Fact]
    public void Sale_OfAKnownPerson_IsAnOrderOfTheirs()
    {
        ShopEvent shopEvent = Event(Sale);

        Assert.Equal((EventNames.OrderCompleted, "mia"), (shopEvent.Event, shopEvent.UserId));
        Assert.Equal("""{"id":"athens-1","name":"Athens"}""", shopEvent.Context.GetProperty("store").GetRawText());
        Assert.Equal(new Provenance("pos", "athens-1"), Provenance.Of(shopEvent));
        Profile profile = Profile("mia", shopEvent);
        Order order = Assert.Single(profile.Orders);
        Assert.Equal(("pos-athens-1-R-1", 199m, "EUR"), (order.OrderId, order.Said!.Revenue, order.Said.Currency));
        Assert.Equal(("athens-1", 2), (profile.Interactions[0].StoreId, profile.Interactions[0].Quantity));
        Assert.Equal("mia@example.com", profile.Traits["email"].Value.GetString());
    }

    [Fact]
    public void Receipts_SentAgain_CountOnce()
    {
        ShopEvent first = Event(Sale), again = Event(Sale), otherStore = Event(Sale, """{"id":"patras"}""");

        Assert.Equal(first.MessageId, again.MessageId);
        Assert.NotEqual(first.MessageId, otherStore.MessageId);
        Assert.Equal(2, Profile("mia", first, again, otherStore).Orders.Length);
    }

    [Fact]
    public void Refund_OfAReceipt_IsTakenOffItsOrder()
    {
        ShopEvent refund = Event("""{"type":"refund","receipt":"R-2","of":"R-1","at":"2026-01-21T10:00:00Z","person":{"userId":"mia"},"lines":[{"productId":"tent","price":99.5}]}""");

        Order order = Assert.Single(Profile("mia", Event(Sale), refund).Orders);

        Assert.Equal(99.5m, order.NetRevenue());
    }

    [Theory]
    [InlineData("""{"userId":"mia","loyaltyId":"77"}""", "mia", "loyalty-77")]
    [InlineData("""{"loyaltyId":"77","email":"a@b.gr"}""", null, "loyalty-77")]
    [InlineData("""{"anonymousId":"d"}""", null, "d")]
    public void Persons_ByWhatTheTillKnows_AreTheirOwnKeys(string person, string? userId, string? anonymousId)
    {
        ShopEvent shopEvent = Event(Sale.Replace("""{"userId":"mia","email":"MIA@Example.com"}""", person, StringComparison.Ordinal));

        Assert.Equal((userId, anonymousId), (shopEvent.UserId, shopEvent.AnonymousId));
    }

    [Fact]
    public void Persons_ByAddress_AreTheSameInEverySpelling()
    {
        string[] keys =
        [
            .. new[] { """{"email":"a@b.gr"}""", """{"email":"A@B.gr "}""", """{"phone":"+30 210 1234567"}""", """{"phone":"0030 (210) 1234567"}""" }
                .Select(person => Event(Sale.Replace("""{"userId":"mia","email":"MIA@Example.com"}""", person, StringComparison.Ordinal))).Select(one => PersonKey.Of(one).Value),
        ];

        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(keys[2], keys[3]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Fact]
    public void Persons_Nobody_IsAReceiptOfItsOwn()
    {
        string nobody = Sale.Replace("""{"userId":"mia","email":"MIA@Example.com"}""", "null", StringComparison.Ordinal);

        Assert.Equal(Event(nobody).AnonymousId, Event(nobody).AnonymousId);
        Assert.NotEqual(Event(nobody).AnonymousId, Event(nobody.Replace("R-1", "R-9", StringComparison.Ordinal)).AnonymousId);
    }

    [Theory]
    [InlineData("\"type\":\"sale\"", "\"type\":\"gift\"", "/events/0/type")]
    [InlineData("\"receipt\":\"R-1\",", "", "/events/0/receipt")]
    [InlineData("2026-01-20T10:00:00Z", "2027-01-20T10:00:00Z", "/events/0/at")]
    [InlineData("2026-01-20T10:00:00Z", "yesterday", "/events/0/at")]
    [InlineData("\"quantity\":2", "\"quantity\":0", "/events/0/lines/0/quantity")]
    [InlineData("\"price\":99.5", "\"price\":-1", "/events/0/lines/0/price")]
    [InlineData("\"productId\":\"tent\",", "", "/events/0/lines/0/productId")]
    [InlineData("MIA@Example.com", "mia", "/events/0/person/email")]
    [InlineData("\"userId\":\"mia\"", "\"name\":\"mia\"", "/events/0/person/name")]
    [InlineData("\"till\":\"3\"", "\"consent\":true", "/events/0/consent")]
    public void Events_ThatAreWrong_AreRejectedByFieldAndTheOthersTaken(string from, string to, string pointer)
    {
        PosReading reading = Read($"{Sale.Replace(from, to, StringComparison.Ordinal)},{Sale}");

        Assert.Null(reading.Verdicts[0].Event);
        Assert.Contains(pointer, reading.Verdicts[0].Errors.Select(error => error.Pointer));
        Assert.NotNull(reading.Verdicts[1].Event);
    }

    [Theory]
    [InlineData("{}", "/store")]
    [InlineData("""{"store":{"name":"x"},"events":[{}]}""", "/store/id")]
    [InlineData("""{"store":{"id":"x"},"events":[]}""", "/events")]
    [InlineData("[]", "")]
    public void Batches_ThatAreNone_AreRefused(string body, string pointer) =>
        Assert.Equal(pointer, PosReader.Read(Encoding.UTF8.GetBytes(body), Now).Problem!.Errors![0].Pointer);

    [Fact]
    [Trait("Feature", "S11")]
    public void Scans_OfAShopper_AreInTheProfileWithTheStore()
    {
        ShopEvent scan = Event("""{"type":"scan","receipt":"scan-1","at":"2026-01-20T10:00:00Z","person":{"anonymousId":"d"},"lines":[{"productId":"tent"}]}""");

        Interaction one = Assert.Single(Profile("d", scan).Interactions);

        Assert.Equal((InteractionKind.Scan, "tent", "athens-1"), (one.Kind, one.ProductId, one.StoreId));
    }

    [Fact]
    [Trait("Feature", "S12")]
    public void ForYou_AfterAPurchaseInAStore_ShowsWhatGoesWithIt()
    {
        RecommendationModel model = World.Model(Enumerable.Range(0, 20).Select(n => World.Order("u" + n, n, "tent", "pegs")).Concat(Enumerable.Range(0, 20).Select(n => World.Order("v" + n, n, "vase", "rose"))));
        ShopEvent sale = Event(Sale.Replace("""{"userId":"mia","email":"MIA@Example.com"}""", """{"loyaltyId":"77"}""", StringComparison.Ordinal));
        RecommendationContext Context(params ShopEvent[] events) =>
            World.Context(World.Snapshot(World.Product("tent"), World.Product("pegs"), World.Product("vase"), World.Product("rose")), model, profile: Profile("loyalty-77", events));

        RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("for_you", null, 1, false), Context(sale));

        Assert.Empty(Recommender.Recommend(new RecommendationRequest("for_you", null, 1, false), Context()).Items);
        Assert.Equal("pegs", Context(sale).Ids(answer.Items));
        Assert.Equal("Goes with Name of tent", Explainer.ShopperText(answer.Items[0], Context(sale).Shelf));
    }

    private static PosReading Read(string events, string store = """{"id":"athens-1","name":"Athens"}""") =>
        PosReader.Read(Encoding.UTF8.GetBytes($$"""{"store":{{store}},"events":[{{events}}]}"""), Now);

    private static ShopEvent Event(string json, string store = """{"id":"athens-1","name":"Athens"}""")
    {
        PosVerdict verdict = Assert.Single(Read(json, store).Verdicts);
        Assert.Empty(verdict.Errors);
        return EventCodec.Parse(PosLines.Line(verdict.Event!, Now));
    }

    private static Profile Profile(string person, params ShopEvent[] events) =>
        Histories.Applied(new Profile { Key = person == "mia" ? PersonKey.User(person) : PersonKey.Anonymous(person) }, events);
}

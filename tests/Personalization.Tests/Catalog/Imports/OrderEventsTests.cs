using System.Text;
using System.Text.Json;
using Personalization.Catalog.Imports;
using Personalization.Events;
using static Personalization.Tests.Catalog.Imports.ImportFiles;

namespace Personalization.Tests.Catalog.Imports;

public sealed class OrderEventsTests
{
    [Fact]
    [Trait("Feature", "S08")]
    public async Task Lines_OfAGuestWithAnAddress_AreThoseOfWhoeverIsKnownByIt()
    {
        OrderFile file = await ImportFiles.ReadAsync("order,product,quantity,time,email\n1,p,1,2025-01-01,Mia@Example.com\n", ImportFiles.Plain with { MatchEmail = true });

        ShopEvent shopEvent = EventCodec.Parse(Assert.Single(OrderEvents.Lines(file.Orders[0], "s", ImportFiles.Now)));

        Assert.Equal((null, null, "email:mia@example.com"), (shopEvent.UserId, shopEvent.AnonymousId, Personalization.Profiles.PersonKey.Of(shopEvent).Address));
    }

    private const string Header = "order,product,name,quantity,price,time,customer,email,country\n";

    [Fact]
    public async Task Lines_LinesOfOneProductApart_AreSummed()
    {
        List<ShopEvent> events = await EventsAsync(
            "1,A,Apple,1,2.00,2025-01-01 10:05:00,c1,,GR\n"
            + "2,A,Apple,1,2.00,2025-01-01 11:00:00,c2,,\n"
            + "1,A,Apple,3,3.00,2025-01-01 10:00:00,c1,,\n"
            + "1,B,Bread,1,0.50,2025-01-01 10:00:00,,,\n");

        ShopEvent first = events[0];
        Assert.Equal((EventNames.OrderCompleted, "c1", (string?)null, "2025-01-01T10:00:00.000Z"), (first.Event, first.UserId, first.AnonymousId, EventCodec.Text(first.Timestamp)));
        Assert.Equal(
            """{"order_id":"1","subtotal":11.5,"total":11.5,"revenue":11.5,"currency":"EUR","products":[{"product_id":"A","name":"Apple","price":2.75,"quantity":4},{"product_id":"B","name":"Bread","price":0.5,"quantity":1}]}""",
            first.Properties.GetRawText());
        Assert.Equal("""{"location":{"country":"GR"}}""", first.Context.GetRawText());
    }

    [Fact]
    public async Task Lines_Cancellations_GiveBackPositiveQuantities()
    {
        List<ShopEvent> events = await EventsAsync(
            "R-1,A,Apple,-2,2.00,2025-01-01 10:00:00,c1,,\n2,A,Apple,3,2.00,2025-01-01 11:00:00,c2,,\n2,B,Bread,-1,4.00,2025-01-01 11:00:00,c2,,\n");

        Assert.Equal([EventNames.OrderRefunded, EventNames.OrderCompleted, EventNames.OrderRefunded], events.Select(one => one.Event));
        Assert.Equal("""{"order_id":"R-1","total":4,"currency":"EUR","products":[{"product_id":"A","name":"Apple","price":2,"quantity":2}]}""", events[0].Properties.GetRawText());
        Assert.Equal("A", events[1].Properties.GetProperty("products")[0].GetProperty("product_id").GetString());
        Assert.Equal("B", events[2].Properties.GetProperty("products")[0].GetProperty("product_id").GetString());
    }

    [Fact]
    public async Task Lines_EmailOfACustomer_BecomesATraitOnceAndNeverForAGuest()
    {
        List<ShopEvent> events = await EventsAsync(
            "1,A,,1,2,2025-01-01 10:00:00,c1,A@Example.com,\n2,A,,1,2,2025-01-02 10:00:00,c1,a@example.com,\n3,A,,1,2,2025-01-03 10:00:00,,guest@example.com,\n");

        ShopEvent identify = Assert.Single(events, one => one.Type is EventType.Identify);
        Assert.Equal(("c1", "a@example.com"), (identify.UserId, identify.Traits.GetProperty("email").GetString()));
        Assert.Equal("order-3", events[^1].AnonymousId);
        Assert.DoesNotContain("guest@", string.Concat(events.Select(one => Encoding.UTF8.GetString(one.Line.Span))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_SameOrderWithOtherContentOrSource_HasAnotherId()
    {
        string line = "1,A,Apple,1,2.00,2025-01-01 10:00:00,c1,,\n";
        string id = (await EventsAsync(line))[0].MessageId;
        OrderFile file = await ReadAsync(Header + line);

        Assert.Equal(id, ImportFiles.EventsOf(file, receivedAt: Now.AddDays(3))[0].MessageId);
        Assert.Equal(id, (await EventsAsync(line.Replace("2.00", "2.0", StringComparison.Ordinal)))[0].MessageId);
        Assert.NotEqual(id, (await EventsAsync(line.Replace("2.00", "2.01", StringComparison.Ordinal)))[0].MessageId);
        Assert.NotEqual(id, ImportFiles.EventsOf(file, "import:other")[0].MessageId);
        Assert.InRange(id.Length, 10, EventLimits.MessageIdLength);
    }

    [Fact]
    public async Task Lines_OrderOfThousandsOfProducts_IsOneEvent()
    {
        string lines = string.Concat(Enumerable.Range(0, 5000).Select(line => $"1,P{line},Product {line},1,1,2025-01-01 10:00:00,c1,,\n"));

        ShopEvent order = Assert.Single(await EventsAsync(lines));

        Assert.Equal(5000, order.Properties.GetProperty("products").GetArrayLength());
        Assert.Equal(5000, order.Properties.GetProperty("total").GetDecimal());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Lines_LinesThatDisagreeInAnyOrder_GiveTheSameEvents(int seed)
    {
        string csv = Header + """
            1,A,Apple,1,2.00,2025-01-01 10:05:00,c1,a@example.com,GR
            1,A,apple,1,2.10,2025-01-01 10:03:00,c2,b@example.com,GE
            1,B,Bread,1,2.10,,c3,c@example.com,
            1,A,,-1,2.10,2025-01-01 10:04:00,,,AM
            2,A,Pear,1,2.00,2025-01-01 10:03:00,c2,a@example.com,AM
            """;

        OrderFile straight = await ReadAsync(csv);
        OrderFile mixed = await ReadAsync(Shuffled(csv.Split('\n'), seed));

        Assert.Equal(EventsOf(straight).Select(one => Encoding.UTF8.GetString(one.Line.Span)), EventsOf(mixed).Select(one => Encoding.UTF8.GetString(one.Line.Span)));
        Assert.Equal(straight.Products, mixed.Products);
    }

    [Fact]
    public async Task Lines_NoPrice_LeavesAmountsOut()
    {
        JsonElement properties = (await EventsAsync("1,A,Apple,2,,2025-01-01 10:00:00,c1,,\n"))[0].Properties;

        Assert.Equal("""{"order_id":"1","currency":"EUR","products":[{"product_id":"A","name":"Apple","quantity":2}]}""", properties.GetRawText());
    }

    private static async Task<List<ShopEvent>> EventsAsync(string lines)
    {
        OrderFile file = await ReadAsync(Header + lines);
        Assert.Empty(file.Findings.First);
        return ImportFiles.EventsOf(file);
    }
}

using Personalization.Catalog.Imports;
using Personalization.Events;
using static Personalization.Tests.Catalog.Imports.ImportFiles;

namespace Personalization.Tests.Catalog.Imports;

public sealed class ShopPresetTests
{
    private const string Shopify =
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Country,Cancelled at,Refunded Amount,Vendor,Id,Tags\n"
        + "#1001,eleni@example.com,paid,2025-03-01 10:23:45 +0200,fulfilled,EUR,45.00,5.00,2.00,52.00,SPRING,5.00,2025-03-01 10:23:40 +0200,2,\"Mug, blue\",20.00,MUG-B,GR,,0.00,Acme,11,\n"
        + "#1001,eleni@example.com,,,,,,,,,,,2025-03-01 10:23:40 +0200,1,Postcard,10.00,,,,,Acme,,\n"
        + "#1002,nino@example.com,refunded,2025-03-02 10:00:00 +0400,unfulfilled,GEL,30.00,0.00,0.00,30.00,,0.00,2025-03-02 10:00:00 +0400,1,Kettle,30.00,KET,GE,2025-03-03 09:00:00 +0400,30.00,Acme,12,\n"
        + "#1003,,partially_refunded,2025-03-04 10:00:00 +0000,fulfilled,EUR,40.00,0.00,0.00,40.00,,0.00,2025-03-04 10:00:00 +0000,2,\"Mug, blue\",20.00,MUG-B,GR,,20.00,Acme,13,\n"
        + "#1004,x@example.com,voided,,unfulfilled,EUR,40.00,0.00,0.00,40.00,,0.00,2025-03-05 10:00:00 +0000,2,Kettle,20.00,KET,GR,,0.00,Acme,14,\n"
        + "#1005,Eleni@example.com,paid,2025-03-06 10:00:00 +0200,fulfilled,EUR,25.00,0.00,0.00,25.00,,0.00,2025-03-06 10:00:00 +0200,1,Kettle,25.00,KET,GR,,0.00,Acme,15,\n";

    private const string WooCommerce =
        "Order Number,Order Status,Order Date,Customer User ID,Email (Billing),Country Code (Billing),Order Currency,Order Total Amount,Order Shipping Amount,Item Name,SKU,Quantity,Item Cost\n"
        + "501,Completed,2025-02-01 09:30,7,fatima@example.com,AE,AED,150.00,10.00,فنجان قهوة,CUP,2,50.00\n"
        + "501,Completed,2025-02-01 09:30,7,fatima@example.com,AE,AED,150.00,10.00,Spoon,,4,10.00\n"
        + "502,Processing,2025-02-02 10:00,0,guest@example.com,AE,AED,50.00,0.00,فنجان قهوة,CUP,1,50.00\n"
        + "503,Cancelled,2025-02-03 10:00,7,fatima@example.com,AE,AED,50.00,0.00,فنجان قهوة,CUP,1,50.00\n"
        + "504,Refunded,2025-02-04 10:00,7,fatima@example.com,AE,AED,45.00,0.00,فنجان قهوة,CUP,1,45.00\n";

    [Fact]
    public async Task ReadAsync_Shopify_TakesOrderFieldsFromTheFirstLine()
    {
        OrderFile file = await ReadAsync(Shopify, ImportPresets.Find("shopify"));

        ImportedOrder first = file.Orders[0];
        Assert.Equal(("#1001", "2025-03-01T08:23:40.000Z", "EUR", "GR", "eleni@example.com"), (first.OrderId, EventCodec.Text(first.Time), first.Currency, first.Country, first.Email));
        Assert.Equal(new OrderAmounts { Subtotal = 45, Total = 52, Shipping = 5, Tax = 2, Discount = 5, Coupon = "SPRING" }, first.Amounts);
        Assert.Equal([("MUG-B", 2m, 20m), ("Postcard", 1m, 10m)], first.Bought.Select(line => (line.ProductId, line.Quantity, line.Price!.Value)));
        Assert.Equal(["6 Skipped status"], Told(file));
        Assert.Equal(new ImportCounts(6, 5, 1, 0), file.Counts);
    }

    [Fact]
    public async Task ReadAsync_Shopify_BringsOrdersOfOneAddressTogether()
    {
        OrderFile file = await ReadAsync(Shopify, ImportPresets.Find("shopify"));
        Dictionary<string, ImportedOrder> orders = file.Orders.ToDictionary(order => order.OrderId);

        Assert.NotNull(orders["#1001"].CustomerId);
        Assert.Equal(orders["#1001"].CustomerId, orders["#1005"].CustomerId);
        Assert.DoesNotContain("@", orders["#1001"].CustomerId, StringComparison.Ordinal);
        Assert.Null(orders["#1003"].CustomerId);
        Assert.Equal(["eleni@example.com", "nino@example.com"], EventsOf(file).Where(one => one.Type is EventType.Identify).Select(one => one.Traits.GetProperty("email").GetString()));
    }

    [Fact]
    public async Task Lines_ShopifyRefunds_AreCompletedAndThenRefunded()
    {
        List<ShopEvent> events = EventsOf(await ReadAsync(Shopify, ImportPresets.Find("shopify")));

        ShopEvent whole = Assert.Single(events, one => one.Event == EventNames.OrderRefunded && one.Properties.GetProperty("order_id").GetString() == "#1002");
        ShopEvent part = Assert.Single(events, one => one.Event == EventNames.OrderRefunded && one.Properties.GetProperty("order_id").GetString() == "#1003");
        Assert.Equal(4, events.Count(one => one.Event == EventNames.OrderCompleted));
        Assert.Equal(("2025-03-03T05:00:00.000Z", 30m, 1), (EventCodec.Text(whole.Timestamp), whole.Properties.GetProperty("total").GetDecimal(), whole.Properties.GetProperty("products").GetArrayLength()));
        Assert.Equal((20m, 0), (part.Properties.GetProperty("total").GetDecimal(), part.Properties.GetProperty("products").GetArrayLength()));
    }

    [Fact]
    public async Task ReadAsync_ShopifyWithoutOptionalColumns_IsTaken()
    {
        OrderFile file = await ReadAsync("Name,Created at,Lineitem quantity,Lineitem name\n#1,2025-03-01 10:00:00 +0200,2,Mug\n", ImportPresets.Find("shopify"));

        Assert.Null(file.Refusal);
        Assert.Equal("Mug", Assert.Single(Assert.Single(file.Orders).Bought).ProductId);
    }

    [Fact]
    public async Task ReadAsync_WooCommerce_ReadsCustomersGuestsAndStatuses()
    {
        OrderFile file = await ReadAsync(WooCommerce, ImportPresets.Find("woocommerce"));
        List<ShopEvent> events = EventsOf(file);

        Assert.Equal(["501", "502", "504"], file.Orders.Select(order => order.OrderId));
        Assert.Equal(["7", null, "7"], file.Orders.Select(order => order.CustomerId));
        Assert.Equal(["5 Skipped status"], Told(file));
        Assert.Equal(["CUP", "Spoon"], file.Orders[0].Bought.Select(line => line.ProductId));
        Assert.Equal(
            """{"order_id":"501","subtotal":140,"total":150,"revenue":140,"shipping":10,"currency":"AED","products":[{"product_id":"CUP","name":"فنجان قهوة","price":50,"quantity":2},{"product_id":"Spoon","name":"Spoon","price":10,"quantity":4}]}""",
            events[1].Properties.GetRawText());
        Assert.Equal([EventNames.OrderCompleted, EventNames.OrderRefunded], events.Where(one => one.Timestamp.Day == 4).Select(one => one.Event));
        Assert.Equal([(50m, 1), (45m, 4)], file.Products.Where(description => description.Product.ProductId == "CUP").Select(description => (description.Product.Price!.Value, description.At.Day)));
    }
}

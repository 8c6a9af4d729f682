using System.Text;
using Personalization.Catalog.Imports;
using static Personalization.Tests.Catalog.Imports.ImportFiles;

namespace Personalization.Tests.Catalog.Imports;

/// <summary>Every kind of dirt in one line, between two clean lines that must survive it.</summary>
public sealed class DirtyRowTests
{
    private const string Header = "order,product,name,quantity,price,time,customer,email,country\n";
    private const string First = "1,A,Apple,1,2.50,2025-01-01 10:00:00,c1,a@example.com,GR\n";
    private const string Last = "9,B,Bread,2,1.25,2025-01-02 10:00:00,c9,,GR\n";

    [Theory]
    [InlineData("2,A,Apple,one,2.50,2025-01-01 10:00:00,c1,,", "Rejected bad_quantity")]
    [InlineData("2,A,Apple,,2.50,2025-01-01 10:00:00,c1,,", "Rejected bad_quantity")]
    [InlineData("2,A,Apple,1,cheap,2025-01-01 10:00:00,c1,,", "Rejected bad_price")]
    [InlineData("2,A,Apple,1,\"2,50\",2025-01-01 10:00:00,c1,,", "Rejected bad_price")]
    [InlineData("2,A,Apple,1,99999999999999999999,2025-01-01 10:00:00,c1,,", "Rejected bad_price")]
    [InlineData("2,A,Apple,1,-2.50,2025-01-01 10:00:00,c1,,", "Rejected negative_price")]
    [InlineData("2,A,Apple,1,2.50,01/02/2025,c1,,", "Rejected bad_time")]
    [InlineData("2,A,Apple,1,2.50,2025-02-30 10:00:00,c1,,", "Rejected bad_time")]
    [InlineData("2,A,Apple,1,2.50,2031-01-01 10:00:00,c1,,", "Rejected future_time")]
    [InlineData("2,A,Apple,1,2.50,,c1,,", "Rejected missing_time")]
    [InlineData(",A,Apple,1,2.50,2025-01-01 10:00:00,c1,,", "Rejected missing_order_id")]
    [InlineData("2,,Apple,1,2.50,2025-01-01 10:00:00,c1,,", "Rejected missing_product_id")]
    [InlineData("2,A,Apple,1", "Rejected wrong_field_count")]
    [InlineData("2,A,Apple,1,2.50,2025-01-01 10:00:00,c1,,,surplus", "Rejected wrong_field_count")]
    [InlineData("2,A,\"Apple\"pie,1,2.50,2025-01-01 10:00:00,c1,,", "Rejected bad_quotes")]
    [InlineData("2,A,\"Apple,1,2.50,2025-01-01 10:00:00,c1,,", "Rejected bad_quotes")]
    [InlineData("2,POST,Postage,1,2.50,2025-01-01 10:00:00,c1,,", "Skipped no_product")]
    [InlineData("2,GIFT_20,Voucher,1,2.50,2025-01-01 10:00:00,c1,,", "Skipped no_product")]
    [InlineData("2,A,Apple,0,2.50,2025-01-01 10:00:00,c1,,", "Skipped zero_quantity")]
    [InlineData("order,product,name,quantity,price,time,customer,email,country", "Skipped repeated_header")]
    public async Task ReadAsync_DirtyLine_IsReportedWithItsLineAndTheRestGoesIn(string dirty, string told)
    {
        OrderFile file = await ReadAsync(Header + First + dirty + "\n" + Last);

        Assert.Equal(["3 " + told], Told(file));
        Assert.Equal(["1", "9"], file.Orders.Select(order => order.OrderId));
        Assert.Equal(new ImportCounts(3, 2, told.StartsWith('S') ? 1 : 0, told.StartsWith('R') ? 1 : 0), file.Counts);
    }

    [Theory]
    [InlineData("2,A,Apple,1,2.50,2025-01-01 10:00:00,c1,nobody,", "bad_email")]
    [InlineData("1,C,Cake,1,2.50,2025-01-01 10:00:00,c1,b@example.com,GR", "conflict")]
    public async Task ReadAsync_DoubtfulLine_IsTakenAndNoted(string line, string code)
    {
        OrderFile file = await ReadAsync(Header + First + line + "\n" + Last);

        ImportFinding found = Assert.Single(file.Findings.First);
        Assert.Equal((ImportOutcome.Noted, code), (found.Outcome, found.Code));
        Assert.DoesNotContain("@", found.Detail, StringComparison.Ordinal);
        Assert.Equal(new ImportCounts(3, 3, 0, 0), file.Counts);
    }

    [Fact]
    public async Task ReadAsync_BytesThatAreNoUtf8_AreNotedInATextAndRejectedInAnId()
    {
        byte[] csv = Encoding.Latin1.GetBytes(Header + First + "2,A,Caf\u00e9,1,2.50,2025-01-01 10:00:00,c1,,\n3,Caf\u00e9,Coffee,1,2.50,2025-01-01 10:00:00,c1,,\n" + Last);

        OrderFile file = await ReadAsync(csv);

        Assert.Equal(["3 Noted invalid_utf8", "4 Rejected invalid_utf8"], Told(file));
        Assert.Equal(["1", "2", "9"], file.Orders.Select(order => order.OrderId));
    }

    [Fact]
    public async Task ReadAsync_NegativeQuantityThatTheMappingDoesNotKnow_IsRejected()
    {
        ImportMapping strict = Plain with { Cancellations = new CancellationRules() };

        OrderFile file = await ReadAsync(Header + First + "2,A,Apple,-1,2.50,2025-01-01 10:00:00,c1,,\n", strict);

        Assert.Equal(["3 Rejected negative_quantity"], Told(file));
    }

    [Fact]
    public async Task ReadAsync_DirtyFirstLineOfAnOrder_StillTellsOfTheOrder()
    {
        OrderFile file = await ReadAsync(Header + "2,A,Apple,one,2.50,2025-01-01 10:00:00,c1,,GE\n2,B,Bread,1,1,,,,\n");

        ImportedOrder order = Assert.Single(file.Orders);
        Assert.Equal(("c1", "GE", "B"), (order.CustomerId, order.Country, Assert.Single(order.Bought).ProductId));
        Assert.Equal(new ImportCounts(2, 1, 0, 1), file.Counts);
    }

    [Fact]
    public async Task ReadAsync_MoreFindingsThanAreKept_KeepsTheFirstAndCountsAll()
    {
        string bad = string.Concat(Enumerable.Repeat("2,A,Apple,one,2.50,2025-01-01 10:00:00,c1,,\n", 1500));

        OrderFile file = await ReadAsync(Header + "3,A,Apple,1,1,,,,\n" + bad + Last);

        Assert.Equal(1501, file.Findings.Total);
        Assert.Equal(1500, file.Findings.ByCode["bad_quantity"]);
        Assert.Equal(Enumerable.Range(2, ImportFindings.Limit).Select(line => (long)line), file.Findings.First.Select(found => found.Line));
        Assert.Equal("missing_time", file.Findings.First[0].Code);
    }
}

using System.Globalization;
using System.Text;
using Personalization.Catalog;
using Personalization.Catalog.Imports;
using Personalization.Events;

namespace Personalization.Tests.Catalog.Imports;

/// <summary>The import against a real shop's file, counted here a second time in another way.</summary>
public sealed class OnlineRetailTests
{
    private static readonly string[] NonProducts = ["POST", "D", "M", "DOT", "C2", "BANK CHARGES"];

    [Fact]
    public async Task ReadAsync_OnlineRetail_CountsWhatAnIndependentReadingCounts()
    {
        List<Row> rows = Rows();
        List<Row> products = [.. rows.Where(row => !NonProducts.Contains(row.Product))];
        List<Row> sold = [.. products.Where(row => !row.IsAdjustment)];

        OrderFile file = await ReadAsync();

        Assert.Null(file.Refusal);
        Assert.Equal(new ImportCounts(10_000, sold.Count, 10_000 - sold.Count, 0), file.Counts);
        Assert.Equal(rows.Count - products.Count, file.Findings.ByCode["no_product"]);
        Assert.Equal(products.Count - sold.Count, file.Findings.ByCode["stock_adjustment"]);
        Assert.Equal(sold.Select(row => row.Order).Distinct().Count(), file.Orders.Count);
        Assert.Equal(sold.Where(row => row.Quantity > 0).Sum(row => row.Quantity), file.Orders.SelectMany(order => order.Bought).Sum(line => line.Quantity));
        Assert.Equal(
            sold.Where(row => row.Quantity > 0).Sum(row => row.Quantity * row.Price), file.Orders.SelectMany(order => order.Bought).Sum(line => line.Amount));
        Assert.Equal(-sold.Where(row => row.Quantity < 0).Sum(row => row.Quantity * row.Price), file.Orders.Sum(order => order.Returned?.Total ?? 0));
        Assert.Equal(
            sold.Where(row => row.Customer.Length > 0).Select(row => row.Customer).Distinct().Order(),
            file.Orders.Where(order => order.CustomerId is not null).Select(order => order.CustomerId!).Distinct().Order());
        Assert.Contains("17850", file.Orders.Select(order => order.CustomerId));
    }

    [Fact]
    public async Task ReadAsync_OnlineRetail_DescribesEachProductWithItsPricesAndLastName()
    {
        OrderFile file = await ReadAsync();
        Dictionary<string, List<Row>> sold = Rows()
            .Where(row => !NonProducts.Contains(row.Product) && !row.IsAdjustment)
            .GroupBy(row => row.Product).ToDictionary(rows => rows.Key, rows => rows.ToList());

        ILookup<string, ProductDescription> described = file.Products.ToLookup(description => description.Product.ProductId);

        Assert.Equal(sold.Keys.Order(StringComparer.Ordinal), described.Select(product => product.Key).Order(StringComparer.Ordinal));
        Assert.Equal(file.Products.Select(description => description.At).Order(), file.Products.Select(description => description.At));
        Assert.All(file.Products, description => Assert.True(description.Product is { Imported: true, Name.Length: > 0, Price: null or > 0 }));
        foreach ((string id, List<Row> rows) in sold)
        {
            IEnumerable<decimal> prices = rows.Where(row => row.Quantity > 0 && row.Price > 0).Select(row => row.Price).Distinct().Order();
            Assert.Equal(
                prices, described[id].Where(description => description.Product.Price is not null).Select(description => description.Product.Price!.Value).Distinct().Order());
        }
        Assert.Equal("WHITE HANGING HEART T-LIGHT HOLDER", described["85123A"].First().Product.Name);
        Assert.DoesNotContain("85123a", described.Select(product => product.Key));
    }

    [Fact]
    public async Task Lines_OnlineRetail_AreCanonicalAndRunTwiceGiveTheSameIds()
    {
        OrderFile file = await ReadAsync();

        List<ShopEvent> first = ImportFiles.EventsOf(file);
        List<ShopEvent> second = ImportFiles.EventsOf(await ReadAsync(), receivedAt: ImportFiles.Now.AddDays(1));

        Assert.Equal(first.Select(one => one.MessageId), second.Select(one => one.MessageId));
        Assert.Equal(first.Count, first.Select(one => one.MessageId).Distinct().Count());
        Assert.Equal(file.Orders.Count(order => order.Bought.Count > 0), first.Count(one => one.Event == EventNames.OrderCompleted));
        Assert.Equal(file.Orders.Count(order => order.OrderId.StartsWith('C')), first.Count(one => one.Event == EventNames.OrderRefunded));
        Assert.All(first.Where(one => one.UserId is null), one => Assert.Equal("order-" + one.Properties.GetProperty("order_id").GetString(), one.AnonymousId));
        Assert.All(
            first.SelectMany(one => one.Properties.GetProperty("products").EnumerateArray()),
            product => Assert.True(product.GetProperty("quantity").GetDecimal() > 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadAsync_LinesInAnyOrder_GivesTheSameEventsAndProducts(int seed)
    {
        string[] lines = await File.ReadAllLinesAsync(ImportFiles.OnlineRetail());

        OrderFile straight = await ReadAsync();
        OrderFile mixed = await ImportFiles.ReadAsync(ImportFiles.Shuffled(lines, seed), ImportPresets.Find("online-retail"));

        Assert.Equal(Texts(straight), Texts(mixed));
        Assert.Equal(straight.Products, mixed.Products);
        Assert.Equal(straight.Counts, mixed.Counts);
    }

    private static List<string> Texts(OrderFile file) => [.. ImportFiles.EventsOf(file).Select(one => Encoding.UTF8.GetString(one.Line.Span))];

    private static async Task<OrderFile> ReadAsync() =>
        await ImportFiles.ReadAsync(await File.ReadAllBytesAsync(ImportFiles.OnlineRetail()), ImportPresets.Find("online-retail"));

    // No line of this file has a line break in quotes, so each line splits at the commas outside quotes.
    private static List<Row> Rows() =>
    [
        .. File.ReadLines(ImportFiles.OnlineRetail()).Skip(1).Select(line =>
        {
            List<string> fields = [""];
            bool quoted = false;
            foreach (char letter in line)
            {
                if (letter == '"') quoted = !quoted;
                else if (letter == ',' && !quoted) fields.Add("");
                else fields[^1] += letter;
            }
            return new Row(
                fields[0], fields[1].ToUpperInvariant(), int.Parse(fields[3], CultureInfo.InvariantCulture), decimal.Parse(fields[5], CultureInfo.InvariantCulture),
                fields[6].Replace(".0", "", StringComparison.Ordinal));
        }),
    ];

    private sealed record Row(string Order, string Product, int Quantity, decimal Price, string Customer)
    {
        public bool IsAdjustment => Quantity < 0 && Price == 0 && Customer.Length == 0;
    }
}

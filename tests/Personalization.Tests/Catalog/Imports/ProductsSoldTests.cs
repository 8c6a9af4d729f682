using Personalization.Catalog;
using Personalization.Catalog.Imports;
using static Personalization.Tests.Catalog.Imports.ImportFiles;

namespace Personalization.Tests.Catalog.Imports;

public sealed class ProductsSoldTests
{
    private const string Header = "order,product,name,quantity,price,time,customer,email,country\n";

    [Fact]
    public async Task ReadAsync_ProductOfSeveralOrders_HasItsPricesInOrderAndItsLastName()
    {
        OrderFile file = await ReadAsync(
            Header
            + "3,A,Apple jam,1,2.50,2025-01-03 10:00:00,,,\n"
            + "1,A,Apple,1,2.00,2025-01-01 10:00:00,,,\n"
            + "2,A,,1,2.0,2025-01-02 10:00:00,,,\n"
            + "4,A,damaged,1,0,2025-01-04 10:00:00,,,\n"
            + "R-1,A,Apple sauce,1,1.50,2025-01-05 10:00:00,,,\n");

        Assert.Equal([(1, 2.00m), (3, 2.50m)], file.Products.Select(description => (description.At.Day, description.Product.Price!.Value)));
        Assert.All(file.Products, description => Assert.Equal(("Apple jam", "EUR", true), (description.Product.Name, description.Product.Currency, description.Product.Imported)));
    }

    [Fact]
    public async Task ReadAsync_ProductWithoutNameAndPrice_IsDescribedByItsId()
    {
        OrderFile file = await ReadAsync(Header + "1,A,,1,0,2025-01-01 10:00:00,,,\n");

        ProductDescription only = Assert.Single(file.Products);
        Assert.Equal(("A", null), (only.Product.Name, only.Product.Price));
    }

    [Fact]
    public async Task ReadAsync_Products_GoThroughTheHistoryOfTheCatalog()
    {
        OrderFile file = await ReadAsync(Header + "2,A,Apple,1,3,2025-01-02 10:00:00,,,\n1,A,Apple,1,2,2025-01-01 10:00:00,,,\n");

        Product product = file.Products.Aggregate((Product?)null, (known, description) => ProductHistory.Describe(known, description.Product, description.At))!;

        Assert.Equal([2m, 3m], product.PriceHistory!.Select(point => point.Price));
        Assert.Equal(3m, product.Price);
    }
}

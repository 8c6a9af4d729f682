using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Catalog.Imports;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>What an import brings, cut into steps of which each can be done again.</summary>
/// <param name="Products">Products to describe.</param>
/// <param name="Steps">How many steps of events there are.</param>
/// <param name="Lines">The event lines of a step.</param>
/// <param name="File">What was read of a file, or null.</param>
internal sealed record ImportContent(
    IReadOnlyList<ProductDescription> Products, int Steps, Func<int, IEnumerable<ReadOnlyMemory<byte>>> Lines, OrderFile? File)
{
    private const int OrdersAStep = 100;
    private const int ShoppersAStep = 50;

    /// <summary>Orders by customer, so that each profile is written once or twice.</summary>
    public static ImportContent Of(OrderFile file, string source, DateTimeOffset now)
    {
        ImportedOrder[] orders = [.. file.Orders.OrderBy(order => order.CustomerId, StringComparer.Ordinal).ThenBy(order => order.Time).ThenBy(order => order.OrderId, StringComparer.Ordinal)];
        return new ImportContent(
            file.Products, (orders.Length + OrdersAStep - 1) / OrdersAStep,
            step => orders.Skip(step * OrdersAStep).Take(OrdersAStep).SelectMany(order => OrderEvents.Lines(order, source, now)), file);
    }

    public static ImportContent Of(DemoShop shop) => new(
        shop.Products, (DemoShop.Shoppers + ShoppersAStep - 1) / ShoppersAStep, step => shop.Events(step * ShoppersAStep, ShoppersAStep), null);
}

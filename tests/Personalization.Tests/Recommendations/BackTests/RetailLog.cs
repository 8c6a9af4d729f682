using Personalization.Catalog.Imports;
using Personalization.Recommendations.Sessions;
using Personalization.Tests.Catalog.Imports;

namespace Personalization.Tests.Recommendations.BackTests;

/// <summary>The orders of a real shop, as they come out of the import.</summary>
internal static class RetailLog
{
    public static async Task<ShoppingLog> ReadAsync()
    {
        OrderFile file = await ImportFiles.ReadAsync(await File.ReadAllBytesAsync(ImportFiles.OnlineRetail()), ImportPresets.Find("online-retail"));
        ShoppingLogBuilder builder = new();
        foreach (ImportedOrder order in file.Orders)
            foreach (ReadOnlyMemory<byte> line in OrderEvents.Lines(order, "import:test", ImportFiles.Now)) Assert.True(builder.Add(line.Span));
        return builder.Build();
    }

    /// <summary>The time of the order before which such a share of the orders was made.</summary>
    public static uint Cut(ShoppingLog log, double share) => log.Orders.Times[(int)(log.Orders.Count * share)];
}

/// <summary>How often two products were in one order, and nothing else.</summary>
internal sealed class PlainCounts : ISessionPredictor
{
    private readonly Dictionary<int, int>[] together;
    private readonly TopProducts top;

    public PlainCounts(ShoppingLog log)
    {
        together = [.. log.ProductIds.Select(_ => new Dictionary<int, int>())];
        top = new TopProducts(log.ProductIds.Length);
        for (int order = 0; order < log.Orders.Count; order++)
            foreach (int one in log.Orders.Of(order))
                foreach (int other in log.Orders.Of(order))
                    if (one != other) together[one][other] = together[one].GetValueOrDefault(other) + 1;
    }

    public int Predict(ReadOnlySpan<int> products, Span<int> best)
    {
        foreach (int product in products)
            foreach ((int other, int count) in together[product]) top.Add(other, count);
        return top.Take(best);
    }
}

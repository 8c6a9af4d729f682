using System.Text;
using Personalization.Catalog.Imports;
using Personalization.Common;
using Personalization.Events;
using Personalization.Testing;

namespace Personalization.Tests.Catalog.Imports;

/// <summary>Files for tests of the import, and ways to read them.</summary>
internal static class ImportFiles
{
    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A plain mapping: order, product, name, quantity, price, time, customer, email, country.</summary>
    public static readonly ImportMapping Plain = Mapping(
        """
        {
          "columns": { "orderId": "order", "productId": "product", "productName": "name", "quantity": "quantity", "unitPrice": "price", "time": "time",
            "customerId": "customer", "email": "email", "country": "country" },
          "optionalColumns": ["productName", "unitPrice", "customerId", "email", "country"],
          "currency": "EUR",
          "nonProducts": { "codes": ["POST"], "patterns": ["^gift"] },
          "cancellations": { "orderIdPrefixes": ["R-"], "negativeQuantity": true }
        }
        """);

    public static ImportMapping Mapping(string json)
    {
        MappingResult result = ImportMappings.Read(Encoding.UTF8.GetBytes(json));
        Assert.Null(result.Problem);
        return result.Mapping!;
    }

    public static Task<OrderFile> ReadAsync(string csv, ImportMapping? mapping = null) => ReadAsync(Encoding.UTF8.GetBytes(csv), mapping);

    public static async Task<OrderFile> ReadAsync(byte[] csv, ImportMapping? mapping = null)
    {
        using MemoryStream stream = new(csv);
        return await OrderFileReader.ReadAsync(stream, mapping ?? Plain, Now, CancellationToken.None);
    }

    /// <summary>The header and the other lines in another order.</summary>
    public static string Shuffled(IReadOnlyList<string> lines, int seed) =>
        string.Join('\n', [lines[0], .. lines.Skip(1).Index().OrderBy(line => StableHash.Of($"{seed} {line.Index}")).Select(line => line.Item)]);

    public static string OnlineRetail()
    {
        string path = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "../shared/data/online-retail/orders.csv"));
        Assert.True(File.Exists(path), $"This test reads the Online Retail data, which is not there. Expected the file {path}.");
        return path;
    }

    public static List<ShopEvent> EventsOf(OrderFile file, string source = "import:test", DateTimeOffset? receivedAt = null) =>
        [.. file.Orders.SelectMany(order => OrderEvents.Lines(order, source, receivedAt ?? Now)).Select(EventCodec.Parse)];

    /// <summary>One line for each finding: its line, outcome and code.</summary>
    public static string[] Told(OrderFile file) => [.. file.Findings.First.Select(found => $"{found.Line} {found.Outcome} {found.Code}")];
}

using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Catalog.Imports;
using Personalization.Common;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>What a step of an import brings.</summary>
/// <param name="Lines">Event lines.</param>
/// <param name="Matches">How lines of the file met people, this step's only; null where that is not asked.</param>
public sealed record ImportStep(IReadOnlyList<ReadOnlyMemory<byte>> Lines, IReadOnlyList<(string Outcome, long Line)>? Matches = null);

/// <summary>What an import brings, cut into steps of which each can be done again.</summary>
/// <param name="Products">Products to describe.</param>
/// <param name="Steps">How many steps of events there are.</param>
/// <param name="ReadStep">A step.</param>
public sealed record ImportContent(IReadOnlyList<ProductDescription> Products, int Steps, Func<int, CancellationToken, Task<ImportStep>> ReadStep)
{
    private const int OrdersAStep = 100;
    private const int ShoppersAStep = 50;

    /// <summary>Why the file was not read at all, or null.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>Records of the file, or null where there is none.</summary>
    public ImportCounts? Counts { get; init; }

    /// <summary>What was found in the file, or null.</summary>
    public ImportFindings? Findings { get; init; }

    /// <summary>Whether models have something to learn from it.</summary>
    public bool ChangesModels { get; init; } = true;

    /// <summary>Orders by customer, so that each profile is written once or twice.</summary>
    internal static ImportContent Of(OrderFile file, string source, DateTimeOffset now)
    {
        ImportedOrder[] orders = [.. file.Orders.OrderBy(order => order.CustomerId ?? order.Email, StringComparer.Ordinal).ThenBy(order => order.Time).ThenBy(order => order.OrderId, StringComparer.Ordinal)];
        return new ImportContent(
            file.Products, (orders.Length + OrdersAStep - 1) / OrdersAStep,
            (step, _) => Task.FromResult(new ImportStep([.. orders.Skip(step * OrdersAStep).Take(OrdersAStep).SelectMany(order => OrderEvents.Lines(order, source, now))])))
        {
            Refusal = file.Refusal, Counts = file.Counts, Findings = file.Findings,
        };
    }

    internal static ImportContent Of(DemoShop shop) => new(
        [.. shop.Guides, .. shop.Products], (DemoShop.Shoppers + ShoppersAStep - 1) / ShoppersAStep, (step, _) => Task.FromResult(new ImportStep([.. shop.Events(step * ShoppersAStep, ShoppersAStep)])));
}

/// <summary>Reads files of one kind.</summary>
public interface IImportReader
{
    /// <summary>The kinds that it reads.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>What a file brings.</summary>
    /// <param name="status">The import.</param>
    /// <param name="file">The file.</param>
    /// <param name="mapping">The mapping that it came with; null for a preset.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ImportContent> ReadAsync(ImportStatus status, Stream file, BinaryData? mapping, CancellationToken cancellationToken);
}

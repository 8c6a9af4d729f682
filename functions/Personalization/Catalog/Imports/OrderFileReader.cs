using Personalization.Common;
using Personalization.Events;

namespace Personalization.Catalog.Imports;

/// <summary>Reads CSV files of order lines. Memory grows with the orders of a file, not with its bytes.</summary>
public static class OrderFileReader
{
    /// <summary>Reads a file. Lines of one order may stand apart; the order of lines makes no difference.</summary>
    /// <param name="file">UTF-8, with or without a byte order mark; read once, forward, asynchronously.</param>
    /// <param name="mapping">A checked mapping: a preset, or one that <see cref="ImportMappings.Read"/> gave.</param>
    /// <param name="now">Lines later than this are rejected.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<OrderFile> ReadAsync(Stream file, ImportMapping mapping, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ImportMappings.Check(mapping) is { } problem) return Refused(problem);
        ImportLedger ledger = new();
        using CsvRecords records = new(file, mapping.Delimiter, ledger);
        if (!await records.ReadAsync(0, cancellationToken)) return Refused(Empty());
        string[] header = [.. Enumerable.Range(0, records.Count).Select(field => records[field])];
        (OrderColumns? columns, problem) = OrderColumns.Bind(mapping, header);
        if (columns is null) return Refused(problem!);

        OrderRowReader rows = new(mapping, columns, now + EventLimits.FutureTolerance, ledger);
        Dictionary<string, OrderDraft> drafts = new(StringComparer.Ordinal);
        while (await records.ReadAsync(header.Length, cancellationToken)) rows.Read(records, drafts);
        return Assemble(mapping, drafts, ledger);
    }

    private static OrderFile Assemble(ImportMapping mapping, Dictionary<string, OrderDraft> drafts, ImportLedger ledger)
    {
        OrderAssembly assembly = new(mapping, ledger);
        ProductsSold products = new();
        List<ImportedOrder> orders = new(drafts.Count);
        foreach (OrderDraft draft in drafts.Values)
        {
            if (assembly.Assemble(draft) is not { } order) continue;
            orders.Add(order);
            products.See(draft, order);
        }
        orders.Sort((one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : string.CompareOrdinal(one.OrderId, other.OrderId));
        Introduce(orders);
        return new OrderFile { Orders = orders, Products = products.Describe(), Counts = ledger.Counts, Findings = ledger.Findings };
    }

    private static void Introduce(List<ImportedOrder> orders)
    {
        HashSet<(string, string)> known = [];
        for (int index = 0; index < orders.Count; index++)
            if (orders[index] is { CustomerId: { } customer, Email: { } email } order && known.Add((customer, email)))
                orders[index] = order with { IntroducesEmail = true };
    }

    private static OrderFile Refused(Problem problem) =>
        new() { Refusal = problem, Counts = new ImportLedger().Counts, Findings = new ImportLedger().Findings };

    private static Problem Empty() =>
        new(422, "empty-file", "The file is empty", "The file has no header line. Send a CSV file whose first line names the columns.");
}

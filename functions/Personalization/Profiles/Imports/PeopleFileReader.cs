using Personalization.Catalog.Imports;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Imports;

/// <summary>Reads CSV files of people. What is wrong is told by the number of its line, never by what stands there.</summary>
public static class PeopleFileReader
{
    /// <summary>People of a file.</summary>
    public const int MostPeople = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="file">UTF-8, with or without a byte order mark; read once, forward, asynchronously.</param>
    /// <param name="mapping">A checked mapping.</param>
    /// <param name="now">Dates later than this are not believed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<PeopleFile> ReadAsync(Stream file, PeopleMapping mapping, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ImportLedger ledger = new();
        using CsvRecords records = new(file, mapping.Delimiter, ledger);
        if (!await records.ReadAsync(0, cancellationToken))
            return Refused(new Problem(422, "empty-file", "The file is empty", "The file has no header line. Send a CSV file whose first line names the columns."));
        string[] header = [.. Enumerable.Range(0, records.Count).Select(field => records[field])];
        PeopleColumns columns = new(header);
        if (!mapping.Columns.Where(one => one.Key is PeopleField.UserId or PeopleField.Email or PeopleField.Phone).Any(one => columns.Has(one.Value)))
            return Refused(new Problem(422, "missing-columns", "The file lacks columns that the mapping names", $"None of the columns that name people is there. The columns that are there: {string.Join(", ", header)}."));
        PersonRowReader reader = new(mapping, columns, now + EventLimits.FutureTolerance, ledger);
        List<PersonRow> people = [];
        while (people.Count < MostPeople && await records.ReadAsync(header.Length, cancellationToken))
            if (reader.Read(records) is { } row) people.Add(row);
        return new PeopleFile { People = people, Counts = ledger.Counts, Findings = ledger.Findings };
    }

    private static PeopleFile Refused(Problem problem) => new() { Refusal = problem, Counts = new ImportLedger().Counts, Findings = new ImportLedger().Findings };
}

/// <summary>The columns of one file by name.</summary>
internal sealed class PeopleColumns(IReadOnlyList<string> header)
{
    private readonly Dictionary<ColumnNames, int[]> found = new(ReferenceEqualityComparer.Instance);

    public bool Has(ColumnNames? names) => Of(names).Length > 0;

    /// <summary>The text of a field on a record; empty where there is none.</summary>
    public string Text(CsvRecords record, ColumnNames? names)
    {
        foreach (int column in Of(names))
            if (record[column] is { Length: > 0 } text) return text;
        return "";
    }

    private int[] Of(ColumnNames? names)
    {
        if (names is null) return [];
        if (!found.TryGetValue(names, out int[]? columns)) found[names] = columns = [.. names.Names.Select(IndexOf).Where(index => index >= 0)];
        return columns;
    }

    private int IndexOf(string name)
    {
        for (int index = 0; index < header.Count; index++)
            if (header[index].Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) return index;
        return -1;
    }
}

using Personalization.Common;

namespace Personalization.Catalog.Imports;

/// <summary>Which columns of one file hold which fields.</summary>
internal sealed class OrderColumns
{
    private static readonly int FieldCount = Enum.GetValues<OrderField>().Length;

    private readonly int[][] columns;

    private OrderColumns(int[][] columns) => this.columns = columns;

    /// <summary>Finds the mapped columns among those of a header, or says which are missing.</summary>
    public static (OrderColumns? Columns, Problem? Problem) Bind(ImportMapping mapping, IReadOnlyList<string> header)
    {
        int[][] columns = new int[FieldCount][];
        List<ProblemError> missing = [];
        foreach (OrderField field in Enum.GetValues<OrderField>())
        {
            ColumnNames? names = mapping.Columns.GetValueOrDefault(field);
            columns[(int)field] = [.. names is null ? [] : names.Names.Select(name => IndexOf(header, name)).Where(index => index >= 0)];
            if (names is null || columns[(int)field].Length > 0 || mapping.OptionalColumns.Contains(field)) continue;
            missing.Add(new ProblemError("missing_column", $"/columns/{ImportMappings.Name(field)}", $"The file has no column {string.Join(" or ", names.Names)}."));
        }
        return missing.Count == 0 ? (new OrderColumns(columns), null) : (null, Missing(missing, header));
    }

    /// <summary>The text of a field on a record; empty where there is none.</summary>
    public string Text(CsvRecords record, OrderField field)
    {
        foreach (int column in columns[(int)field])
            if (record[column] is { Length: > 0 } text) return text;
        return "";
    }

    private static int IndexOf(IReadOnlyList<string> header, string name)
    {
        for (int index = 0; index < header.Count; index++)
            if (header[index].Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) return index;
        return -1;
    }

    private static Problem Missing(List<ProblemError> missing, IReadOnlyList<string> header) => new(
        422, "missing-columns", "The file lacks columns that the mapping names",
        $"{string.Join(' ', missing.Select(error => error.Detail))} The columns that are there: {string.Join(", ", header)}.", missing);
}

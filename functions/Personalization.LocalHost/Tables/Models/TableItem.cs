namespace Azure.Data.Tables.Models;

/// <summary>A table of the account.</summary>
public class TableItem
{
    /// <summary>Names a table.</summary>
    public TableItem(string name) => Name = name;

    /// <summary>The name of the table.</summary>
    public string Name { get; }
}

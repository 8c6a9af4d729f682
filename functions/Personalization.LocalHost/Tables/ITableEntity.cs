namespace Azure.Data.Tables;

/// <summary>A row of a table. Every other readable property of a class that implements it is stored under its own name.</summary>
public interface ITableEntity
{
    /// <summary>Groups rows that one transaction may change together; up to 512 characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>Names the row inside its partition; up to 512 characters.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the row; ignored on writes.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the row that was read, for optimistic concurrency; ignored on writes.</summary>
    ETag ETag { get; set; }
}

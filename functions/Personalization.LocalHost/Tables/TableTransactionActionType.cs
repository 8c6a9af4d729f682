namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does to its row.</summary>
public enum TableTransactionActionType
{
    /// <summary>Insert; the row must not exist.</summary>
    Add = 0,

    /// <summary>Merge into the row, which must exist when an ETag is given.</summary>
    UpdateMerge = 1,

    /// <summary>Replace the row, which must exist when an ETag is given.</summary>
    UpdateReplace = 2,

    /// <summary>Delete the row, which must exist.</summary>
    Delete = 3,

    /// <summary>Merge into the row or insert it.</summary>
    UpsertMerge = 4,

    /// <summary>Replace the row or insert it.</summary>
    UpsertReplace = 5,
}

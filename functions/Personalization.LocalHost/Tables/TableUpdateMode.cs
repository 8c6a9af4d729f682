namespace Azure.Data.Tables;

/// <summary>What an update does with the properties that the new entity does not mention.</summary>
public enum TableUpdateMode
{
    /// <summary>Keep them.</summary>
    Merge = 0,

    /// <summary>Remove them.</summary>
    Replace = 1,
}

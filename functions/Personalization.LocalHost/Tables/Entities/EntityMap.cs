using System.Text.Json;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>How the properties of one entity class become a row.</summary>
internal abstract class EntityMap
{
    /// <summary>Writes everything but the keys.</summary>
    public abstract void WriteProperties(ITableEntity entity, EntityWriter writer);

    /// <summary>Writes a whole row.</summary>
    public void Write(ITableEntity entity, EntityWriter writer)
    {
        writer.Begin(entity.PartitionKey, entity.RowKey);
        WriteProperties(entity, writer);
        writer.End();
    }
}

/// <summary>How a row becomes an entity, too.</summary>
internal abstract class EntityMap<T> : EntityMap
{
    /// <summary>Reads the object that the reader stands at, and leaves it at its end.</summary>
    public abstract T Read(ref Utf8JsonReader reader);
}

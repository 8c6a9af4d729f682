using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>Maps a class by accessors compiled once.</summary>
internal sealed class ClassMap<T> : EntityMap<T> where T : class, ITableEntity
{
    private readonly PropertyMap<T>[] properties;
    private readonly Dictionary<byte[], PropertyMap<T>>.AlternateLookup<ReadOnlySpan<byte>> writable;
    private readonly Func<T>? create;

    public ClassMap()
    {
        properties = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(PropertyMap.IsStored).Select(PropertyMap<T>.For)];
        writable = properties.Where(property => property.CanWrite).ToDictionary(property => property.Utf8Name, Utf8Comparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();
        create = typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor && !typeof(T).IsAbstract
            ? Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile()
            : null;
    }

    public override void WriteProperties(ITableEntity entity, EntityWriter writer)
    {
        T row = (T)entity;
        foreach (PropertyMap<T> property in properties) property.Write(row, writer);
    }

    public override T Read(ref Utf8JsonReader reader)
    {
        T entity = create?.Invoke() ?? throw new MissingMethodException(typeof(T).Name, "a public constructor without parameters");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // The class knows its types, so that annotations are of no use; they fall under the unknown names.
            if (writable.TryGetValue(Utf8Comparer.NameAt(ref reader), out PropertyMap<T>? property))
            {
                reader.Read();
                property.Read(entity, ref reader);
            }
            else
            {
                ReadSystemProperty(entity, ref reader);
            }
        }
        return entity;
    }

    private static void ReadSystemProperty(T entity, ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        bool partitionKey = name.SequenceEqual("PartitionKey"u8), rowKey = name.SequenceEqual("RowKey"u8);
        bool timestamp = name.SequenceEqual("Timestamp"u8), etag = name.SequenceEqual("odata.etag"u8);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (partitionKey) entity.PartitionKey = reader.GetString()!;
        else if (rowKey) entity.RowKey = reader.GetString()!;
        else if (timestamp) entity.Timestamp = reader.GetDateTimeOffset();
        else if (etag) entity.ETag = new ETag(reader.GetString()!);
        else reader.Skip();
    }
}

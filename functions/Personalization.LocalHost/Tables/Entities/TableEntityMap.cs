using System.Text;
using System.Text.Json;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>Maps an entity that is a dictionary: the values' own types on the way out, the annotations on the way in.</summary>
internal sealed class TableEntityMap : EntityMap<TableEntity>
{
    public override void WriteProperties(ITableEntity entity, EntityWriter writer)
    {
        foreach ((string name, object value) in ((TableEntity)entity).Properties)
        {
            if (value is null || IsSystemName(name)) continue;
            EntityRules.CheckName(name);
            WriteValue(writer, name, value);
        }
    }

    public override TableEntity Read(ref Utf8JsonReader reader)
    {
        TableEntity entity = new();
        string? annotated = null;
        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("odata.metadata"u8))
            {
                reader.Skip();
            }
            else if (AnnotatedName(ref reader) is { } name)
            {
                reader.Read();
                (annotated, type) = (name, reader.GetString());
            }
            else
            {
                ReadProperty(entity, ref reader, annotated, type);
            }
        }
        return entity;
    }

    private static void ReadProperty(TableEntity entity, ref Utf8JsonReader reader, string? annotated, string? type)
    {
        string name = reader.GetString()!;
        reader.Read();
        // The service writes a type just before its value, and leaves it out for the timestamp.
        entity.Properties[name] = name == nameof(TableEntity.Timestamp)
            ? reader.GetDateTimeOffset()
            : ReadValue(ref reader, name == annotated ? type : null)!;
    }

    private static bool IsSystemName(string name) =>
        name is nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp)
        || name.StartsWith("odata.", StringComparison.Ordinal);

    private static void WriteValue(EntityWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text: writer.Add(name, text); break;
            case bool flag: writer.Add(name, flag); break;
            case int number: writer.Add(name, number); break;
            case long number: writer.Add(name, number); break;
            case double number: writer.Add(name, number); break;
            case Guid id: writer.Add(name, id); break;
            case DateTime time: writer.Add(name, time); break;
            case DateTimeOffset time: writer.Add(name, time.UtcDateTime); break;
            case byte[] bytes: writer.Add(name, bytes); break;
            case BinaryData data: writer.Add(name, data.ToMemory().Span); break;
            case Enum word: writer.Add(name, word.ToString()); break;
            default: throw new NotSupportedException($"Property {name} has a type that a table cannot store ({value.GetType().Name})");
        }
    }

    private static string? AnnotatedName(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> suffix = "@odata.type"u8;
        ReadOnlySpan<byte> name = Utf8Comparer.NameAt(ref reader);
        return name.EndsWith(suffix) ? Encoding.UTF8.GetString(name[..^suffix.Length]) : null;
    }

    private static object? ReadValue(ref Utf8JsonReader reader, string? type) => (reader.TokenType, type) switch
    {
        (JsonTokenType.Null, _) => null,
        (_, "Edm.Int64") => Codecs.ReadInt64(ref reader),
        (_, "Edm.Double") => Codecs.ReadDouble(ref reader),
        (_, "Edm.Guid") => reader.GetGuid(),
        (_, "Edm.DateTime") => reader.GetDateTimeOffset(),
        (_, "Edm.Binary") => reader.GetBytesFromBase64(),
        (JsonTokenType.Number, _) => reader.TryGetInt32(out int number) ? (object)number : reader.GetDouble(),
        (JsonTokenType.True or JsonTokenType.False, _) => reader.GetBoolean(),
        _ => reader.GetString(),
    };
}

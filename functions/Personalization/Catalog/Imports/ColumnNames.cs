using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Catalog.Imports;

/// <summary>
/// Names of columns that hold a field: of those that a file has, the first that is not empty on a line counts.
/// JSON: a text or an array of texts.
/// </summary>
/// <param name="Names">At least one; case and outer blanks do not matter.</param>
[JsonConverter(typeof(ColumnNamesConverter))]
public sealed record ColumnNames(IReadOnlyList<string> Names);

internal sealed class ColumnNamesConverter : JsonConverter<ColumnNames>
{
    public override ColumnNames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return new ColumnNames([reader.GetString()!]);
        if (reader.TokenType is not JsonTokenType.StartArray) throw new JsonException("A column is a text or an array of texts.");
        List<string> names = [];
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            names.Add(reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException("A column is a text or an array of texts."));
        return new ColumnNames(names);
    }

    public override void Write(Utf8JsonWriter writer, ColumnNames value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string name in value.Names) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Profiles;

/// <summary>Keys as their text.</summary>
internal sealed class PersonKeyConverter : JsonConverter<PersonKey>
{
    public override PersonKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, PersonKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

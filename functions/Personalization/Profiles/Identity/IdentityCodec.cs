using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Profiles.Identity;

/// <summary>What is stored of identities, as bytes. The format is storage format.</summary>
public static class IdentityCodec
{
    private static readonly IdentityJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        Converters = { new PersonKeyConverter() },
    });

    /// <summary>The state as JSON.</summary>
    public static byte[] Serialize(IdentityState state) => JsonSerializer.SerializeToUtf8Bytes(state, Json.IdentityState);

    /// <summary>Reads what <see cref="Serialize(IdentityState)"/> wrote.</summary>
    public static IdentityState Deserialize(ReadOnlySpan<byte> json) =>
        json.IsEmpty ? IdentityState.None : JsonSerializer.Deserialize(json, Json.IdentityState) ?? throw new JsonException("A stored identity is empty");

    /// <summary>The entry as JSON.</summary>
    public static byte[] Serialize(QuarantineEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Json.QuarantineEntry);

    /// <summary>Reads what <see cref="Serialize(QuarantineEntry)"/> wrote.</summary>
    public static QuarantineEntry DeserializeEntry(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Json.QuarantineEntry) ?? throw new JsonException("A stored entry of the quarantine is empty");
}

/// <summary>Source-generated serializers of identities.</summary>
[JsonSerializable(typeof(IdentityState))]
[JsonSerializable(typeof(QuarantineEntry))]
internal sealed partial class IdentityJson : JsonSerializerContext;

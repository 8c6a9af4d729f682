using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Catalog;

/// <summary>Products as JSON, on the wire and in storage.</summary>
public static class ProductCodec
{
    /// <summary>Compact, camelCase, absent fields left out, letters of every script as they are.</summary>
    public static CatalogJson Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
    });

    /// <summary>True when both are stored as the same bytes.</summary>
    public static bool SameBytes(Product one, Product other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, Json.Product).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, Json.Product));
}

/// <summary>Source-generated serializers of the catalog.</summary>
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(List<Product>))]
public sealed partial class CatalogJson : JsonSerializerContext;

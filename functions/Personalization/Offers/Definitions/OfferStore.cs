using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common.Documents;

namespace Personalization.Offers.Definitions;

/// <summary>An offer as it is stored. Field names are storage format.</summary>
/// <param name="Version">Its version; goes on rising when an offer is taken away and written anew.</param>
/// <param name="Text">YAML or JSON as the merchant wrote it; empty where it was taken away.</param>
/// <param name="SavedAt">When, UTC.</param>
public sealed record OfferLine(int Version, string Text, DateTimeOffset SavedAt)
{
    /// <summary>Whether it was taken away.</summary>
    [JsonIgnore]
    public bool IsGone => Text.Length == 0;
}

/// <summary>Offers as they are written.</summary>
public interface IOfferStore : IDocumentIndexStore<OfferLine>;

/// <summary>Source-generated serializers of what is stored of offers.</summary>
[JsonSerializable(typeof(ImmutableSortedDictionary<string, OfferLine>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
public sealed partial class OfferCodec : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common.Documents;

namespace Personalization.Experiences.Definitions;

/// <summary>An experience as it is stored. Field names are storage format.</summary>
/// <param name="Version">Its version; goes on rising when it is taken away and written anew.</param>
/// <param name="Text">YAML or JSON as the merchant wrote it; empty where it was taken away.</param>
/// <param name="SavedAt">When, UTC.</param>
public sealed record ExperienceLine(int Version, string Text, DateTimeOffset SavedAt)
{
    /// <summary>Whether it was taken away.</summary>
    [JsonIgnore]
    public bool IsGone => Text.Length == 0;
}

/// <summary>Experiences as they are written.</summary>
public interface IExperienceStore : IDocumentIndexStore<ExperienceLine>;

/// <summary>Source-generated serializers of what is stored of experiences.</summary>
[JsonSerializable(typeof(ImmutableSortedDictionary<string, ExperienceLine>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class ExperienceCodec : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common.Documents;

namespace Personalization.Segments.Definitions;

/// <summary>A segment as it is stored. Field names are storage format.</summary>
/// <param name="Version">Its version; goes on rising when a segment is taken away and written anew.</param>
/// <param name="Text">YAML or JSON as the merchant wrote it; empty where it was taken away.</param>
/// <param name="SavedAt">When, UTC.</param>
public sealed record SegmentLine(int Version, string Text, DateTimeOffset SavedAt)
{
    /// <summary>Whether it was taken away.</summary>
    [JsonIgnore]
    public bool IsGone => Text.Length == 0;
}

/// <summary>Segments as they are written.</summary>
public interface ISegmentStore : IDocumentIndexStore<SegmentLine>;

/// <summary>Questions to the list of segments.</summary>
public static class SegmentLines
{
    /// <summary>Ids of the segments that there are.</summary>
    public static IReadOnlySet<string> Ids(this DocumentIndex<SegmentLine> index) => index.Lines.Where(one => !one.Value.IsGone).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Source-generated serializers of what is stored of segments.</summary>
[JsonSerializable(typeof(ImmutableSortedDictionary<string, SegmentLine>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
public sealed partial class SegmentCodec : JsonSerializerContext;

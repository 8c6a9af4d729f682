using System.Collections.Immutable;
using System.Text.Json.Serialization;

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

/// <summary>The shop's segments by id, with the version under which the list is stored; null before there is one.</summary>
public sealed record SegmentIndex(ImmutableSortedDictionary<string, SegmentLine> Lines, string? Version)
{
    /// <summary>No segments.</summary>
    public static SegmentIndex Empty { get; } = new(ImmutableSortedDictionary.Create<string, SegmentLine>(StringComparer.Ordinal), null);
}

/// <summary>Segments as they are written.</summary>
public interface ISegmentStore
{
    /// <summary>The list as of a moment ago, from memory; the same one as long as nothing has changed.</summary>
    ValueTask<SegmentIndex> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>The list as stored now.</summary>
    Task<SegmentIndex> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Stores a list in place of the one whose version it bears; false when others have changed it since.</summary>
    Task<bool> TrySaveAsync(SegmentIndex next, CancellationToken cancellationToken);
}

/// <summary>Source-generated serializers of what is stored of segments.</summary>
[JsonSerializable(typeof(ImmutableSortedDictionary<string, SegmentLine>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
public sealed partial class SegmentCodec : JsonSerializerContext;

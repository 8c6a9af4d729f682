using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Personalization.Segments.Population;

/// <summary>How many did something within so many days. Who ordered counts as one who carted and viewed, and who carted as one who viewed.</summary>
/// <param name="Days">Within how many days before the pass.</param>
/// <param name="Viewed">People who looked at a product.</param>
/// <param name="Carted">People who put one into a cart.</param>
/// <param name="Ordered">People who ordered.</param>
public sealed record FunnelStep(int Days, long Viewed, long Carted, long Ordered);

/// <summary>What the newest pass has counted of a segment.</summary>
/// <param name="Members">People in it.</param>
/// <param name="Funnel">What its members did, over 7, 30 and 90 days.</param>
public sealed record SegmentCount(long Members, ImmutableArray<FunnelStep> Funnel)
{
    /// <summary>The stretches that are looked at.</summary>
    public static ImmutableArray<int> Stretches { get; } = [7, 30, 90];

    /// <summary>Members by <see cref="IMemberKind"/>; empty where a pass has not asked.</summary>
    public ImmutableSortedDictionary<string, long> Kinds { get => field ?? Unasked; init; } = Unasked;

    /// <summary>Nobody.</summary>
    public static SegmentCount Nobody { get; } = new(0, [.. Stretches.Select(days => new FunnelStep(days, 0, 0, 0))]);

    private static ImmutableSortedDictionary<string, long> Unasked => ImmutableSortedDictionary<string, long>.Empty;
}

/// <summary>What the newest whole pass has counted. Field names are storage format.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="People">People in all.</param>
/// <param name="Segments">By segment; those with nobody in them are left out.</param>
public sealed record SegmentNumbers(DateTimeOffset At, long People, ImmutableSortedDictionary<string, SegmentCount> Segments);

/// <summary>How far a pass over all people is: what it goes on from when it is interrupted. Field names are storage format.</summary>
public sealed record PassState
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this was last written, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was through, UTC; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The segments that it looks at (<see cref="Definitions.SegmentSet.Written"/>).</summary>
    public string Rules { get; init; } = "";

    /// <summary>The last storage key that was looked at; null before the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>People looked at.</summary>
    public long People { get; init; }

    /// <summary>People whose segments were others than thought.</summary>
    public long Changed { get; init; }

    /// <summary>Parts written.</summary>
    public ImmutableArray<PopulationShard> Shards { get; init; } = [];

    /// <summary>Counts so far.</summary>
    public ImmutableSortedDictionary<string, SegmentCount> Counts { get; init; } = ImmutableSortedDictionary.Create<string, SegmentCount>(StringComparer.Ordinal);
}

/// <summary>What passes over all people leave behind.</summary>
public interface IPassStore
{
    /// <summary>How far the newest pass is; null before any.</summary>
    Task<PassState?> StateAsync(CancellationToken cancellationToken);

    /// <summary>Says how far it is.</summary>
    Task SaveAsync(PassState state, CancellationToken cancellationToken);

    /// <summary>Stores a part of the people, whatever was there under its name.</summary>
    Task WriteShardAsync(PopulationShard shard, IReadOnlyCollection<PopulationPerson> people, CancellationToken cancellationToken);

    /// <summary>Puts a snapshot in place of the one before, whose parts are removed, with what was counted.</summary>
    Task PublishAsync(PopulationSnapshot snapshot, SegmentNumbers numbers, CancellationToken cancellationToken);

    /// <summary>Puts other bounds between the parts of the snapshot, which stay as they are.</summary>
    Task RenameBoundsAsync(PopulationSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>What the newest whole pass has counted; null before any.</summary>
    Task<SegmentNumbers?> NumbersAsync(CancellationToken cancellationToken);

    /// <summary>What customers are measured by, as of a moment ago, from memory.</summary>
    ValueTask<ShopNorms> NormsAsync(CancellationToken cancellationToken);

    /// <summary>What the next pass is to put in service; null where nothing is known yet.</summary>
    Task<ShopNorms?> NextNormsAsync(CancellationToken cancellationToken);

    /// <summary>Puts norms in service.</summary>
    Task PutNormsAsync(ShopNorms norms, CancellationToken cancellationToken);

    /// <summary>Keeps norms for the next pass.</summary>
    Task KeepNormsAsync(ShopNorms next, CancellationToken cancellationToken);
}

/// <summary>Source-generated serializers of what passes leave behind.</summary>
[JsonSerializable(typeof(PassState))]
[JsonSerializable(typeof(PopulationSnapshot))]
[JsonSerializable(typeof(SegmentNumbers))]
[JsonSerializable(typeof(ShopNorms))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class PassCodec : JsonSerializerContext;

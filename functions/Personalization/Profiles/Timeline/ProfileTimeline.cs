using System.Collections.Immutable;

namespace Personalization.Profiles.Timeline;

/// <summary>
/// The newest <see cref="ProfileLimits.TimelineEvents"/> events of a person, newest first. Kept packed and unpacked only when asked for:
/// decisions, which read a profile with every page, never ask. Immutable; equal events give equal bytes, in whatever order they came.
/// </summary>
public sealed class ProfileTimeline
{
    private readonly Lazy<ImmutableArray<TimelineEvent>> events;

    private ProfileTimeline(ReadOnlyMemory<byte> packed, Lazy<ImmutableArray<TimelineEvent>> events) => (Packed, this.events) = (packed, events);

    /// <summary>Nothing yet.</summary>
    public static ProfileTimeline None { get; } = new(default, new Lazy<ImmutableArray<TimelineEvent>>([]));

    /// <summary>The storage format.</summary>
    public ReadOnlyMemory<byte> Packed { get; }

    /// <summary>The events, newest first.</summary>
    public ImmutableArray<TimelineEvent> Events => events.Value;

    /// <summary>Takes what <see cref="Packed"/> gave.</summary>
    public static ProfileTimeline From(ReadOnlyMemory<byte> packed) =>
        packed.IsEmpty ? None : new ProfileTimeline(packed, new Lazy<ImmutableArray<TimelineEvent>>(() => TimelineCodec.Unpack(packed.Span)));

    /// <summary>These and others, as many as are kept.</summary>
    public ProfileTimeline With(IReadOnlyCollection<TimelineEvent> others)
    {
        if (others.Count == 0) return this;
        ImmutableArray<TimelineEvent> all =
        [
            .. Events.Concat(others).DistinctBy(one => (one.At, one.Id)).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(ProfileLimits.TimelineEvents),
        ];
        return new ProfileTimeline(TimelineCodec.Pack(all), new Lazy<ImmutableArray<TimelineEvent>>(all));
    }
}

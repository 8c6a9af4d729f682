namespace Personalization.Profiles;

/// <summary>
/// Which events a profile has already taken in: the newest <see cref="ProfileLimits.SeenEvents"/> by time. Immutable.
/// Older events than it can remember count as seen once it is full: better one late event uncounted than one counted twice.
/// </summary>
public sealed class SeenEvents
{
    private readonly SeenEvent[] events;
    private readonly Lazy<HashSet<ulong>> ids;

    private SeenEvents(SeenEvent[] events)
    {
        this.events = events;
        ids = new Lazy<HashSet<ulong>>(() => [.. events.Select(seen => seen.Id)]);
    }

    /// <summary>Nothing seen yet.</summary>
    public static SeenEvents None { get; } = new([]);

    /// <summary>The remembered events, newest first.</summary>
    public IReadOnlyList<SeenEvent> Events => events;

    /// <summary>Takes remembered events in any order.</summary>
    public static SeenEvents From(IEnumerable<SeenEvent> seen) =>
        new([.. seen.Distinct().OrderByDescending(one => one.Second).ThenByDescending(one => one.Id).Take(ProfileLimits.SeenEvents)]);

    /// <summary>True for an event that is remembered, or too old to tell.</summary>
    public bool Contains(SeenEvent one) =>
        ids.Value.Contains(one.Id) || (events.Length >= ProfileLimits.SeenEvents && (one.Second, one.Id).CompareTo((events[^1].Second, events[^1].Id)) < 0);

    /// <summary>These and others.</summary>
    public SeenEvents With(IEnumerable<SeenEvent> others) => From(events.Concat(others));
}

/// <summary>A remembered event.</summary>
/// <param name="Second">When it happened, in whole seconds since 1970.</param>
/// <param name="Id">Hash of its messageId.</param>
public readonly record struct SeenEvent(long Second, ulong Id);

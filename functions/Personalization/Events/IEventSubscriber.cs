namespace Personalization.Events;

/// <summary>A room that keeps something up to date with every event, and knows which events it has taken in already.</summary>
public interface IEventSubscriber
{
    /// <summary>Those of the events that it has not taken in, as far as it knows here and now.</summary>
    Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken);

    /// <summary>Takes events in; one that it has taken in already changes nothing.</summary>
    Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken);
}

/// <summary>
/// A room that finishes what events have brought about. It is told of every event, known ones too, after all rooms have taken them in, and again
/// where a process died: what it does, it does once.
/// </summary>
public interface IEventAftermath
{
    /// <summary>Finishes. What it throws brings the events again.</summary>
    Task SettleAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken);
}

/// <summary>A room that reads the lake behind the events.</summary>
public interface ILakeFollower
{
    /// <summary>Says that the lake has grown. Returns at once.</summary>
    void Notice();
}

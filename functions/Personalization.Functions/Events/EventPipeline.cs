using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>
/// Takes captured events in: first the lake, then whoever subscribes. Whatever it is interrupted by, doing it again does no more
/// than doing it once: subscribers know the events they have taken in, and readers of the lake go by messageId.
/// </summary>
public sealed class EventPipeline(
    IEventLake lake, IEnumerable<IEventSubscriber> subscribers, IEnumerable<ILakeFollower> followers, IEventGate? gate = null, IEnumerable<IEventAftermath>? aftermaths = null)
{
    /// <summary>Takes in canonical lines, each ended by a line feed, and gives their events, known ones too, but not those that the gate keeps out. Throws <see cref="FormatException"/> for lines that capture has not written.</summary>
    public async Task<IReadOnlyList<ShopEvent>> ProcessAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        IEnumerable<ReadOnlyMemory<byte>> all = EventCodec.Lines(lines);
        if (gate is not null && await gate.CurrentAsync(cancellationToken) is { } admits) all = all.Where(admits);
        ShopEvent[] events = [.. all.Select(EventCodec.Parse)];
        if (events.Length == 0) return events;
        HashSet<ShopEvent> fresh = new(ReferenceEqualityComparer.Instance);
        foreach (IEventSubscriber subscriber in subscribers) fresh.UnionWith(await subscriber.FreshAsync(events, cancellationToken));
        await lake.AppendAsync(EventCodec.Join(events.Where(fresh.Contains).Select(one => one.Line)), cancellationToken);
        foreach (IEventSubscriber subscriber in subscribers) await subscriber.ApplyAsync(fresh, cancellationToken);
        foreach (ILakeFollower follower in followers) follower.Notice();
        foreach (IEventAftermath aftermath in aftermaths ?? []) await aftermath.SettleAsync(events, cancellationToken);
        return events;
    }
}

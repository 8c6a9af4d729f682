using Personalization.Events;

namespace Personalization.Functions.Events;

/// <summary>
/// Takes captured events in: first the lake, then whoever subscribes. Whatever it is interrupted by, doing it again does no more
/// than doing it once: subscribers know the events they have taken in, and readers of the lake go by messageId.
/// </summary>
public sealed class EventPipeline(
    IEventLake lake, IEnumerable<IEventSubscriber> subscribers, IEnumerable<ILakeFollower> followers, IEnumerable<IEventAftermath>? aftermaths = null)
{
    /// <summary>Takes in canonical lines, each ended by a line feed, and gives their events, known ones too. Throws <see cref="FormatException"/> for lines that capture has not written.</summary>
    public async Task<IReadOnlyList<ShopEvent>> ProcessAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        ShopEvent[] events = [.. EventCodec.Lines(lines).Select(EventCodec.Parse)];
        HashSet<ShopEvent> fresh = new(ReferenceEqualityComparer.Instance);
        foreach (IEventSubscriber subscriber in subscribers) fresh.UnionWith(await subscriber.FreshAsync(events, cancellationToken));
        await lake.AppendAsync(EventCodec.Join(events.Where(fresh.Contains).Select(one => one.Line)), cancellationToken);
        foreach (IEventSubscriber subscriber in subscribers) await subscriber.ApplyAsync(fresh, cancellationToken);
        foreach (ILakeFollower follower in followers) follower.Notice();
        foreach (IEventAftermath aftermath in aftermaths ?? []) await aftermath.SettleAsync(events, cancellationToken);
        return events;
    }
}

using Personalization.Common;
using Personalization.Events;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>Learns from opened messages when people open them.</summary>
internal sealed class OpensSubscriber(IHistoryStore histories) : IEventSubscriber
{
    private const int Attempts = 20;
    private static readonly HashSet<string> Names = ["Email Opened", "Email Link Clicked", "Push Notification Tapped"];

    public async Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        List<ShopEvent> fresh = [];
        foreach (IGrouping<PersonKey, ShopEvent> person in Opens(events))
        {
            PersonHistory history = (await histories.LoadAsync(person.Key, cancellationToken)).History;
            fresh.AddRange(person.Where(one => Added(history, [one]) is not null));
        }
        return fresh;
    }

    public async Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken)
    {
        foreach (IGrouping<PersonKey, ShopEvent> person in Opens(events)) await ApplyAsync(person, cancellationToken);
    }

    private async Task ApplyAsync(IGrouping<PersonKey, ShopEvent> person, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredHistory stored = await histories.LoadAsync(person.Key, cancellationToken);
            if (Added(stored.History, person) is not { } next || await histories.TrySaveAsync(stored, next, cancellationToken)) return;
        }
        throw new DeliveryContendedException();
    }

    // Null where nothing is new, or all of it is older than what is kept.
    private static PersonHistory? Added(PersonHistory history, IEnumerable<ShopEvent> events)
    {
        PersonHistory next = history.WithOpens(events.Select(one => new OpenedMessage(one.Timestamp, StableHash.Of(one.MessageId))));
        return next.Opens.SequenceEqual(history.Opens) ? null : next;
    }

    private static IEnumerable<IGrouping<PersonKey, ShopEvent>> Opens(IEnumerable<ShopEvent> events) =>
        events.Where(one => one.Event is { } name && Names.Contains(name)).GroupBy(PersonKey.Of);
}

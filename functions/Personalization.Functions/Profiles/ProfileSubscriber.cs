using System.Collections.Concurrent;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>Keeps profiles up to date with the events: links first, then each person's events in one change.</summary>
internal sealed class ProfileSubscriber(ProfileUpdater profiles) : IEventSubscriber
{
    private const int PeopleAtOnce = 8;

    public async Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        foreach ((PersonKey from, PersonKey into) in events.SelectMany(ProfileRules.Links).Distinct().ToArray())
            await profiles.LinkAsync(from, into, cancellationToken);
        ConcurrentBag<ShopEvent> fresh = [];
        await ForEachPersonAsync(events, async (person, token) =>
        {
            foreach (ShopEvent shopEvent in await profiles.FreshAsync(person.Key, person, token)) fresh.Add(shopEvent);
        }, cancellationToken);
        return fresh;
    }

    public Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken) =>
        ForEachPersonAsync(events, async (person, token) => await profiles.ApplyAsync(person.Key, [.. person], token), cancellationToken);

    private static Task ForEachPersonAsync(
        IEnumerable<ShopEvent> events, Func<IGrouping<PersonKey, ShopEvent>, CancellationToken, ValueTask> action, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            events.GroupBy(PersonKey.Of),
            new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce, CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, action);
}

using System.Collections.Concurrent;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles;

/// <summary>Keeps profiles up to date with the events: links first, then each person's events in one change.</summary>
internal sealed class ProfileSubscriber(ProfileUpdater profiles) : IEventSubscriber
{
    private const int PeopleAtOnce = 8;

    public async Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        foreach ((IdentityLink link, ShopEvent said) in events.SelectMany(one => IdentityLinks.Of(one).Select(link => (Link: link, Said: one))).DistinctBy(one => one.Link).ToArray())
            await profiles.LinkAsync(link, said, cancellationToken);
        ConcurrentBag<ShopEvent> fresh = [];
        foreach (ShopEvent act in events.Where(IsAct))
            if (await profiles.IsFreshActAsync(act, cancellationToken)) fresh.Add(act);
        await ForEachPersonAsync(events, async (person, token) =>
        {
            foreach (ShopEvent shopEvent in await profiles.FreshAsync(person.Key, person, token)) fresh.Add(shopEvent);
        }, cancellationToken);
        return fresh;
    }

    public async Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken)
    {
        foreach (ShopEvent act in events.Where(IsAct)) await profiles.ActAsync(act, cancellationToken);
        await ForEachPersonAsync(events, async (person, token) => await profiles.ApplyAsync(person.Key, [.. person], token), cancellationToken);
    }

    // What a merchant does to identities is no event of the person's: undone, it must leave no trace in the profile.
    private static bool IsAct(ShopEvent shopEvent) => shopEvent.Event is ReservedEvents.ProfilesMerged or ReservedEvents.ProfilesUnmerged;

    private static Task ForEachPersonAsync(
        IEnumerable<ShopEvent> events, Func<IGrouping<PersonKey, ShopEvent>, CancellationToken, ValueTask> action, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            events.Where(one => !IsAct(one)).GroupBy(PersonKey.Of),
            new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce, CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, action);
}

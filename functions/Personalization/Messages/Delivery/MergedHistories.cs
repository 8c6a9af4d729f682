using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <summary>
/// Histories of people as they are now: what a device or another profile was sent, before it turned out to be the same person, counts for
/// that person. The history that is taken in is closed first, so that whoever does not know of the merge yet writes to the right one all the same.
/// </summary>
/// <param name="histories">Histories.</param>
public sealed class MergedHistories(IHistoryStore histories)
{
    private const int Attempts = 20;
    private const int MostHops = 8;

    /// <summary>The history of a person or device, or the one that it was taken into.</summary>
    public Task<StoredHistory> LoadAsync(PersonKey person, CancellationToken cancellationToken) => FollowAsync(person, [], cancellationToken);

    /// <summary>Changes the history; with everything taken in that belongs to the same person by now.</summary>
    /// <param name="person">The person.</param>
    /// <param name="absorbed">All keys that were merged into the person.</param>
    /// <param name="change">The change; where it gives back the same, nothing is stored.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ChangeAsync(PersonKey person, IReadOnlyCollection<string> absorbed, Func<PersonHistory, PersonHistory> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // What is closed but, since somebody died there, not taken in yet is met on the way.
            HashSet<string> all = [.. absorbed];
            StoredHistory stored = await FollowAsync(person, all, cancellationToken);
            PersonHistory next = change(await WithAllAsync(stored, all, cancellationToken));
            if (ReferenceEquals(next, stored.History) || await histories.TrySaveAsync(stored, next, cancellationToken)) return;
        }
        throw new DeliveryContendedException();
    }

    private async Task<StoredHistory> FollowAsync(PersonKey person, HashSet<string> passed, CancellationToken cancellationToken)
    {
        StoredHistory stored = await histories.LoadAsync(person, cancellationToken);
        for (int hops = 0; hops < MostHops && stored.History.MergedInto is { } next; hops++)
        {
            passed.Add(stored.Person.Value);
            stored = await histories.LoadAsync(new PersonKey(next), cancellationToken);
        }
        return stored;
    }

    private async Task<PersonHistory> WithAllAsync(StoredHistory stored, HashSet<string> absorbed, CancellationToken cancellationToken)
    {
        string[] missing = [.. absorbed.Where(key => key != stored.Person.Value && !stored.History.Absorbed.Contains(key))];
        if (missing.Length == 0) return stored.History;
        List<StoredHistory> closed = [];
        foreach (string key in missing) closed.Add(await CloseAsync(new PersonKey(key), stored.Person, cancellationToken));
        // What another one has taken in has gone on there: its own copy is old.
        HashSet<string> within = [.. closed.SelectMany(one => one.History.Absorbed)];
        PersonHistory all = closed.Where(one => !within.Contains(one.Person.Value)).Aggregate(stored.History, (known, one) => known.TakeIn(one.History));
        return all with { Absorbed = all.Absorbed.Union(missing) };
    }

    private async Task<StoredHistory> CloseAsync(PersonKey from, PersonKey into, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredHistory source = await histories.LoadAsync(from, cancellationToken);
            if (source.History.MergedInto is not null) return source;
            if (await histories.TrySaveAsync(source, source.History with { MergedInto = into.Value }, cancellationToken)) return source;
        }
        throw new DeliveryContendedException();
    }
}

using Personalization.Catalog;
using Personalization.Functions.Profiles;
using Personalization.Functions.Storage;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Population;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

/// <summary>
/// People like another, by the newest snapshot of all people. The index lives in memory alone, and whoever it names is looked up before the answer:
/// nobody is named who has been erased since, nor anybody who has not agreed to be looked at so, when the snapshot was made or since.
/// </summary>
public sealed class SimilarPeople : IDisposable
{
    // The snapshot's parts are fair samples of all people.
    private const int MostPeople = 50_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly IPopulation population;
    private readonly ICatalogStore catalog;
    private readonly ProfileUpdater profiles;
    private readonly ConsentPolicy policy;
    private readonly Refreshed<Indexed> current;

    /// <summary>By its services.</summary>
    public SimilarPeople(IPopulation population, ICatalogStore catalog, ProfileUpdater profiles, ConsentPolicy policy, TimeProvider time)
    {
        (this.population, this.catalog, this.profiles, this.policy) = (population, catalog, profiles, policy);
        current = new Refreshed<Indexed>(time, LookEvery, LoadAsync);
    }

    /// <summary>Whether a person may be likened to others.</summary>
    public bool May(Profile profile) => new Consents(profile, policy) is { MayBeLearnedFrom: true } consents && consents.For<ForPersonalization>() is not null;

    /// <summary>Those most like somebody, and among how many people was looked; null before there is a snapshot.</summary>
    public async Task<(IReadOnlyList<SimilarPerson> Found, int Among)?> FindAsync(Profile profile, int most, CancellationToken cancellationToken)
    {
        if (await current.GetAsync(cancellationToken) is not { At: not null } index) return null;
        List<SimilarPerson> found = [];
        HashSet<PersonKey> roots = [profile.Key];
        foreach (SimilarPerson one in index.Customers.Find(profile, 2 * most))
        {
            Profile now = (await profiles.ResolveAsync(one.Person, cancellationToken)).Profile;
            if (now.LastSeen is not null && May(now) && roots.Add(now.Key)) found.Add(one with { Person = now.Key });
            if (found.Count == most) break;
        }
        return (found, index.Customers.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => current.Dispose();

    private async Task<Indexed?> LoadAsync(Indexed? known, CancellationToken cancellationToken)
    {
        if (await population.FindAsync(cancellationToken) is not { } snapshot) return new Indexed(null, new CustomerIndex(CatalogSnapshot.Empty));
        if (snapshot.At == known?.At) return null;
        CustomerIndex index = new(await catalog.CurrentAsync(cancellationToken));
        int people = 0;
        foreach (PopulationShard shard in snapshot.Shards)
        {
            if (people >= MostPeople) break;
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
                if (May(one.Profile)) index.Add(one.Profile);
            people += shard.People;
        }
        return new Indexed(snapshot.At, index.Complete());
    }

    private sealed record Indexed(DateTimeOffset? At, CustomerIndex Customers);
}

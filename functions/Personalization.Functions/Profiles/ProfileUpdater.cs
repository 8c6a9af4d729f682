using System.Collections.Immutable;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Profiles;

/// <summary>Brings events and links to stored profiles, one change of a profile at a time within this instance, and by version across instances.</summary>
public sealed class ProfileUpdater : IDisposable
{
    private const int Attempts = 30;

    private readonly IProfileStore store;
    private readonly IDecisionReader? decisions;
    private readonly ForbiddenTraits? forbidden;
    private readonly ProfileSaver saver;
    private readonly ProfilePaths paths;
    private readonly ProfileMerger merger;
    private readonly ProfileLinker linker;
    private readonly ProfileActs acts;
    private readonly ProfileRemoval removal;
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Works on the profiles of a store.</summary>
    /// <param name="store">Profiles.</param>
    /// <param name="decisions">Tells which lists were shown by a decision of this shop; without it none was.</param>
    /// <param name="segments">Says which segments a person is in; without it they stay as they are.</param>
    /// <param name="guards">What protects profiles from being merged wrongly.</param>
    /// <param name="quarantine">Where links go that a guard holds back; without it they are only not made.</param>
    /// <param name="forbidden">Traits that nobody but the person may bring; the suite's own list without it.</param>
    public ProfileUpdater(IProfileStore store, IDecisionReader? decisions = null, IMembershipKeeper? segments = null, IdentityGuards? guards = null, IQuarantineStore? quarantine = null,
        ForbiddenTraits? forbidden = null)
    {
        (this.store, this.decisions, this.forbidden) = (store, decisions, forbidden);
        IdentityGuards guard = guards ?? IdentityGuards.Default;
        saver = new ProfileSaver(store, segments);
        paths = new ProfilePaths(store);
        merger = new ProfileMerger(store, saver, paths);
        linker = new ProfileLinker(merger, new IdentityRules(guard), quarantine);
        acts = new ProfileActs(paths, merger);
        removal = new ProfileRemoval(store, merger, guard);
    }

    /// <summary>The events that the person's profile, as known here, has not taken in.</summary>
    public async Task<IReadOnlyList<ShopEvent>> FreshAsync(PersonKey key, IEnumerable<ShopEvent> events, CancellationToken cancellationToken) =>
        ProfileRules.Apply((await paths.FindAsync(key, cancellationToken)).Basis, events, decisions, forbidden).Fresh;

    /// <summary>Takes events addressed to one key into the person's profile: into the part of that key, and into the view of all parts.</summary>
    public Task ApplyAsync(PersonKey key, IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken) =>
        events.Count == 0 ? Task.CompletedTask : InTurnAsync(key, () => TryApplyAsync(key, events, cancellationToken), cancellationToken);

    /// <summary>Looks at a person's segments although no event has come, and stores the answer where it has changed. Gives the profile as it is then.</summary>
    public async Task<StoredProfile> ReconsiderAsync(PersonKey key, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        await InTurnAsync(key, async () =>
        {
            StoredProfile whole = (await merger.SettleAsync(key, cancellationToken)).Root;
            return await saver.TrySaveAsync(whole, whole, PartChanges.None, occasion, cancellationToken) is not null;
        }, cancellationToken);
        return await ResolveAsync(key, cancellationToken);
    }

    /// <summary>Makes a link that an event says, or holds it back where a guard stands against it.</summary>
    public Task LinkAsync(IdentityLink link, ShopEvent shopEvent, CancellationToken cancellationToken) => linker.LinkAsync(link, shopEvent, cancellationToken);

    /// <summary>True for the event of a merchant's merge or un-merge that is yet to be carried out.</summary>
    public Task<bool> IsFreshActAsync(ShopEvent shopEvent, CancellationToken cancellationToken) => acts.IsFreshAsync(shopEvent, cancellationToken);

    /// <summary>Carries out a merchant's merge or un-merge; one that was carried out changes nothing.</summary>
    public Task ActAsync(ShopEvent shopEvent, CancellationToken cancellationToken) => acts.ApplyAsync(shopEvent, cancellationToken);

    /// <summary>The profile of a person: the one that the person's own was merged into, if it was.</summary>
    public async ValueTask<StoredProfile> ResolveAsync(PersonKey key, CancellationToken cancellationToken) => (await paths.FindAsync(key, cancellationToken)).Root;

    /// <summary>The parts of a person as they are stored now; of a profile that was never merged it is the only one.</summary>
    public async Task<JoinedPerson> PartsAsync(PersonKey key, CancellationToken cancellationToken) =>
        await PartsAsync((await merger.SettleAsync(key, cancellationToken)).Root, cancellationToken);

    /// <summary>Puts a person with parts made anew in place of the one that a key belongs to. What gives back the same person changes nothing.</summary>
    /// <param name="key">One of the person's keys.</param>
    /// <param name="rebuild">Gives the person anew; asked again when others have changed the stored one meanwhile.</param>
    /// <param name="cause">The name under which changes of segments are remembered.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RebuildAsync(PersonKey key, Func<JoinedPerson, JoinedPerson> rebuild, string cause, CancellationToken cancellationToken) => InTurnAsync(key, async () =>
    {
        StoredProfile whole = (await merger.SettleAsync(key, cancellationToken)).Root;
        JoinedPerson person = await PartsAsync(whole, cancellationToken);
        JoinedPerson next = rebuild(person);
        if (ReferenceEquals(next, person)) return true;
        Profile[] changed = whole.Identity.HasParts ? [.. next.Parts.Values.Where(part => !ReferenceEquals(part, person.Parts.GetValueOrDefault(part.Key)))] : [];
        return await saver.TrySaveAsync(whole, whole with { Profile = next.View }, new PartChanges(changed, []), new MembershipOccasion(cause), cancellationToken) is not null;
    }, cancellationToken);

    /// <summary>All keys of the person that a key belongs to: the own one and all that were merged into it. Of a person nobody has heard of only the key itself.</summary>
    public Task<ImmutableSortedSet<PersonKey>> KeysAsync(PersonKey key, CancellationToken cancellationToken) => removal.KeysAsync(key, cancellationToken);

    /// <summary>Takes every word of a person out of what is noted of others: blocked pairs, undone merges, who signed in where, on whose devices they were. To be done before the person is deleted.</summary>
    /// <returns>How many others it was noted of.</returns>
    public Task<int> ForgetMentionsAsync(IReadOnlyCollection<PersonKey> keys, CancellationToken cancellationToken) => removal.ForgetMentionsAsync(keys, RebuildAsync, cancellationToken);

    /// <summary>Deletes all that is stored of the person that a key belongs to: the view, the parts and the pointers. Says how many records that were.</summary>
    public Task<int> DeleteAsync(PersonKey key, CancellationToken cancellationToken) => removal.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SemaphoreSlim turn in turns) turn.Dispose();
    }

    private async Task<JoinedPerson> PartsAsync(StoredProfile whole, CancellationToken cancellationToken)
    {
        IReadOnlyList<Profile> parts = whole.Identity.HasParts ? await store.LoadPartsAsync(whole.Profile.Key, cancellationToken) : [whole.Profile];
        return new JoinedPerson(whole.Profile, whole.Identity, parts.ToImmutableSortedDictionary(part => part.Key, part => part));
    }

    private async Task InTurnAsync(PersonKey key, Func<Task<bool>> tryOnce, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = turns[(uint)(await paths.FindAsync(key, cancellationToken)).Root.Profile.Key.GetHashCode() % turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
                if (await tryOnce()) return;
        }
        finally
        {
            turn.Release();
        }
        throw new ProfileContendedException();
    }

    private async Task<bool> TryApplyAsync(PersonKey key, IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken)
    {
        StoredProfile whole = (await merger.SettleAsync(key, cancellationToken)).Root;
        (Profile view, IReadOnlyList<ShopEvent> fresh) = ProfileRules.Apply(whole.Profile, events, decisions, forbidden);
        if (fresh.Count == 0) return true;
        PartChanges parts = PartChanges.None;
        if (whole.Identity.HasParts)
        {
            PersonKey own = whole.Identity.PartOf(key, whole.Profile.Key);
            Profile part = await store.FindPartAsync(whole, own, cancellationToken) ?? new Profile { Key = own };
            parts = new PartChanges([ProfileRules.Apply(part, fresh, decisions, forbidden).Profile], []);
        }
        return await saver.TrySaveAsync(whole, whole with { Profile = view }, parts, MembershipOccasion.Of(events), cancellationToken) is not null;
    }
}

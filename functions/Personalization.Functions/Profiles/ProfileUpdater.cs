using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Profiles;

/// <summary>Brings events and links to stored profiles, one change of a profile at a time within this instance, and by version across instances.</summary>
/// <param name="store">Profiles.</param>
/// <param name="decisions">Tells which lists were shown by a decision of this shop; without it none was.</param>
/// <param name="segments">Says which segments a person is in; without it they stay as they are.</param>
public sealed class ProfileUpdater(IProfileStore store, IDecisionReader? decisions = null, IMembershipKeeper? segments = null) : IDisposable
{
    private const int Attempts = 30;
    private const int MostHops = 8;

    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The events that the person's profile, as known here, has not taken in.</summary>
    public async Task<IReadOnlyList<ShopEvent>> FreshAsync(PersonKey key, IEnumerable<ShopEvent> events, CancellationToken cancellationToken) =>
        ProfileRules.Apply((await BasisAsync(key, cancellationToken)).Basis, events, decisions).Fresh;

    /// <summary>Takes events into the person's profile, or into the one that it was merged into.</summary>
    public Task ApplyAsync(PersonKey key, IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken) =>
        events.Count == 0 ? Task.CompletedTask : ChangeAsync(key, profile => ProfileRules.Apply(profile, events, decisions).Profile, MembershipOccasion.Of(events), cancellationToken);

    /// <summary>
    /// Makes the second profile take in the first, from where no event is taken in any more. The first link of a profile stands:
    /// a later one to somebody else changes nothing. Done in two writes; when only the first is made, the next link finds and does the second.
    /// </summary>
    public async Task LinkAsync(PersonKey from, PersonKey into, CancellationToken cancellationToken)
    {
        StoredProfile target = await ResolveAsync(into, cancellationToken);
        if (target.Profile.Key == from || target.Profile.Absorbed.Contains(from.Value)) return;
        if (target.Profile.Absorbed.Count >= ProfileLimits.LinkedKeys) return;
        StoredProfile source = await CloseAsync(from, target.Profile.Key, cancellationToken);
        if (source.Profile.MergedInto is not { } merged) return;
        // Somebody else's already, unless that one has itself been merged into the target.
        if (merged != target.Profile.Key && (await ResolveAsync(merged, cancellationToken)).Profile.Key != target.Profile.Key) return;
        await ChangeAsync(target.Profile.Key, profile => ProfileRules.Absorb(profile, source.Profile), MembershipOccasion.Merge(from), cancellationToken);
    }

    /// <summary>Looks at a person's segments although no event has come, and stores the answer where it has changed. Gives the profile as it is then.</summary>
    public async Task<StoredProfile> ReconsiderAsync(PersonKey key, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        await store.LoadLatestAsync(key, cancellationToken);
        await ChangeAsync(key, profile => profile, occasion, cancellationToken);
        return await ResolveAsync(key, cancellationToken);
    }

    /// <summary>The profile of a person: the one that the person's own was merged into, if it was.</summary>
    public ValueTask<StoredProfile> ResolveAsync(PersonKey key, CancellationToken cancellationToken) => ResolveAsync(key, null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SemaphoreSlim turn in turns) turn.Dispose();
    }

    /// <summary>
    /// The person's profile as stored, and with all that was merged into it but is not taken in yet: between the two writes of a link
    /// an event that the closed profile has seen must not count in the open one.
    /// </summary>
    private async Task<(StoredProfile Stored, Profile Basis)> BasisAsync(PersonKey key, CancellationToken cancellationToken)
    {
        Stack<Profile> closed = new();
        StoredProfile stored = await ResolveAsync(key, closed, cancellationToken);
        return (stored, closed.Aggregate(stored.Profile, ProfileRules.Absorb));
    }

    private async ValueTask<StoredProfile> ResolveAsync(PersonKey key, Stack<Profile>? closed, CancellationToken cancellationToken)
    {
        StoredProfile stored = await store.LoadAsync(key, cancellationToken);
        for (int hops = 0; hops < MostHops && stored.Profile.MergedInto is { } next; hops++)
        {
            closed?.Push(stored.Profile);
            stored = await store.LoadAsync(next, cancellationToken);
        }
        return stored;
    }

    private async Task<StoredProfile> CloseAsync(PersonKey from, PersonKey into, CancellationToken cancellationToken)
    {
        StoredProfile source = await store.LoadAsync(from, cancellationToken);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (source.Profile.MergedInto is not null) return source;
            if (await SaveAsync(source, source.Profile with { MergedInto = into }, MembershipOccasion.Merge(from), cancellationToken) is { } closed) return closed;
            source = await store.LoadLatestAsync(from, cancellationToken);
        }
        throw new ProfileContendedException();
    }

    private async Task ChangeAsync(PersonKey key, Func<Profile, Profile> change, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = turns[(uint)key.GetHashCode() % turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                (StoredProfile stored, Profile basis) = await BasisAsync(key, cancellationToken);
                Profile next = change(basis);
                if (ReferenceEquals(next, stored.Profile) && occasion.Events is not null) return;
                if (await SaveAsync(stored, next, occasion, cancellationToken) is not null) return;
            }
        }
        finally
        {
            turn.Release();
        }
        throw new ProfileContendedException();
    }

    // Segments are looked at with every write of a profile, so that the answer costs no request of its own.
    private async Task<StoredProfile?> SaveAsync(StoredProfile stored, Profile next, MembershipOccasion occasion, CancellationToken cancellationToken)
    {
        ProfileMemberships memberships = segments is null ? stored.Memberships : await segments.KeepAsync(stored, next, occasion, cancellationToken);
        if (ReferenceEquals(next, stored.Profile) && ReferenceEquals(memberships, stored.Memberships)) return stored;
        return await store.TrySaveAsync(stored with { Memberships = memberships }, next, cancellationToken);
    }
}

using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Profiles;

/// <summary>
/// Merges stored profiles and takes them apart again, in steps each of which leaves nothing lost and nothing double: whoever finds a half-made change
/// finishes it. A merge closes the one profile (which then points to the other), lets the other take it in, and empties the closed one. An un-merge takes the
/// parts out of the view, stores them where they belong, and forgets them.
/// </summary>
internal sealed class ProfileMerger(IProfileStore store, ProfileSaver saver, ProfilePaths paths)
{
    private const int Attempts = 30;

    /// <summary>The way from the key to its profile, after whatever was left half-made on it is finished.</summary>
    public async Task<ProfilePath> SettleAsync(PersonKey key, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            ProfilePath path = await paths.FindAsync(key, cancellationToken);
            if (!path.Root.Identity.Leaving.IsEmpty) await FinishLeavingAsync(path.Root.Profile.Key, cancellationToken);
            else if (path.Unfinished is { } open) await TakeInAsync(open.Profile.Key, cancellationToken);
            else return path;
        }
        throw new ProfileContendedException();
    }

    /// <summary>Makes a merge of two profiles that are nobody else's.</summary>
    public async Task MergeAsync(MergeRecord merge, ulong? handled, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredProfile source = await store.LoadLatestAsync(merge.From, cancellationToken);
            if (source.Profile.MergedInto is null)
            {
                IdentityState state = (handled is { } mark ? source.Identity.With(mark) : source.Identity) with { Joining = merge };
                StoredProfile closed = source with { Profile = source.Profile with { MergedInto = merge.Into }, Identity = state };
                if (await saver.TrySaveAsync(source, closed, PartChanges.None, MembershipOccasion.Merge(merge.From), cancellationToken) is null) continue;
            }
            await SettleAsync(merge.From, cancellationToken);
            return;
        }
        throw new ProfileContendedException();
    }

    /// <summary>Undoes the merges of a person that are picked, and notes something about the person; both in one step.</summary>
    public async Task SplitAsync(
        PersonKey key, Func<IdentityState, IReadOnlyList<MergeRecord>> pick, Func<IdentityState, IdentityState> note, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            PersonKey root = (await SettleAsync(key, cancellationToken)).Root.Profile.Key;
            StoredProfile whole = await store.LoadLatestAsync(root, cancellationToken);
            if (whole.Profile.MergedInto is not null || !whole.Identity.Leaving.IsEmpty) continue;
            IdentityState noted = note(whole.Identity);
            IReadOnlyList<MergeRecord> undone = pick(noted);
            if (undone.Count == 0)
            {
                if (ReferenceEquals(noted, whole.Identity) || await store.TrySaveAsync(whole, whole with { Identity = noted }, PartChanges.None, cancellationToken) is not null) return;
                continue;
            }
            IReadOnlyList<Profile> parts = await store.LoadPartsAsync(root, cancellationToken);
            JoinedPerson person = new(whole.Profile, noted, parts.ToImmutableSortedDictionary(part => part.Key, part => part));
            (JoinedPerson stays, IReadOnlyList<(JoinedPerson Person, MergeRecord Merge)> gone) = person.Split(undone);
            IdentityState left = stays.Identity with { Leaving = [.. gone.Select(one => new Departure(one.Person.Root, one.Merge.Into, one.Person.Identity))] };
            PersonKey[] removed = left.HasParts ? [] : [.. parts.Select(part => part.Key).Where(part => part == root)];
            StoredProfile next = whole with { Profile = stays.View, Identity = left };
            if (await saver.TrySaveAsync(whole, next, new PartChanges([], removed), Unmerge(undone[0].From), cancellationToken) is null) continue;
            await FinishLeavingAsync(root, cancellationToken);
            return;
        }
        throw new ProfileContendedException();
    }

    /// <summary>Notes something about a person's identity; nothing is written where the note changes nothing.</summary>
    public Task NoteAsync(PersonKey key, Func<IdentityState, IdentityState> note, CancellationToken cancellationToken) => SplitAsync(key, _ => [], note, cancellationToken);

    private static bool IsEmpty(Profile profile) => profile.Seen.Events.Count == 0 && profile.Absorbed.IsEmpty;

    private static MembershipOccasion Unmerge(PersonKey from) => MembershipOccasion.Unmerge(from);

    /// <summary>Lets the profile that a closed one points to take it in.</summary>
    private async Task TakeInAsync(PersonKey closed, CancellationToken cancellationToken)
    {
        StoredProfile whole = (await paths.FollowAsync(closed, latest: true, cancellationToken)).Root;
        // Read after the whole: what points to it now has not been taken out of it in between.
        StoredProfile source = await store.LoadLatestAsync(closed, cancellationToken);
        if (source.Profile.MergedInto is not { } into || whole.Profile.MergedInto is not null || whole.Profile.Absorbed.Contains(closed.Value) || !whole.Identity.Leaving.IsEmpty) return;
        Profile open = source.Profile with { MergedInto = null };
        IReadOnlyList<Profile> theirs = source.Identity.HasParts ? await store.LoadPartsAsync(closed, cancellationToken) : IsEmpty(open) ? [] : [open];
        Profile[] mine = whole.Identity.HasParts || IsEmpty(whole.Profile) ? [] : [whole.Profile];
        MergeRecord merge = source.Identity.Joining ?? new MergeRecord(
            $"{closed.StorageKey}-{StableHash.Hex(into.Value, 8)}", closed, into, open.LastSeen ?? DateTimeOffset.UnixEpoch, MergeRecord.ByEvent, "Found merged; what said so is not known any more.");
        JoinedPerson joined = new JoinedPerson(whole.Profile, whole.Identity, Keyed(mine)).Join(new JoinedPerson(open, source.Identity, Keyed(theirs)), merge);
        StoredProfile next = whole with { Profile = joined.View, Identity = joined.Identity };
        if (await saver.TrySaveAsync(whole, next, new PartChanges([.. mine, .. theirs], []), MembershipOccasion.Merge(closed), cancellationToken) is null) return;
        if (theirs.Count == 0) return;
        // Emptied by whoever comes first; if nobody does, it is only in the way of nobody.
        PersonKey[] rows = source.Identity.HasParts ? [.. theirs.Select(part => part.Key)] : [];
        await store.TrySaveAsync(
            source, source with { Profile = new Profile { Key = closed, MergedInto = into }, Identity = IdentityState.None }, new PartChanges([], rows), cancellationToken);
    }

    private static ImmutableSortedDictionary<PersonKey, Profile> Keyed(IEnumerable<Profile> parts) => parts.ToImmutableSortedDictionary(part => part.Key, part => part);

    /// <summary>Stores those who were taken out of a profile under their own keys, then forgets them there.</summary>
    private async Task FinishLeavingAsync(PersonKey root, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredProfile whole = await store.LoadLatestAsync(root, cancellationToken);
            if (whole.Identity.Leaving.IsEmpty) return;
            IReadOnlyList<Profile> parts = await store.LoadPartsAsync(root, cancellationToken);
            bool settled = true;
            foreach (Departure one in whole.Identity.Leaving) settled &= await TryRestoreAsync(root, one, parts, cancellationToken);
            if (!settled) continue;
            HashSet<PersonKey> gone = [.. whole.Identity.Leaving.SelectMany(one => one.State.Keys(one.Root))];
            PartChanges removed = new([], [.. parts.Select(part => part.Key).Where(gone.Contains)]);
            if (await store.TrySaveAsync(whole, whole with { Identity = whole.Identity with { Leaving = [] } }, removed, cancellationToken) is not null) return;
        }
        throw new ProfileContendedException();
    }

    /// <summary>False when somebody else changed something meanwhile.</summary>
    private async Task<bool> TryRestoreAsync(PersonKey root, Departure departure, IReadOnlyList<Profile> parts, CancellationToken cancellationToken)
    {
        StoredProfile pointer = await store.LoadLatestAsync(departure.Root, cancellationToken);
        if (pointer.Version is not null && pointer.Profile.MergedInto != departure.Parent) return true; // Stands on its own already.
        // Read after the pointer: as long as it is to be restored, nobody can have merged it anew.
        if ((await store.LoadLatestAsync(root, cancellationToken)).Identity.Leaving.All(one => one.Root != departure.Root)) return false;
        JoinedPerson person = JoinedPerson.Of(departure.Root, departure.State, parts);
        PartChanges own = departure.State.HasParts ? new PartChanges([.. person.Parts.Values], []) : PartChanges.None;
        return await saver.TrySaveAsync(pointer, pointer with { Profile = person.View, Identity = person.Identity }, own, Unmerge(departure.Root), cancellationToken) is not null;
    }
}

using System.Collections.Immutable;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles;

/// <summary>Makes a person anew, see <see cref="ProfileUpdater.RebuildAsync"/>.</summary>
internal delegate Task PersonRebuild(PersonKey key, Func<JoinedPerson, JoinedPerson> rebuild, string cause, CancellationToken cancellationToken);

/// <summary>Takes people out of the store, and out of what is noted of others.</summary>
internal sealed class ProfileRemoval(IProfileStore store, ProfileMerger merger, IdentityGuards guards)
{
    public async Task<ImmutableSortedSet<PersonKey>> KeysAsync(PersonKey key, CancellationToken cancellationToken)
    {
        PersonKey root = (await merger.SettleAsync(key, cancellationToken)).Root.Profile.Key;
        Profile whole = (await store.LoadLatestAsync(root, cancellationToken)).Profile;
        return [whole.Key, .. whole.Absorbed.Select(one => new PersonKey(one))];
    }

    public async Task<int> ForgetMentionsAsync(IReadOnlyCollection<PersonKey> keys, PersonRebuild rebuild, CancellationToken cancellationToken)
    {
        HashSet<PersonKey> others = [];
        foreach (PersonKey key in keys) others.UnionWith((await store.LoadLatestAsync(key, cancellationToken)).Identity.Mentioned(keys));
        int noted = 0;
        foreach (PersonKey other in others)
            await merger.NoteAsync(other, state =>
            {
                IdentityState without = state.Without(keys);
                if (!ReferenceEquals(without, state)) noted++;
                return without;
            }, cancellationToken);
        string[] devices = [.. keys.Where(key => key.Type is IdentifierType.AnonymousId).Select(key => key.Id)];
        // What many send for "not known" is linked to nobody, so that nothing leads there.
        foreach (PersonKey other in devices.Length == 0 ? [] : others.Concat(guards.Blocked.Select(PersonKey.User)).Except(keys))
            await rebuild(other, person => WithoutDevices(person, devices, () => noted++), "erased", cancellationToken);
        return noted;
    }

    public async Task<int> DeleteAsync(PersonKey key, CancellationToken cancellationToken)
    {
        PersonKey root = (await merger.SettleAsync(key, cancellationToken)).Root.Profile.Key;
        int deleted = 0;
        // The profile itself last: whoever is interrupted finds by it what is left.
        foreach (PersonKey one in (await KeysAsync(root, cancellationToken)).Where(one => one != root)) deleted += await store.DeleteAsync(one, cancellationToken);
        return deleted + await store.DeleteAsync(root, cancellationToken);
    }

    private static JoinedPerson WithoutDevices(JoinedPerson person, string[] devices, Action note)
    {
        Profile[] parts = [.. person.Parts.Values.Append(person.View).Where(part => devices.Any(part.Devices.Contains))];
        if (parts.Length == 0) return person;
        note();
        Profile Without(Profile part) => part with { Devices = part.Devices.Except(devices) };
        return person with { View = Without(person.View), Parts = person.Parts.SetItems(parts.Where(part => person.Parts.ContainsKey(part.Key)).Select(part => KeyValuePair.Create(part.Key, Without(person.Parts[part.Key])))) };
    }
}

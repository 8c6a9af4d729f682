using Personalization.Functions.Profiles;
using Personalization.Messages;
using Personalization.Privacy.Requests;
using Personalization.Profiles;

namespace Personalization.Functions.Privacy;

/// <summary>Gathers by what a person is known, beyond what a request names.</summary>
/// <param name="profiles">Profiles.</param>
public sealed class PersonGatherer(ProfileUpdater profiles)
{
    private static readonly string[] AddressTraits = ["email", "phone", "pushToken"];

    /// <summary>The subject with all keys and addresses of the profiles that its keys lead to.</summary>
    internal async Task<PrivacySubject> GatherAsync(PrivacySubject subject, CancellationToken cancellationToken)
    {
        HashSet<string> keys = [.. subject.Keys], addresses = [.. subject.Addresses];
        DateTimeOffset? first = null;
        bool all = subject.Keys.Length > 0;
        foreach (string key in subject.Keys)
        {
            keys.UnionWith((await profiles.KeysAsync(new PersonKey(key), cancellationToken)).Select(one => one.Value));
            Profile profile = (await profiles.ResolveAsync(new PersonKey(key), cancellationToken)).Profile;
            addresses.UnionWith(AddressTraits.Select(trait => ContactPoints.Text(profile, trait)).OfType<string>());
            all &= profile.FirstSeen is not null;
            if (profile.FirstSeen is { } seen && (first is null || seen < first)) first = seen;
        }
        // Keys of addresses name them as they are normalised.
        addresses.UnionWith(keys.Where(key => key[0] is not ('u' or 'a')).Select(key => new PersonKey(key).Id));
        return subject with { Keys = [.. keys.Order(StringComparer.Ordinal)], Addresses = [.. addresses.Order(StringComparer.Ordinal)], FirstSeen = all ? first : null, Gathered = true };
    }
}

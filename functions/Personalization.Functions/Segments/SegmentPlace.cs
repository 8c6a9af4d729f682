using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

/// <summary>What the segments keep about people: the times to look again, the snapshot's parts, and, written with the profile, the segments themselves.</summary>
internal sealed class SegmentPlace(IProfileStore profiles, IDueIndex due, IPopulation population, IPassStore passes) : IPersonalDataPlace
{
    public string Name => "segments";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonObject all = [];
        foreach (PersonKey key in person.Keys)
        {
            StoredProfile stored = await profiles.LoadLatestAsync(key, cancellationToken);
            foreach ((string id, DateTimeOffset since) in stored.Memberships.In) all[id] = EventCodec.Text(since);
        }
        return all.Count == 0 ? null : all;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int erased = 0;
        foreach (PersonKey key in person.Keys) erased += await due.ForgetAsync(key.StorageKey, cancellationToken);
        HashSet<string> keys = [.. person.Keys.Select(key => key.StorageKey)];
        // What a pass has written so far is the next snapshot; the other way round one that ends meanwhile would be missed.
        if (await passes.StateAsync(cancellationToken) is { } state)
        {
            if (state.FinishedAt is null) erased += await EraseAsync(state.Shards, person, cancellationToken);
            if (Without(state.Shards, state.Cursor, keys) is { } passed) await passes.SaveAsync(state with { Shards = passed.Shards, Cursor = passed.Last }, cancellationToken);
        }
        if (await population.FindAsync(cancellationToken) is not { } snapshot) return erased;
        erased += await EraseAsync(snapshot.Shards, person, cancellationToken);
        if (Without(snapshot.Shards, null, keys) is { } bounds) await passes.RenameBoundsAsync(snapshot with { Shards = bounds.Shards }, cancellationToken);
        return erased;
    }

    // All parts: whoever signed in on a device of the person has it among theirs.
    private async Task<int> EraseAsync(ImmutableArray<PopulationShard> shards, PersonIdentity person, CancellationToken cancellationToken)
    {
        string[] devices = [.. person.Keys.Where(key => key.Type is IdentifierType.AnonymousId).Select(key => key.Id)];
        int erased = 0;
        foreach (PopulationShard shard in shards)
        {
            List<PopulationPerson> kept = [];
            int changed = 0;
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
            {
                bool mentions = devices.Any(one.Profile.Devices.Contains);
                if (mentions || person.Keys.Contains(one.Profile.Key)) changed++;
                if (!person.Keys.Contains(one.Profile.Key)) kept.Add(mentions ? one with { Profile = one.Profile with { Devices = one.Profile.Devices.Except(devices) } } : one);
            }
            if (changed == 0) continue;
            await passes.WriteShardAsync(shard, kept, cancellationToken);
            erased += changed;
        }
        return erased;
    }

    // Where a part ends was the key of somebody: the one before it in the order of keys does as well, since nobody is between.
    private static (ImmutableArray<PopulationShard> Shards, string? Last)? Without(ImmutableArray<PopulationShard> shards, string? last, HashSet<string> keys)
    {
        if (!shards.Any(one => keys.Contains(one.LastKey)) && !keys.Contains(last ?? "")) return null;
        return ([.. shards.Select(one => keys.Contains(one.LastKey) ? one with { LastKey = Before(one.LastKey) } : one)], last is not null && keys.Contains(last) ? Before(last) : last);
    }

    // Keys are hexadecimal.
    private static string Before(string key)
    {
        int at = key.AsSpan().LastIndexOfAnyExcept('0');
        return at < 0 ? "" : string.Concat(key.AsSpan(0, at), key[at] == 'a' ? "9" : ((char)(key[at] - 1)).ToString(), new string('f', key.Length - at - 1));
    }
}

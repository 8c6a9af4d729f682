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
        // What a pass has written so far is the next snapshot; the other way round one that ends meanwhile would be missed.
        if (await passes.StateAsync(cancellationToken) is { FinishedAt: null } pass) erased += await EraseAsync(pass.Shards, person, cancellationToken);
        return await population.FindAsync(cancellationToken) is { } snapshot ? erased + await EraseAsync(snapshot.Shards, person, cancellationToken) : erased;
    }

    private async Task<int> EraseAsync(IReadOnlyList<PopulationShard> shards, PersonIdentity person, CancellationToken cancellationToken)
    {
        int erased = 0;
        foreach (IGrouping<PopulationShard?, PersonKey> shard in person.Keys.GroupBy(key => shards.FirstOrDefault(one => string.CompareOrdinal(one.LastKey, key.StorageKey) >= 0)))
        {
            if (shard.Key is null) continue;
            List<PopulationPerson> kept = [];
            int read = 0;
            await foreach (PopulationPerson one in population.ReadAsync(shard.Key, cancellationToken))
            {
                read++;
                if (!shard.Contains(one.Profile.Key)) kept.Add(one);
            }
            if (read == kept.Count) continue;
            await passes.WriteShardAsync(shard.Key, kept, cancellationToken);
            erased += read - kept.Count;
        }
        return erased;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Personalization.Functions.Http;
using Personalization.Functions.Storage;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>Profiles as a place of personal data: every row of the person's partitions.</summary>
internal sealed class ProfilesPlace(TableServiceClient tables, IProfileStore profiles, TimeProvider time) : IPersonalDataPlace
{
    private readonly TableClient table = tables.GetTableClient("profiles");

    public string Name => "profiles";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        foreach (PersonKey key in person.Keys)
            if ((await profiles.LoadLatestAsync(key, cancellationToken)).Profile is { LastSeen: not null } profile)
                found.Add((JsonNode?)JsonSerializer.SerializeToNode(ProfileBody.From(profile, time.GetUtcNow()), WireJson.Relaxed.ProfileBody));
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (PersonKey key in person.Keys) count += await table.DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key.StorageKey}"), cancellationToken);
        return count;
    }
}

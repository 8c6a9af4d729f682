using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Personalization.Functions.Http;
using Personalization.Functions.Storage;
using Personalization.Journeys;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys;

/// <summary>Journeys as a place of personal data: instances that run or have run, what recipes remember, and who waits for which product.</summary>
internal sealed class JourneysPlace(IEnumerable<JourneyKind> kinds, TableServiceClient tables, DurableTaskClient client) : IPersonalDataPlace
{
    internal const string PlaceName = "journeys";

    private readonly TableClient people = tables.GetTableClient("recipepeople");
    private readonly TableClient watchers = tables.GetTableClient("watchers");

    public string Name => PlaceName;

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        await foreach ((string journey, OrchestrationMetadata one) in InstancesAsync(person, true, cancellationToken))
            found.Add((JsonNode?)JsonSerializer.SerializeToNode(new JourneyInstancesBody([JourneyInstanceBody.From(journey, one)]), WireJson.Relaxed.JourneyInstancesBody)!["instances"]![0]!.DeepClone());
        foreach (PersonKey key in person.Keys)
        {
            await foreach (TableEntity row in people.RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key.StorageKey}"), null, cancellationToken))
                found.Add((JsonNode?)new JsonObject { ["recipe"] = row.RowKey, ["memory"] = JsonNode.Parse(row.GetString("Memory")!) });
            await foreach (TableEntity row in watchers.RowsAsync(TableClient.CreateQueryFilter($"RowKey eq {key.StorageKey}"), null, cancellationToken))
                found.Add((JsonNode?)new JsonObject { ["waitsFor"] = row.GetString("Product") });
        }
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        List<OrchestrationMetadata> instances = [];
        await foreach ((_, OrchestrationMetadata one) in InstancesAsync(person, false, cancellationToken)) instances.Add(one);
        foreach (OrchestrationMetadata one in instances)
        {
            if (!one.IsCompleted)
            {
                await client.TerminateInstanceAsync(one.InstanceId, new TerminateInstanceOptions("erased", Recursive: true), cancellationToken);
                await client.WaitForInstanceCompletionAsync(one.InstanceId, false, cancellationToken);
            }
            await client.PurgeInstanceAsync(one.InstanceId, new PurgeInstanceOptions(Recursive: true), cancellationToken);
        }
        int count = instances.Count;
        foreach (PersonKey key in person.Keys)
        {
            count += await people.DeleteWhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key.StorageKey}"), cancellationToken);
            count += await watchers.DeleteWhereAsync(TableClient.CreateQueryFilter($"RowKey eq {key.StorageKey}"), cancellationToken);
        }
        return count;
    }

    private async IAsyncEnumerable<(string Journey, OrchestrationMetadata Instance)> InstancesAsync(
        PersonIdentity person, bool withInputs, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (JourneyKind kind in kinds)
            foreach (PersonKey key in person.Keys)
            {
                OrchestrationQuery query = new(InstanceIdPrefix: JourneyIds.Prefix(kind.Name, key), FetchInputsAndOutputs: withInputs);
                await foreach (OrchestrationMetadata one in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken)) yield return (kind.Name, one);
            }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Profiles;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

/// <summary>
/// Actions in the table <c>actions</c>: partition <c>action-ID</c> with the row <c>action</c> and a row for each person, and partition
/// <c>person-KEY</c> with the ids of what was done to them.
/// </summary>
internal sealed class TableActionStore(TableServiceClient tables) : IActionStore, IDisposable
{
    private const string Head = "action";
    private const string ToPerson = "person-";
    private const int MostPeople = 1000;

    private readonly VersionedTable table = new(tables, "actions");

    public async Task<bool> TryAddAsync(StoredAction action, CancellationToken cancellationToken)
    {
        string id = action.Action.Id;
        if (await table.FindAsync(PartitionOf(id), Head, cancellationToken) is not null) return false;
        // The head last: before it there is no action, and whoever sends it again writes the rows again.
        foreach (PersonKey person in action.People)
        {
            await table.PutAsync(new TableEntity(PersonPartition(person), id), cancellationToken);
            await table.PutAsync(new TableEntity(PartitionOf(id), ToPerson + person.StorageKey) { ["Person"] = person.Value }, cancellationToken);
        }
        return await table.TrySaveAsync(Entity(action.Action), null, cancellationToken) is not null;
    }

    public async Task<StoredAction?> FindAsync(string id, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = await table.FirstAsync(PartitionOf(id), MostPeople, cancellationToken);
        if (rows.FirstOrDefault(row => row.RowKey == Head) is not { } head) return null;
        return new StoredAction(
            JsonSerializer.Deserialize(head.GetString("Json")!, ActionCodec.Default.TagAction)!,
            [.. rows.Where(row => row.RowKey.StartsWith(ToPerson, StringComparison.Ordinal)).Select(row => new PersonKey(row.GetString("Person")!))]);
    }

    public Task SaveAsync(TagAction action, CancellationToken cancellationToken) => table.PutAsync(Entity(action), cancellationToken);

    public async Task<IReadOnlyList<string>> OfAsync(PersonKey person, CancellationToken cancellationToken) =>
        [.. (await table.FirstAsync(PersonPartition(person), MostPeople, cancellationToken)).Select(row => row.RowKey)];

    public async Task<int> ForgetAsync(PersonKey person, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> actions = await OfAsync(person, cancellationToken);
        foreach (string id in actions)
        {
            await table.RemoveAsync(PartitionOf(id), ToPerson + person.StorageKey, cancellationToken);
            await table.RemoveAsync(PersonPartition(person), id, cancellationToken);
        }
        return actions.Count;
    }

    public void Dispose() => table.Dispose();

    private static string PartitionOf(string id) => "action-" + id;

    private static string PersonPartition(PersonKey person) => ToPerson + person.StorageKey;

    private static TableEntity Entity(TagAction action) => new(PartitionOf(action.Id), Head) { ["Json"] = JsonSerializer.Serialize(action, ActionCodec.Default.TagAction) };
}

[JsonSerializable(typeof(TagAction))]
internal sealed partial class ActionCodec : JsonSerializerContext;

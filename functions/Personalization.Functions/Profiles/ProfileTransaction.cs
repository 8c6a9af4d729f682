using Azure;
using Azure.Data.Tables;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>
/// A profile and its parts, written together. What does not fit into one transaction goes ahead in others, each of which holds only while nobody else
/// changes the profile: a part that the profile does not know of yet counts for nothing.
/// </summary>
internal sealed class ProfileTransaction(TableClient table, StoredProfile loaded, StoredProfile next, PartChanges parts)
{
    // The service takes 100 operations and 4 MiB.
    private const int MostOperations = 90;
    private const int MostBytes = 3_000_000;

    private readonly PersonKey key = next.Profile.Key;
    private string? version = loaded.Version;

    /// <summary>Writes all of it, and gives the version of the profile.</summary>
    public async Task<string> SubmitAsync(CancellationToken cancellationToken)
    {
        TableEntity whole = ProfileEntity.Whole(next);
        int room = MostBytes - ProfileEntity.Size(whole), bytes = 0;
        List<TableTransactionAction> actions = [];
        foreach (Profile part in parts.Written)
        {
            TableEntity entity = ProfileEntity.Part(key, part);
            int size = ProfileEntity.Size(entity);
            if (actions.Count >= MostOperations || (actions.Count > 0 && bytes + size > room)) bytes = await AheadAsync(actions, cancellationToken);
            bytes += size;
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity));
        }
        TableTransactionAction[] removed =
            [.. parts.Removed.Select(part => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(key.StorageKey, ProfileEntity.PartRow(part)), ETag.All))];
        if (actions.Count + removed.Length > MostOperations) await AheadAsync(actions, cancellationToken);
        // What goes, goes with the profile that no longer has it; a rest of it is found by whoever deletes the person.
        await WriteAsync([Action(whole), .. actions, .. removed.Take(MostOperations)], cancellationToken);
        foreach (TableTransactionAction[] more in removed.Skip(MostOperations).Chunk(MostOperations)) await table.SubmitTransactionAsync(more, cancellationToken);
        return version!;
    }

    private TableTransactionAction Action(TableEntity whole) => version is null
        ? new TableTransactionAction(TableTransactionActionType.Add, whole)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, whole, new ETag(version));

    // The profile itself stays as it was loaded; writing it again only makes sure that nobody has changed it, and gives it a new version.
    private async Task<int> AheadAsync(List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        await WriteAsync([Action(ProfileEntity.Whole(loaded)), .. actions], cancellationToken);
        actions.Clear();
        return 0;
    }

    private async Task WriteAsync(IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(actions, cancellationToken);
        version = answer.Value[0].Headers.ETag?.ToString() ?? throw new InvalidOperationException("The table service gave no ETag");
    }
}

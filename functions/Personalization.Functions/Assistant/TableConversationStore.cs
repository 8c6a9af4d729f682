using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Personalization.Assistant.Conversations;
using Personalization.Functions.Storage;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant;

/// <summary>Conversations in the table <c>conversations</c>: partition <c>c-ID</c> with the row <c>c</c>, and partition <c>p-PERSON</c> with a row for each conversation of theirs.</summary>
internal sealed class TableConversationStore(TableServiceClient tables) : IConversationStore, IDisposable
{
    private const string Row = "c", OfPerson = "p-";
    private const int MostOfPerson = 1000;

    private readonly VersionedTable table = new(tables, "conversations");
    private readonly TableClient rows = tables.GetTableClient("conversations");

    public async Task<StoredConversation?> FindAsync(string id, CancellationToken cancellationToken) =>
        await table.FindAsync(Partition(id), Row, cancellationToken) is { } found ? new StoredConversation(found.Json(ConversationCodec.Default.Conversation), found.ETag.ToString()) : null;

    public async Task<StoredConversation?> TrySaveAsync(StoredConversation conversation, CancellationToken cancellationToken)
    {
        Conversation value = conversation.Conversation;
        // Whose it is first: what is stored about a person is always found.
        if (conversation.Version is null && Person(value) is { } person) await table.PutAsync(new TableEntity(OfPerson + person.StorageKey, value.Id), cancellationToken);
        TableEntity entity = new TableEntity(Partition(value.Id), Row) { ["LastAt"] = value.LastAt }.With(value, ConversationCodec.Default.Conversation);
        return await table.TrySaveAsync(entity, conversation.Version, cancellationToken) is { } version ? conversation with { Version = version } : null;
    }

    public async Task<IReadOnlyList<Conversation>> OfAsync(PersonKey person, CancellationToken cancellationToken)
    {
        List<Conversation> all = [];
        foreach (TableEntity one in await table.FirstAsync(OfPerson + person.StorageKey, MostOfPerson, cancellationToken))
            if (await FindAsync(one.RowKey, cancellationToken) is { } found) all.Add(found.Conversation);
        return all;
    }

    public async Task<int> EraseAsync(PersonKey person, CancellationToken cancellationToken)
    {
        List<TableEntity> all = await table.FirstAsync(OfPerson + person.StorageKey, MostOfPerson, cancellationToken);
        foreach (TableEntity one in all)
        {
            await table.RemoveAsync(Partition(one.RowKey), Row, cancellationToken);
            await table.RemoveAsync(one.PartitionKey, one.RowKey, cancellationToken);
        }
        return all.Count;
    }

    public async Task<int> SweepAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (TableEntity old in rows.RowsAsync(TableClient.CreateQueryFilter($"LastAt lt {olderThan}"), null, cancellationToken))
        {
            await RemoveAsync(old.Json(ConversationCodec.Default.Conversation), cancellationToken);
            count++;
        }
        return count;
    }

    public async IAsyncEnumerable<Conversation> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (TableEntity one in rows.RowsAsync(TableClient.CreateQueryFilter($"RowKey eq {Row}"), null, cancellationToken)) yield return one.Json(ConversationCodec.Default.Conversation);
    }

    public async Task RemoveAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (Person(conversation) is { } person) await table.RemoveAsync(OfPerson + person.StorageKey, conversation.Id, cancellationToken);
        await table.RemoveAsync(Partition(conversation.Id), Row, cancellationToken);
    }

    public void Dispose() => table.Dispose();

    private static PersonKey? Person(Conversation conversation) =>
        conversation is { Audience: Personalization.Assistant.AssistantAudience.Shopper, Owner: { } owner } ? new PersonKey(owner) : null;

    private static string Partition(string id) => "c-" + id;
}

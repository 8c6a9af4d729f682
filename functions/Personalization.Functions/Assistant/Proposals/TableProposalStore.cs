using System.Text.Json;
using Azure.Data.Tables;
using Personalization.Assistant.Proposals;
using Personalization.Functions.Messages;
using Personalization.Functions.Storage;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant.Proposals;

/// <summary>
/// Proposals in the table <c>proposals</c>: partition <c>q-ID</c> with the row <c>q</c>, partition <c>log</c> with a row for each, the newest first, and partition
/// <c>p-PERSON</c> with the ids of those that name somebody.
/// </summary>
internal sealed class TableProposalStore(TableServiceClient tables) : IProposalStore, IDisposable
{
    private const string Row = "q", Log = "log", Proposal = "Proposal", OfPerson = "p-";
    private const int MostOfPerson = 1000;
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private readonly VersionedTable table = new(tables, "proposals");
    private readonly TableClient rows = tables.GetTableClient("proposals");

    public async Task<VersionedProposal?> FindAsync(string id, CancellationToken cancellationToken) =>
        await table.FindAsync(Partition(id), Row, cancellationToken) is { } found ? new VersionedProposal(found.Json(ProposalCodec.Default.StoredProposal), found.ETag.ToString()) : null;

    public async Task<VersionedProposal?> TrySaveAsync(VersionedProposal proposal, CancellationToken cancellationToken)
    {
        Proposal value = proposal.Value.Proposal;
        if (proposal.Version is null)
        {
            // What points at it first: nothing is stored about a person, or done, that could not be found.
            foreach (string person in value.People) await table.PutAsync(new TableEntity(OfPerson + new PersonKey(person).StorageKey, value.Id), cancellationToken);
            await table.PutAsync(new TableEntity(Log, NewestFirst.Row(value.MadeAt, value.Id)) { [Proposal] = value.Id, ["MadeAt"] = value.MadeAt }, cancellationToken);
        }
        TableEntity entity = new TableEntity(Partition(value.Id), Row).With(proposal.Value, ProposalCodec.Default.StoredProposal);
        return await table.TrySaveAsync(entity, proposal.Version, cancellationToken) is { } version ? proposal with { Version = version } : null;
    }

    public async Task<IReadOnlyList<StoredProposal>> NewestAsync(int limit, CancellationToken cancellationToken) =>
        await FindAllAsync((await table.FirstAsync(Log, limit, cancellationToken)).Select(one => one.GetString(Proposal)!), cancellationToken);

    public async Task<IReadOnlyList<StoredProposal>> OfAsync(PersonKey person, CancellationToken cancellationToken) =>
        await FindAllAsync((await table.FirstAsync(OfPerson + person.StorageKey, MostOfPerson, cancellationToken)).Select(one => one.RowKey), cancellationToken);

    public async Task<int> ForgetAsync(PersonKey person, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (TableEntity one in await table.FirstAsync(OfPerson + person.StorageKey, MostOfPerson, cancellationToken))
        {
            while (await FindAsync(one.RowKey, cancellationToken) is { } found && await TrySaveAsync(found with { Value = Blank(found.Value) }, cancellationToken) is null)
            {
                // Somebody is at it: once more, with what it is then.
            }
            await table.RemoveAsync(one.PartitionKey, one.RowKey, cancellationToken);
            count++;
        }
        return count;
    }

    public async Task<int> SweepAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (TableEntity old in rows.RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Log} and MadeAt lt {olderThan}"), null, cancellationToken))
        {
            string id = old.GetString(Proposal)!;
            foreach (string person in (await FindAsync(id, cancellationToken))?.Value.Proposal.People ?? []) await table.RemoveAsync(OfPerson + new PersonKey(person).StorageKey, id, cancellationToken);
            await table.RemoveAsync(Partition(id), Row, cancellationToken);
            await table.RemoveAsync(Log, old.RowKey, cancellationToken);
            count++;
        }
        return count;
    }

    public void Dispose() => table.Dispose();

    // An open one can no longer be carried out; of one that was it is still known when and by whom, and how to take it back.
    private static StoredProposal Blank(StoredProposal value) => value with
    {
        Proposal = value.Proposal with { Arguments = Nothing, Preview = Nothing, Summary = "Somebody of this was erased.", People = [] },
        State = value.State is ProposalState.Open or ProposalState.Approved ? ProposalState.Failed : value.State,
        Outcome = value.Outcome is null ? "Somebody of this was erased." : value.Outcome,
    };

    private async Task<IReadOnlyList<StoredProposal>> FindAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<StoredProposal> all = [];
        foreach (string id in ids)
            if (await FindAsync(id, cancellationToken) is { } found) all.Add(found.Value);
        return all;
    }

    private static string Partition(string id) => "q-" + id;
}

using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Functions.Storage;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;
using Personalization.Privacy;

namespace Personalization.Functions.Offers;

/// <summary>
/// Coupons taken as a place of personal data. Whose a row is only the shop's key can tell, and which orders. Erased, a coupon stays taken: that is all that
/// is left of it, with its share of the month's sums.
/// </summary>
internal sealed class OffersPlace(IOfferStore offers, CouponKeys keys, TableServiceClient tables) : IPersonalDataPlace
{
    internal const string PlaceName = "offers";

    // Conditions of one question to the table.
    private const int AtOnce = 12;

    private readonly TableClient rows = tables.GetTableClient(TableRedemptions.TableName);

    public string Name => PlaceName;

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        await foreach (TableEntity one in PeopleAsync(person, cancellationToken))
            foreach (TableEntity taken in await TakenAsync(one, cancellationToken))
                found.Add((JsonNode?)new JsonObject
                {
                    ["offer"] = taken.PartitionKey, ["order"] = taken.GetString(TableRedemptions.Order), ["worth"] = taken.GetString(TableRedemptions.Worth),
                    ["at"] = taken.GetDateTimeOffset(TableRedemptions.At) is { } at ? EventCodec.Text(at) : null,
                });
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        List<TableEntity> people = [];
        await foreach (TableEntity one in PeopleAsync(person, cancellationToken)) people.Add(one);
        int erased = 0;
        foreach (TableEntity one in people)
        {
            foreach (TableEntity taken in await TakenAsync(one, cancellationToken))
            {
                if (taken.GetString(TableRedemptions.Order) is { } order)
                    await rows.DeleteEntityAsync(TableRedemptions.OrderKey(order), $"{taken.PartitionKey}|{taken.RowKey}", Azure.ETag.All, cancellationToken);
                await rows.UpdateEntityAsync(new TableEntity(taken.PartitionKey, taken.RowKey), taken.ETag, TableUpdateMode.Replace, cancellationToken);
                erased++;
            }
            await rows.DeleteEntityAsync(one.PartitionKey, one.RowKey, Azure.ETag.All, cancellationToken);
            erased++;
        }
        return erased;
    }

    private async IAsyncEnumerable<TableEntity> PeopleAsync(PersonIdentity person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DocumentIndex<OfferLine> index = await offers.LoadAsync(cancellationToken);
        // Those taken away as well: their coupons were taken all the same.
        foreach (string offer in index.Lines.Keys)
            foreach (string[] tags in person.Keys.SelectMany(key => keys.Values.Select(secret => CouponCode.TagOf(offer, key, secret))).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
            {
                string which = string.Join(" or ", tags.Select(tag => TableClient.CreateQueryFilter($"RowKey eq {TableRedemptions.PersonRow(tag)}")));
                await foreach (TableEntity row in rows.RowsAsync($"{TableClient.CreateQueryFilter($"PartitionKey eq {offer}")} and ({which})", null, cancellationToken)) yield return row;
            }
    }

    private async Task<List<TableEntity>> TakenAsync(TableEntity person, CancellationToken cancellationToken)
    {
        List<TableEntity> taken = [];
        foreach (string row in (person.GetString(TableRedemptions.Rows) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (await rows.GetEntityIfExistsAsync<TableEntity>(person.PartitionKey, row, cancellationToken: cancellationToken) is { HasValue: true, Value: { } found }) taken.Add(found);
        return taken;
    }
}

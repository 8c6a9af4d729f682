using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>Histories in the table <c>messagehistory</c>: one entity for each person, and one for the opens of all.</summary>
internal sealed class TableHistoryStore(TableServiceClient tables) : IHistoryStore, IShopOpensStore, IDisposable
{
    private const string Row = "history";
    private const string Shop = "shop";
    private const string OpensRow = "opens";

    private readonly VersionedTable table = new(tables, "messagehistory");

    public async Task<StoredHistory> LoadAsync(PersonKey person, CancellationToken cancellationToken) =>
        await table.FindAsync(person.StorageKey, Row, cancellationToken) is { } found
            ? new StoredHistory(person, found.Json(MessageCodec.Json.PersonHistory), found.ETag.ToString())
            : new StoredHistory(person, new PersonHistory(), null);

    public async Task<bool> TrySaveAsync(StoredHistory loaded, PersonHistory next, CancellationToken cancellationToken) =>
        await table.TrySaveAsync(new TableEntity(loaded.Person.StorageKey, Row).With(next, MessageCodec.Json.PersonHistory), loaded.Version, cancellationToken) is not null;

    public async Task<StoredShopOpens> LoadAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Shop, OpensRow, cancellationToken) is { } found
            ? new StoredShopOpens(found.Json(MessageCodec.Json.ShopOpens), found.ETag.ToString())
            : new StoredShopOpens(new ShopOpens(), null);

    public async Task<bool> TrySaveAsync(StoredShopOpens loaded, ShopOpens next, CancellationToken cancellationToken) =>
        await table.TrySaveAsync(new TableEntity(Shop, OpensRow).With(next, MessageCodec.Json.ShopOpens), loaded.Version, cancellationToken) is not null;

    public void Dispose() => table.Dispose();
}

using Azure;
using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Profiles;

/// <summary>Profiles in the table <c>profiles</c>: one entity each, alone in its partition; read at most every few seconds by each instance.</summary>
internal sealed class TableProfileStore : IProfileStore, IDisposable
{
    private const string Row = "profile";

    // A binary property holds 64 KiB.
    private const int PartBytes = 60 * 1024;

    private readonly TableClient table;
    private readonly ProfileCache cache;
    private readonly Once created;

    public TableProfileStore(TableServiceClient tables, TimeProvider time)
    {
        table = tables.GetTableClient("profiles");
        cache = new ProfileCache(time);
        created = new Once(token => table.CreateIfNotExistsAsync(token));
    }

    public ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken) =>
        cache.Find(key) is { } known ? new ValueTask<StoredProfile>(known) : new ValueTask<StoredProfile>(LoadLatestAsync(key, cancellationToken));

    public async Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await created.UseAsync(
            () => table.GetEntityIfExistsAsync<TableEntity>(key.StorageKey, Row, cancellationToken: cancellationToken), cancellationToken);
        StoredProfile stored = found.HasValue ? Read(found.Value!) : new StoredProfile(new Profile { Key = key }, null);
        cache.Keep(stored);
        return stored;
    }

    public async Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, Profile next, CancellationToken cancellationToken)
    {
        TableEntity entity = Write(next, loaded.Memberships);
        try
        {
            Response response = await created.UseAsync(
                () => loaded.Version is null
                    ? table.AddEntityAsync(entity, cancellationToken)
                    : table.UpdateEntityAsync(entity, new ETag(loaded.Version), TableUpdateMode.Replace, cancellationToken),
                cancellationToken);
            StoredProfile stored = new(next, response.Headers.ETag?.ToString() ?? throw new InvalidOperationException("The table service gave no ETag")) { Memberships = loaded.Memberships };
            cache.Keep(stored);
            return stored;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
        {
            cache.Drop(next.Key);
            return null;
        }
    }

    public void Dispose() => created.Dispose();

    private static TableEntity Write(Profile profile, ProfileMemberships memberships)
    {
        TableEntity entity = new(profile.Key.StorageKey, Row) { ["Seen"] = ProfileCodec.SerializeSeen(profile) };
        if (MembershipCodec.Serialize(memberships) is { } segments) entity["Segments"] = segments;
        byte[] json = ProfileCodec.Serialize(profile);
        for (int part = 0; part * PartBytes < json.Length; part++)
            entity[$"Json{part}"] = json[(part * PartBytes)..Math.Min(json.Length, (part + 1) * PartBytes)];
        return entity;
    }

    private static StoredProfile Read(TableEntity entity)
    {
        using MemoryStream json = new();
        for (int part = 0; entity.GetBinary($"Json{part}") is { } bytes; part++) json.Write(bytes);
        return new StoredProfile(ProfileCodec.Deserialize(json.GetBuffer().AsSpan(0, (int)json.Length), entity.GetBinary("Seen")), entity.ETag.ToString())
        {
            Memberships = MembershipCodec.Deserialize(entity.GetBinary("Segments")),
        };
    }
}

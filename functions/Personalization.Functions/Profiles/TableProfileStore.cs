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
        AddParts(entity, "Json", ProfileCodec.Serialize(profile));
        AddParts(entity, "Timeline", profile.Timeline.Packed);
        if (MembershipCodec.Serialize(memberships) is { } segments) entity["Segments"] = segments;
        return entity;
    }

    private static StoredProfile Read(TableEntity entity)
    {
        return new StoredProfile(ProfileCodec.Deserialize(Parts(entity, "Json").Span, entity.GetBinary("Seen"), Parts(entity, "Timeline")), entity.ETag.ToString())
        {
            Memberships = MembershipCodec.Deserialize(entity.GetBinary("Segments")),
        };
    }

    private static void AddParts(TableEntity entity, string name, ReadOnlyMemory<byte> bytes)
    {
        for (int part = 0; part * PartBytes < bytes.Length; part++)
            entity[$"{name}{part}"] = bytes[(part * PartBytes)..Math.Min(bytes.Length, (part + 1) * PartBytes)].ToArray();
    }

    private static ReadOnlyMemory<byte> Parts(TableEntity entity, string name)
    {
        using MemoryStream all = new();
        for (int part = 0; entity.GetBinary($"{name}{part}") is { } bytes; part++) all.Write(bytes);
        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }
}

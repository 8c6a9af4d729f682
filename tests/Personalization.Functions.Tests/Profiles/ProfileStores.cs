using System.Collections.Concurrent;
using System.Globalization;
using Personalization.Functions.Profiles;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Profiles;

public sealed class MemoryProfileStoreTests : ProfileStoreSuite
{
    protected override IProfileStore Create() => new MemoryProfileStore();

    protected override IProfileStore Another(IProfileStore store) => store;
}

public sealed class TableProfileStoreTests(OwnAzurite azurite) : ProfileStoreSuite, IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task TrySave_TableGoneAfterFirstUse_IsMadeAgain()
    {
        IProfileStore store = Create();
        PersonKey ben = PersonKey.User("ben");
        StoredProfile nobody = await store.LoadLatestAsync(ben, default);
        await azurite.Tables.DeleteTableAsync("profiles");

        Assert.NotNull(await store.TrySaveAsync(nobody, nobody.Profile, default));
    }

    protected override IProfileStore Create()
    {
        azurite.Tables.DeleteTable("profiles");
        return new TableProfileStore(azurite.Tables, TimeProvider.System);
    }

    protected override IProfileStore Another(IProfileStore store) => new TableProfileStore(azurite.Tables, TimeProvider.System);
}

/// <summary>Profiles in memory, by the same rules as those in a table.</summary>
internal sealed class MemoryProfileStore : IProfileStore
{
    private readonly ConcurrentDictionary<PersonKey, StoredProfile> profiles = new();
    private int versions;

    public ValueTask<StoredProfile> LoadAsync(PersonKey key, CancellationToken cancellationToken) => new(Load(key));

    public Task<StoredProfile> LoadLatestAsync(PersonKey key, CancellationToken cancellationToken) => Task.FromResult(Load(key));

    public Task<StoredProfile?> TrySaveAsync(StoredProfile loaded, Profile next, CancellationToken cancellationToken)
    {
        StoredProfile stored = new(next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture));
        bool saved = loaded.Version is null
            ? profiles.TryAdd(next.Key, stored)
            : profiles.TryGetValue(next.Key, out StoredProfile? known) && known.Version == loaded.Version && profiles.TryUpdate(next.Key, stored, known);
        return Task.FromResult(saved ? stored : null);
    }

    private StoredProfile Load(PersonKey key) => profiles.GetValueOrDefault(key) ?? new StoredProfile(new Profile { Key = key }, null);
}

using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Simulator.Stores;

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

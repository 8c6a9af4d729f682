using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Identity;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Profiles;

public sealed class MemoryIdentityTests() : IdentitySuite(new MemoryProfileStore(), new MemoryQuarantineStore());

public sealed class TableIdentityTests(OwnAzurite azurite) : IdentitySuite(Empty(azurite), new TableQuarantineStore(azurite.Tables)), IClassFixture<OwnAzurite>
{
    private static TableProfileStore Empty(OwnAzurite azurite)
    {
        foreach (string table in (string[])["profiles", "identityquarantine"]) azurite.Tables.DeleteTable(table);
        return new TableProfileStore(azurite.Tables, TimeProvider.System);
    }
}

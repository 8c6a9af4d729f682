using Personalization.Functions.Privacy;
using Personalization.Privacy;

namespace Personalization.Functions.Tests.Privacy;

[Trait("Feature", "S28")]
public sealed class InventoryTests
{
    private static readonly string[] Told = [.. DataInventory.Fields.SelectMany(one => one.Where.Split(", ")).Distinct()];

    [Fact]
    public void Fields_EveryStorageWithPersonalData_IsToldOf() => Assert.Empty(StorageInventory.Personal.Select(one => one.Name).Except(Told));

    [Fact]
    public void Fields_WhereTheySay_AreStoragesThatThereAre() => Assert.DoesNotContain(Told, name => StorageInventory.Of(name) is null);
}

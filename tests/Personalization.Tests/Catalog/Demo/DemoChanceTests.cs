using Personalization.Catalog.Demo;

namespace Personalization.Tests.Catalog.Demo;

public sealed class DemoChanceTests
{
    [Fact]
    public void Unit_OfAName_IsTheSameOnEveryMachine()
    {
        // Computed apart from this code: SplitMix64 from the first 64 bits of the SHA-256 of the name.
        DemoChance chance = new("demo");

        Assert.Equal([0.8802487030267446, 0.16185963389989388, 0.8486908311727922], [chance.Unit(), chance.Unit(), chance.Unit()]);
    }

    [Fact]
    public void Pick_ByWeight_FollowsTheWeights()
    {
        DemoChance chance = new("weights");
        int[] picked = [.. Enumerable.Range(0, 10_000).Select(_ => chance.Pick([0, 1, 2, 3], number => number == 2 ? 0 : number + 1.0))];

        Assert.InRange(picked.Count(number => number == 0), 1200, 1650);
        Assert.InRange(picked.Count(number => number == 1), 2500, 3200);
        Assert.DoesNotContain(2, picked);
    }
}

using Personalization.Benchmarks.Serve.Shop;

namespace Personalization.Benchmarks.Tests;

public sealed class DiceTests
{
    [Fact]
    public void Next_SameSeed_SameNumbers()
    {
        (Dice one, Dice other, Dice different) = (new Dice(7), new Dice(7), new Dice(8));

        double[] numbers = [.. Enumerable.Range(0, 100).Select(_ => one.Next())];

        Assert.Equal(numbers, Enumerable.Range(0, 100).Select(_ => other.Next()));
        Assert.NotEqual(numbers, Enumerable.Range(0, 100).Select(_ => different.Next()));
        Assert.All(numbers, number => Assert.InRange(number, 0, 0.9999999));
    }

    [Fact]
    public void Gap_Many_IsOneOnAverage()
    {
        Dice dice = new(7);

        Assert.Equal(1, Enumerable.Range(0, 100_000).Average(_ => dice.Gap()), 0.02);
    }

    [Fact]
    public void Pick_Many_FollowsTheExponent()
    {
        (Zipf zipf, Dice dice) = (new Zipf(3, 1), new Dice(7));
        int[] counts = new int[3];
        for (int draw = 0; draw < 110_000; draw++) counts[zipf.Pick(dice)]++;

        // 1 : 1/2 : 1/3, that is 6 : 3 : 2.
        Assert.Equal([60_000, 30_000, 20_000], counts.Select(count => (int)Math.Round(count / 1000.0) * 1000), (one, other) => Math.Abs(one - other) <= 1000);
    }
}

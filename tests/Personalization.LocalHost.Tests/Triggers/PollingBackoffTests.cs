using Personalization.LocalHost.Triggers;

namespace Personalization.LocalHost.Tests.Triggers;

public sealed class PollingBackoffTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    [Fact]
    public void After_FirstEmptyLook_IsAHundredMilliseconds() => Assert.Equal(TimeSpan.FromMilliseconds(100), PollingBackoff.After(0, Longest, "orders"));

    [Fact]
    public void After_FurtherEmptyLooks_DoublesWithinAFifthUpToTheLongest()
    {
        for (int looks = 1; looks < 100; looks++)
        {
            double doubled = 100 * Math.Pow(2, looks);
            double actual = PollingBackoff.After(looks, Longest, "orders").TotalMilliseconds;
            Assert.InRange(actual, Math.Min(doubled * 0.8, 2000), Math.Min(doubled * 1.2, 2000));
        }
    }

    [Fact]
    public void After_OtherQueue_WaitsOtherTimes() => Assert.NotEqual(PollingBackoff.After(2, Longest, "orders"), PollingBackoff.After(2, Longest, "events"));

    [Fact]
    public void After_SameQueue_WaitsTheSameTimes() => Assert.Equal(PollingBackoff.After(2, Longest, "orders"), PollingBackoff.After(2, Longest, "orders"));

    [Fact]
    public void After_LongestBelowTheFirst_IsTheLongest() =>
        Assert.Equal(TimeSpan.FromMilliseconds(10), PollingBackoff.After(0, TimeSpan.FromMilliseconds(10), "orders"));
}

using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

/// <summary>However active its owner is, a profile stays bounded, and stays the same in any order.</summary>
public sealed class ProfileBoundTests
{
    private static ShopEvent Page(string id, double second) => Track(id, second, "Looked");

    private static void IsSameInAnyOrder(ShopEvent[] events, Action<Profile> check)
    {
        string expected = Bytes(Applied(User(), events));
        for (int seed = 1; seed <= 3; seed++)
        {
            Random chance = new(seed);
            Profile profile = Cut(Disordered(events, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));
            check(profile);
            Assert.Equal(expected, Bytes(profile));
        }
    }

    [Trait("Feature", "S01")]
    [Fact]
    public void Apply_MoreInteractionsThanKept_KeepsTheNewest() => IsSameInAnyOrder(
        [.. Enumerable.Range(0, 600).Select(n => Track("v" + n, n / 4, EventNames.ProductViewed, $$"""{"product_id":"p{{n}}"}"""))],
        profile =>
        {
            Assert.Equal(ProfileLimits.Interactions, profile.Interactions.Length);
            Assert.Equal(600, profile.EventCounts[EventNames.ProductViewed]);
            Assert.True(profile.Interactions.All(one => one.At >= Start.AddSeconds(87)));
        });

    [Fact]
    public void Apply_MoreEventNamesThanKept_KeepsTheSmallestAndCountsTheRest() => IsSameInAnyOrder(
        [.. Enumerable.Range(0, 500).Select(n => Track("n" + n, n, $"Name {n % 160:000}")), .. Enumerable.Range(0, 5).Select(n => Track("o" + n, n, "other"))],
        profile =>
        {
            Assert.Equal(ProfileLimits.EventNames, profile.EventCounts.Count);
            Assert.Equal(505, profile.EventCounts.Values.Sum());
            Assert.Equal(4, profile.EventCounts["Name 000"]);
            Assert.False(profile.EventCounts.ContainsKey("Name 099"));
        });

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public void Apply_AboutAsManyEventNamesAsKept_IsTheSameInAnyOrder(int names) => IsSameInAnyOrder(
        [.. Enumerable.Range(0, names).Select(n => Track("n" + n, n, $"Name {n:000}")), Track("again", 1, "Name 000"), Track("new", 1, "A")],
        profile => Assert.Equal(names + 2, profile.EventCounts.Values.Sum()));

    [Fact]
    public void Apply_MoreDevicesThanKept_KeepsTheSmallest() => IsSameInAnyOrder(
        [.. Enumerable.Range(0, 150).Select(n => Track("n" + n, n, "Looked", device: $"d{n:000}"))],
        profile => Assert.Equal(Enumerable.Range(0, ProfileLimits.LinkedKeys).Select(n => $"d{n:000}"), [.. profile.Devices]));

    [Fact]
    public void Apply_MoreEventsThanRemembered_CountsEachOnceWhileTheyComeInTime()
    {
        ShopEvent[] events = [.. Enumerable.Range(0, ProfileLimits.SeenEvents + 1000).Select(n => Page("e" + n, n))];

        Profile profile = events.Chunk(700).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal((events.Length, ProfileLimits.SeenEvents), (profile.EventCounts["Looked"], profile.Seen.Events.Count));
        Assert.Empty(ProfileRules.Apply(profile, events).Fresh);
    }

    [Fact]
    public void Apply_MoreEventsOfOneSecondThanRemembered_StillCountsEachOnce()
    {
        ShopEvent[] events = [.. Enumerable.Range(0, ProfileLimits.SeenEvents + 1000).Select(n => Page("e" + n, 0))];

        Profile profile = Stored(Applied(User(), events));

        Assert.Equal(events.Length, profile.EventCounts["Looked"]);
        Assert.Empty(ProfileRules.Apply(profile, events).Fresh);
    }

    [Fact]
    public void Apply_LateEventOlderThanAllRemembered_CountsAsSeen()
    {
        Profile profile = Applied(User(), Enumerable.Range(0, ProfileLimits.SeenEvents).Select(n => Page("e" + n, 10 + n)));

        Assert.Empty(ProfileRules.Apply(profile, [Page("late", 9)]).Fresh);
        Assert.Single(ProfileRules.Apply(profile, [Page("in time", 11)]).Fresh);
        Assert.Single(ProfileRules.Apply(Applied(User(), [Page("e", 10)]), [Page("late", 9)]).Fresh);
    }
}

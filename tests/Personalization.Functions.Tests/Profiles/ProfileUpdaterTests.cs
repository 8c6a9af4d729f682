using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Profiles;

public sealed class ProfileUpdaterTests
{
    private static readonly PersonKey Device = PersonKey.Anonymous("device");
    private static readonly PersonKey Ana = PersonKey.User("ana");

    [Fact]
    public async Task Apply_TwoInstancesAtOnce_LosesNoEvent()
    {
        MemoryProfileStore store = new();
        using ProfileUpdater one = new(store), other = new(store);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (number, token) =>
            await (number % 2 == 0 ? one : other).ApplyAsync(Device, [Make.Event($"m{number}")], token));

        Assert.Equal(200, (await one.ResolveAsync(Device, default)).Profile.EventCounts.Values.Sum());
    }

    [Fact]
    public async Task Apply_SameEventTwice_CountsOnce()
    {
        using ProfileUpdater profiles = new(new MemoryProfileStore());

        await profiles.ApplyAsync(Device, [Make.Event("m")], default);
        await profiles.ApplyAsync(Device, [Make.Event("m")], default);

        Assert.Equal(1, (await profiles.ResolveAsync(Device, default)).Profile.EventCounts.Values.Sum());
    }

    [Fact]
    [Trait("Feature", "S06")]
    public async Task Link_DeviceWithHistory_MovesItToTheUser()
    {
        using ProfileUpdater profiles = new(new MemoryProfileStore());
        await profiles.ApplyAsync(Device, [Make.Event("m1")], default);

        await profiles.LinkAsync(new IdentityLink(Device, Ana), Make.Event("link"), default);
        await profiles.ApplyAsync(Device, [Make.Event("m1"), Make.Event("m2")], default);

        Profile known = (await profiles.ResolveAsync(Device, default)).Profile;
        Assert.Equal(Ana, known.Key);
        Assert.Equal(2, known.EventCounts.Values.Sum());
        Assert.Contains("device", known.Devices);
    }

    [Fact]
    public async Task Link_InterruptedBetweenItsTwoWrites_IsFinishedByTheNext()
    {
        InterruptedStore store = new(new MemoryProfileStore(), 2);
        using ProfileUpdater profiles = new(store);
        await profiles.ApplyAsync(Device, [Make.Event("m1")], default);
        await Assert.ThrowsAsync<IOException>(() => profiles.LinkAsync(new IdentityLink(Device, Ana), Make.Event("link"), default));

        await profiles.LinkAsync(new IdentityLink(Device, Ana), Make.Event("link"), default);

        Assert.Equal(1, (await profiles.ResolveAsync(Device, default)).Profile.EventCounts.Values.Sum());
    }

    [Fact]
    public async Task Apply_SeenEventBetweenTheTwoWritesOfALink_CountsOnce()
    {
        InterruptedStore store = new(new MemoryProfileStore(), 2);
        using ProfileUpdater profiles = new(store);
        await profiles.ApplyAsync(Device, [Make.Event("m1")], default);
        await Assert.ThrowsAsync<IOException>(() => profiles.LinkAsync(new IdentityLink(Device, Ana), Make.Event("link"), default));

        Assert.Empty(await profiles.FreshAsync(Device, [Make.Event("m1")], default));
        await profiles.ApplyAsync(Device, [Make.Event("m1"), Make.Event("m2")], default);
        await profiles.LinkAsync(new IdentityLink(Device, Ana), Make.Event("link"), default);

        Assert.Equal(2, (await profiles.ResolveAsync(Ana, default)).Profile.EventCounts.Values.Sum());
    }

    [Fact]
    public async Task Link_DeviceOfAnotherUser_StaysWithTheFirst()
    {
        using ProfileUpdater profiles = new(new MemoryProfileStore());
        await profiles.ApplyAsync(Device, [Make.Event("m1")], default);
        await profiles.LinkAsync(new IdentityLink(Device, Ana), Make.Event("link"), default);

        await profiles.LinkAsync(new IdentityLink(Device, PersonKey.User("ben")), Make.Event("link"), default);

        Assert.Equal(Ana, (await profiles.ResolveAsync(Device, default)).Profile.Key);
        Assert.Null((await profiles.ResolveAsync(PersonKey.User("ben"), default)).Profile.LastSeen);
    }
}

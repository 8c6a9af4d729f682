using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Privacy;
using Personalization.Functions.Profiles;
using Personalization.Functions.Tests.Events;
using Personalization.Privacy.Suppression;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Privacy;

/// <summary>Of suppressed people nothing is taken in, by whichever instance.</summary>
[Trait("Feature", "S30")]
public sealed class SuppressedPeopleTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    private readonly ManualTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task Process_WaitingEventsOfErasedPerson_AreDroppedAndOthersAndLaterOnesTakenIn()
    {
        azurite.Blobs.GetBlobContainerClient("privacy").DeleteIfExists();
        using SuppressedPeople here = People(), there = People();
        Assert.Null(await there.CurrentAsync(default));
        Assert.True(await here.TryChangeAsync(list => list.With([here.Hasher.Of("u:ana")], SuppressionMode.Erased, Make.Noon.AddMinutes(30), 1), default));
        time.Advance(TimeSpan.FromSeconds(11));
        MemoryEventLake lake = new(time);
        using ProfileUpdater profiles = new(new MemoryProfileStore());
        EventPipeline pipeline = new(lake, [new ProfileSubscriber(profiles)], [], there);

        await pipeline.ProcessAsync(Make.Joined(Make.Line("1", user: "ana", minute: 5), Make.Line("2", user: "bob", minute: 5), Make.Line("3", user: "ana", minute: 45)), default);

        LakeFile file = Assert.Single(await lake.ListAsync(null, default));
        Assert.Equal(["2", "3"], EventCodec.Lines(await lake.ReadAsync(file.Name, 0, default)).Select(line => EventCodec.Parse(line).MessageId));
        Assert.Equal(1, (await profiles.ResolveAsync(PersonKey.User("ana"), default)).Profile.EventCounts.Values.Sum());
    }

    [Fact]
    public async Task Change_ByTwoInstancesAtOnce_KeepsBoth()
    {
        using SuppressedPeople here = People(), there = People();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? here : there).TryChangeAsync(list => list.With([(UInt128)(number + 1000)], SuppressionMode.Suppressed, Make.Noon, (ulong)number), default)));

        SuppressionList? stored = null;
        await here.TryChangeAsync(list => stored = list, default);
        Assert.All(Enumerable.Range(0, 6), number => Assert.NotNull(stored!.Find((UInt128)(number + 1000))));
    }

    [Fact]
    public async Task Current_WithoutTheSaltOfTheList_TakesNothingInUntilItIsBack()
    {
        azurite.Blobs.GetBlobContainerClient("privacy").DeleteIfExists();
        using SuppressedPeople here = People();
        await here.TryChangeAsync(list => list.With([here.Hasher.Of("u:ana")], SuppressionMode.Suppressed, Make.Noon, 1), default);
        using SuppressedPeople forgetful = new(azurite.Blobs, Options.Create(new ErasureOptions()), time), mistaken = People("another salt of the tests");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await forgetful.CurrentAsync(default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await mistaken.CurrentAsync(default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => mistaken.TryChangeAsync(list => list, default));

        await here.TryChangeAsync(list => list.Without([here.Hasher.Of("u:ana")]), default);
        Assert.Null(await forgetful.CurrentAsync(default));
        Assert.Null(await mistaken.CurrentAsync(default));
    }

    [Fact]
    public async Task Current_WithoutSecretsAndList_KeepsNobodyOut()
    {
        azurite.Blobs.GetBlobContainerClient("privacy").DeleteIfExists();
        using SuppressedPeople none = new(azurite.Blobs, Options.Create(new ErasureOptions()), time);

        Assert.Null(await none.CurrentAsync(default));
    }

    private SuppressedPeople People(string salt = "the salt of the tests") => new(
        azurite.Blobs, Options.Create(new ErasureOptions { SuppressionSalt = salt, ReceiptKey = "the key of the tests" }), time);
}

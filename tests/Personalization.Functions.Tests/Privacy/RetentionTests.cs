using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Functions.Privacy;
using Personalization.Functions.Profiles;
using Personalization.Functions.Tests.Events;
using Personalization.Journeys.Recipes;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Privacy;

/// <summary>What has been kept long enough goes; what has not stays.</summary>
[Trait("Feature", "S35")]
public sealed class RetentionTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    private readonly ManualTimeProvider time = new(Make.Noon);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lake_OldFile_LosesItsPeopleOrIsGone(bool kept)
    {
        azurite.Blobs.GetBlobContainerClient("lake").DeleteIfExists();
        azurite.Blobs.GetBlobContainerClient("privacy").DeleteIfExists();
        using BlobEventLake lake = new(azurite.Blobs, time, new LogLines());
        await lake.AppendAsync(Make.Joined(Make.Line("an-old-message", user: "somebody-known")), default);
        time.Advance(TimeSpan.FromDays(10));
        await lake.AppendAsync(Make.Joined(Make.Line("a-new-message", user: "somebody-known")), default);
        LakeFile[] before = [.. await lake.ListAsync(null, default)];
        using LakeRetention retention = new(azurite.Blobs, Options.Create(new RetentionOptions { EventDays = 5, KeepEventsWithoutPeople = kept }));

        int count = await retention.ApplyAsync(time.GetUtcNow().AddDays(-5), () => true, default);

        Assert.Equal(1, count);
        Assert.Equal(kept ? before : before[1..], await lake.ListAsync(null, default));
        if (kept) Assert.DoesNotContain("somebody-known", Make.Text(await lake.ReadAsync(before[0].Name, 0, default)), StringComparison.Ordinal);
        Assert.Contains("somebody-known", Make.Text(await lake.ReadAsync(before[1].Name, 0, default)), StringComparison.Ordinal);
        Assert.Equal(0, await retention.ApplyAsync(time.GetUtcNow().AddDays(-5), () => true, default));
    }

    [Fact]
    public async Task Watchers_OldOnes_AreGoneAndTheClockStays()
    {
        using TableWatcherStore store = new(azurite.Tables);
        await store.AddAsync("tent", new Watcher("u:old", Make.Noon.AddDays(-200)), default);
        await store.AddAsync("tent", new Watcher("u:new", Make.Noon.AddDays(-2)), default);
        await store.SaveLookedAtAsync(Make.Noon.AddDays(-300), default);

        Assert.Equal(1, await new WatcherRetention(azurite.Tables).ApplyAsync(Make.Noon.AddDays(-180), () => true, default));

        List<string> left = [];
        await foreach (Watcher one in store.OfAsync("tent", default)) left.Add(one.Person);
        Assert.Equal(["u:new"], left);
        Assert.NotNull(await store.LookedAtAsync(default));
    }

    [Fact]
    public async Task Messages_OldOnes_AreGoneFromArchiveListAndRecords()
    {
        using TableMessageArchive archive = new(azurite.Tables, time);
        using TableDeliveryStore deliveries = new(azurite.Tables, time);
        foreach ((string id, int days) in ((string, int)[])[("mold", -500), ("mnew", -1)])
        {
            OutgoingMessage message = Message(id, Make.Noon.AddDays(days));
            await archive.ListAsync(message, default);
            await archive.KeepAsync(message, default);
            await deliveries.TrySaveAsync(await deliveries.LoadAsync(id, default), new DeliveryRecord { Id = id, State = DeliveryState.Sent }, default);
        }

        Assert.Equal(1, await new MessageRetention(azurite.Tables).ApplyAsync(Make.Noon.AddDays(-400), () => true, default));

        Assert.Null(await archive.FindAsync("mold", default));
        Assert.Null((await deliveries.LoadAsync("mold", default)).Version);
        Assert.NotNull(await archive.FindAsync("mnew", default));
        Assert.NotNull((await deliveries.LoadAsync("mnew", default)).Version);
    }

    [Fact]
    public async Task Profiles_IdleDevices_AreGoneAndKnownPeopleStay()
    {
        using TableProfileStore store = new(azurite.Tables, time);
        using ProfileUpdater profiles = new(store);
        foreach (string person in (string[])["idle-device", "busy-device"]) await profiles.ApplyAsync(PersonKey.Anonymous(person), [Make.Event("m-" + person, device: person, minute: 60 * 24 * (person[0] == 'i' ? -500 : 3650))], default);
        await profiles.ApplyAsync(PersonKey.User("known"), [Make.Event("m-known", user: "known", device: null, minute: -60 * 24 * 500)], default);
        // Rows are as old as the emulator's own clock says: by it all were written today.
        DateTimeOffset soon = TimeProvider.System.GetUtcNow().AddDays(1), old = Make.Noon.AddDays(-400);
        Assert.True(old < soon);

        AnonymousProfileRetention rule = new(azurite.Tables, store, profiles);
        Assert.Equal(0, await rule.ApplyAsync(old, () => true, default));
        Assert.Equal(["idle-device"], await GoneAsync(store, rule, soon));
    }

    private static async Task<List<string>> GoneAsync(TableProfileStore store, AnonymousProfileRetention rule, DateTimeOffset olderThan)
    {
        await rule.ApplyAsync(olderThan, () => true, default);
        List<string> gone = [];
        foreach (string device in (string[])["idle-device", "busy-device"])
            if ((await store.LoadLatestAsync(PersonKey.Anonymous(device), default)).Profile.LastSeen is null) gone.Add(device);
        Assert.NotNull((await store.LoadLatestAsync(PersonKey.User("known"), default)).Profile.LastSeen);
        return gone;
    }

    private static OutgoingMessage Message(string id, DateTimeOffset at) => new()
    {
        Id = id, Channel = MessageChannel.Email, Purpose = MessagePurpose.Transactional, Person = PersonKey.User("ana"), Address = "ana@example.com",
        Content = new RenderedMessage("en", "ltr", "Hello", null, "Dear"), CreatedAt = at, ExpiresAt = at.AddDays(3),
    };
}

using Azure.Data.Tables;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Messages;

/// <summary>What records and histories do, wherever they are stored.</summary>
public abstract class MessageStoreSuite
{
    protected abstract IDeliveryStore Deliveries();

    protected abstract IHistoryStore Histories();

    protected static DateTimeOffset Now { get; } = Make.Noon.AddHours(3);

    [Fact]
    public async Task TrySave_RecordChangedSince_IsRefused()
    {
        IDeliveryStore store = Deliveries();
        StoredDelivery none = await store.LoadAsync("m1", default);
        Assert.Null(none.Version);
        DeliveryRecord sent = none.Record with { State = DeliveryState.Sent, Attempts = 2, Turn = 3, NextAt = Now, UpdatedAt = Now, Reasons = [new DecisionReason("quiet-hours", "21:00")], ProviderId = "250 ok" };
        Assert.NotNull(await store.TrySaveAsync(none, sent, default));
        Assert.Null(await store.TrySaveAsync(none, none.Record, default));
        StoredDelivery found = await store.LoadAsync("m1", default);
        Assert.Equal(sent with { Reasons = [] }, found.Record with { Reasons = [] });
        Assert.Equal(sent.Reasons.ToArray(), found.Record.Reasons.ToArray());
        Assert.NotNull(await store.TrySaveAsync(found, found.Record with { Attempts = 3 }, default));
        Assert.Null(await store.TrySaveAsync(found, found.Record, default));
    }

    [Fact]
    public async Task Bury_Messages_AreListedOnceNewestFirst()
    {
        IDeliveryStore store = Deliveries();
        for (int place = 0; place < 4; place++)
        {
            DeadMessage dead = new(Letters.To(id: $"m{place}"), new DeliveryRecord { Id = $"m{place}", State = DeliveryState.Failed, UpdatedAt = Now.AddHours(-20 * place) });
            await store.BuryAsync(dead, default);
            await store.BuryAsync(dead, default);
        }
        IReadOnlyList<DeadMessage> found = await store.DeadAsync(3, default);
        Assert.Equal(["m0", "m1", "m2"], found.Select(one => one.Message.Id));
        Assert.Equal(Letters.To(id: "m0").Content, found[0].Message.Content);
    }

    [Fact]
    public async Task Suppress_Address_CountsForItsChannelHoweverItIsWritten()
    {
        IDeliveryStore store = Deliveries();
        await store.SuppressAsync(MessageChannel.Email, "Ana@Example.com", "550", default);
        Assert.True(await store.IsSuppressedAsync(MessageChannel.Email, " ana@example.com", default));
        Assert.False(await store.IsSuppressedAsync(MessageChannel.Inbox, "ana@example.com", default));
        Assert.False(await store.IsSuppressedAsync(MessageChannel.Email, "ben@example.com", default));
    }

    [Fact]
    public async Task TrySave_HistoryChangedSince_IsRefused()
    {
        IHistoryStore store = Histories();
        StoredHistory none = await store.LoadAsync(PersonKey.User("ana"), default);
        MessageRequest request = new("m1", MessageChannel.Sms, MessagePurpose.Marketing, "news", Now, Now.AddDays(1), 3, true);
        PersonHistory next = new PersonHistory { Sent = [new SentMessage("s", MessageChannel.Push, Now)], Waiting = [new WaitingMessage(request, Now.AddHours(1))] }
            .WithOpens([new OpenedMessage(Now, ulong.MaxValue)]);
        Assert.True(await store.TrySaveAsync(none, next, default));
        Assert.False(await store.TrySaveAsync(none, next, default));
        StoredHistory found = await store.LoadAsync(PersonKey.User("ana"), default);
        Assert.Equal(next.Sent.ToArray(), found.History.Sent.ToArray());
        Assert.Equal(next.Waiting.ToArray(), found.History.Waiting.ToArray());
        Assert.Equal(next.Opens.ToArray(), found.History.Opens.ToArray());
    }
}

public sealed class MemoryMessageStoreTests : MessageStoreSuite
{
    protected override IDeliveryStore Deliveries() => new MemoryDeliveryStore();

    protected override IHistoryStore Histories() => new MemoryHistoryStore();
}

public sealed class TableMessageStoreTests(OwnAzurite azurite) : MessageStoreSuite, IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task Inbox_SameMessageTwice_IsListedOnceWithItsParts()
    {
        using Inbox inbox = new(Fresh("inbox"), new ManualTimeProvider(Now));
        await inbox.SendAsync(Letters.To(), default);
        await inbox.SendAsync(Letters.To(), default);
        await inbox.SendAsync(Letters.To("ben", "m2"), default);
        Assert.Equal(2, (await inbox.ListAsync(null, 10, default)).Count);
        Assert.Equal(["m2"], (await inbox.ListAsync("user_id:ben", 10, default)).Select(one => one.Id));
        Assert.Equal(Letters.To().Content, (await inbox.FindAsync("m1", default))!.Content);
        Assert.Null(await inbox.FindAsync("m3", default));
    }

    protected override IDeliveryStore Deliveries() => new TableDeliveryStore(Fresh("deliveries", "deadmessages", "suppressions"), new ManualTimeProvider(Now));

    protected override IHistoryStore Histories() => new TableHistoryStore(Fresh("messagehistory"));

    private TableServiceClient Fresh(params string[] names)
    {
        foreach (string name in names) azurite.Tables.DeleteTable(name);
        return azurite.Tables;
    }
}

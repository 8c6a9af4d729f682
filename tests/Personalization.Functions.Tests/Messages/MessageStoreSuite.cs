using Azure.Data.Tables;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Messages;

/// <summary>What records and histories do, wherever they are stored.</summary>
public abstract partial class MessageStoreSuite
{
    protected abstract IDeliveryStore Deliveries();

    protected abstract IHistoryStore Histories();

    protected abstract IShopOpensStore ShopOpens();

    protected abstract ISuppressionStore Suppressions();

    protected abstract IMessageArchive Archive();

    protected static DateTimeOffset Now { get; } = Make.Noon.AddHours(3);

    [Fact]
    public async Task TrySave_RecordChangedSince_IsRefused()
    {
        IDeliveryStore store = Deliveries();
        StoredDelivery none = await store.LoadAsync("m1", default);
        Assert.Null(none.Version);
        DeliveryRecord sent = none.Record with { State = DeliveryState.Sent, Attempts = 2, Turn = 3, NextAt = Now, UpdatedAt = Now, Reasons = [new DecisionReason("quiet-hours", "21:00")], ProviderId = "250 ok", FailedAt = Now };
        sent = sent with { Steps = [new DeliveryStep(Now, DeliveryStep.Delayed, Now.AddHours(1), sent.Reasons), new DeliveryStep(Now.AddHours(1), DeliveryStep.Sent, null, [])] };
        Assert.NotNull(await store.TrySaveAsync(none, sent, default));
        Assert.Null(await store.TrySaveAsync(none, none.Record, default));
        StoredDelivery found = await store.LoadAsync("m1", default);
        Assert.Equal(sent with { Reasons = [], Steps = [] }, found.Record with { Reasons = [], Steps = [] });
        Assert.Equal(["delayed 16:00 quiet-hours", "sent  "], found.Record.Steps.Select(one => $"{one.What} {one.Until:HH:mm} {string.Join(',', one.Reasons.Select(reason => reason.Code))}"));
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
    public async Task Unbury_Message_IsFoundUntilThenByIdAndTime()
    {
        IDeliveryStore store = Deliveries();
        DeadMessage dead = new(Letters.To(), new DeliveryRecord { Id = "m1", State = DeliveryState.Failed, UpdatedAt = Now.AddHours(1), FailedAt = Now });
        await store.BuryAsync(dead, default);
        Assert.Equal(Letters.To().Content, (await store.FindDeadAsync("m1", Now, default))!.Message.Content);
        Assert.Null(await store.FindDeadAsync("m1", Now.AddHours(1), default));
        for (int time = 0; time < 2; time++) await store.UnburyAsync("m1", Now, default);
        Assert.Null(await store.FindDeadAsync("m1", Now, default));
        Assert.Empty(await store.DeadAsync(3, default));
    }

    [Fact]
    public async Task TrySave_ShopOpensChangedSince_AreRefused()
    {
        IShopOpensStore store = ShopOpens();
        StoredShopOpens none = await store.LoadAsync(default);
        Assert.Null(none.Version);
        ShopOpens next = none.Opens.With(64, Now, TimeZoneInfo.Utc, Now).With(128, Now, TimeZoneInfo.Utc, Now);
        Assert.True(await store.TrySaveAsync(none, next, default));
        Assert.False(await store.TrySaveAsync(none, next, default));
        StoredShopOpens found = await store.LoadAsync(default);
        Assert.Equal(next.Weights.ToArray(), found.Opens.Weights.ToArray());
        Assert.Equal(next.Known.ToArray(), found.Opens.Known.ToArray());
        Assert.True(await store.TrySaveAsync(found, next, default));
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
        Assert.True(await store.TrySaveAsync(found, next with { MergedInto = "u:ben", Absorbed = next.Absorbed.Add("a:phone") }, default));
        found = await store.LoadAsync(PersonKey.User("ana"), default);
        Assert.Equal(("u:ben", "a:phone"), (found.History.MergedInto, Assert.Single(found.History.Absorbed)));
    }
}

public sealed class MemoryMessageStoreTests : MessageStoreSuite
{
    protected override IDeliveryStore Deliveries() => new MemoryDeliveryStore();

    protected override IHistoryStore Histories() => new MemoryHistoryStore();

    protected override IShopOpensStore ShopOpens() => new MemoryHistoryStore();

    protected override ISuppressionStore Suppressions() => new MemorySuppressionStore();

    protected override IMessageArchive Archive() => new MemoryMessageArchive();
}

public sealed class TableMessageStoreTests(OwnAzurite azurite) : MessageStoreSuite, IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task Inbox_SameMessageTwice_IsListedOnce()
    {
        using Inbox inbox = new(Fresh("inbox"), new ManualTimeProvider(Now));
        await inbox.SendAsync(Letters.To(), default);
        await inbox.SendAsync(Letters.To(), default);
        await inbox.SendAsync(Letters.To("ben", "m2"), default);
        Assert.Equal(2, (await inbox.ListAsync(null, 10, default)).Count);
        Assert.Equal(["m2"], (await inbox.ListAsync("user_id:ben", 10, default)).Select(one => one.Id));
    }

    protected override IDeliveryStore Deliveries() => new TableDeliveryStore(Fresh("deliveries", "deadmessages"), new ManualTimeProvider(Now));

    protected override IHistoryStore Histories() => new TableHistoryStore(Fresh("messagehistory"));

    protected override IShopOpensStore ShopOpens() => new TableHistoryStore(Fresh("messagehistory"));

    protected override ISuppressionStore Suppressions() => new TableSuppressionStore(Fresh("suppressions"));

    protected override IMessageArchive Archive() => new TableMessageArchive(Fresh("messages", "messagelist"), new ManualTimeProvider(Now));

    private TableServiceClient Fresh(params string[] names)
    {
        foreach (string name in names) azurite.Tables.DeleteTable(name);
        return azurite.Tables;
    }
}

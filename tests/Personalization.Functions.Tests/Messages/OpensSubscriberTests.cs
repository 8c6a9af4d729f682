using Personalization.Events;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Timing;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Messages;

[Trait("Feature", "S104")]
public sealed class OpensSubscriberTests
{
    private sealed class CountingShop(IShopOpensStore inner) : IShopOpensStore
    {
        public int Writes { get; private set; }

        public Task<StoredShopOpens> LoadAsync(CancellationToken cancellationToken) => inner.LoadAsync(cancellationToken);

        public Task<bool> TrySaveAsync(StoredShopOpens loaded, ShopOpens next, CancellationToken cancellationToken)
        {
            Writes++;
            return inner.TrySaveAsync(loaded, next, cancellationToken);
        }
    }

    private sealed class InAthens : IRecipientSource
    {
        public Task<MessageRecipient> FindAsync(PersonKey person, CancellationToken cancellationToken) => Task.FromResult(Letters.Subscriber("Europe/Athens"));
    }

    private readonly MemoryHistoryStore histories = new();
    private readonly ManualTimeProvider clock = new(Make.Noon);

    private static ShopEvent Open(int number, int hour) => Make.Event($"open-{number}", "Email Opened", $"user-{number % 97}", minute: hour * 60);

    [Fact]
    public async Task Apply_OpensOfManyPeople_AreTheShopsHabitForThoseWhoHaveNone()
    {
        CountingShop shop = new(histories);
        OpensSubscriber subscriber = new(histories, shop, new InAthens(), new MessagePolicy(), clock);
        // Opened around 17:00 UTC, which is 19:00 there.
        for (int batch = 0; batch < 40; batch++) await subscriber.ApplyAsync([.. Enumerable.Range(batch * 50, 50).Select(number => Open(number, 5))], default);
        OpenHours opens = (await histories.LoadAsync(default)).Opens.Hours;
        Assert.Equal(19, OpenHours.Best(OpenHours.None, opens, clock.GetUtcNow(), defaultHour: 7));
        Assert.InRange(opens.Total(clock.GetUtcNow()), 1600, 2400);
        Assert.True(shop.Writes <= 40, $"{shop.Writes} writes for 40 batches");
        using ShopHabits habits = new(histories, clock);
        Assert.Equal(opens.Weights.ToArray(), (await habits.OpensAsync(default)).Weights.ToArray());
    }

    [Fact]
    public async Task Apply_SingleOpensOnceMuchIsKnown_AreMostlyNotWritten()
    {
        CountingShop shop = new(histories);
        OpensSubscriber subscriber = new(histories, shop, new InAthens(), new MessagePolicy(), clock);
        for (int batch = 0; batch < 30; batch++) await subscriber.ApplyAsync([.. Enumerable.Range(batch * 100, 100).Select(number => Open(number, 5))], default);
        int before = shop.Writes;
        for (int number = 0; number < 200; number++) await subscriber.ApplyAsync([Open(100_000 + number, 6)], default);
        Assert.InRange(shop.Writes - before, 5, 60);
    }

    [Fact]
    public async Task Apply_SameEventsAgain_ChangeNothing()
    {
        OpensSubscriber subscriber = new(histories, histories, new InAthens(), new MessagePolicy(), clock);
        ShopEvent[] events = [.. Enumerable.Range(0, 20).Select(number => Open(number, number % 5))];
        Assert.Equal(20, (await subscriber.FreshAsync(events, default)).Count);
        await subscriber.ApplyAsync(events, default);
        OpenHours once = (await histories.LoadAsync(default)).Opens.Hours;
        Assert.Empty(await subscriber.FreshAsync(events, default));
        await subscriber.ApplyAsync(events, default);
        Assert.Equal(once.Weights.ToArray(), (await histories.LoadAsync(default)).Opens.Weights.ToArray());
        Assert.Equal(20, once.Weights.Sum() / Math.Pow(2, (Make.Noon.AddHours(2) - OpenHours.Epoch) / OpenHours.HalfLife), 0.1);
    }

    [Fact]
    public async Task Fresh_PersonKnewItAndTheShopDidNot_IsStillToBeCounted()
    {
        OpensSubscriber subscriber = new(histories, histories, new InAthens(), new MessagePolicy(), clock);
        StoredHistory stored = await histories.LoadAsync(PersonKey.User("user-1"), default);
        await histories.TrySaveAsync(stored, stored.History.WithOpens([new OpenedMessage(Open(1, 5).Timestamp, Personalization.Common.StableHash.Of("open-1"))]), default);
        Assert.Single(await subscriber.FreshAsync([Open(1, 5)], default));
    }
}

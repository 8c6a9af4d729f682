using Personalization.Events;
using Personalization.Functions.Journeys;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>Nothing wrong goes out and nothing is forgotten, whatever happens between two steps.</summary>
[Trait("Feature", "S92")]
public sealed class CartRaceTests : IAsyncLifetime
{
    private static readonly TimeSpan ToTheEvening = TimeSpan.FromHours(8.5);

    private JourneyWorld world = null!;

    public async Task InitializeAsync()
    {
        // Quiet from nine in the evening until eight.
        world = await JourneyWorld.OpenAsync(new MessagePolicy { Caps = [] });
        await world.KnowAsync("ana");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    [Trait("Feature", "S113")]
    public async Task Reminder_ThatWaits_IsTakenBackByThePurchase()
    {
        await RemindInTheNightAsync();

        await world.BuyAsync("o1");

        DeliveryRecord record = await RecordAsync();
        Assert.Equal((DeliveryState.Cancelled, "taken-back"), (record.State, record.Reasons[0].Code));
        await world.PassAsync(TimeSpan.FromDays(2));
        Assert.Empty(world.Mail.Handed);
    }

    [Fact]
    [Trait("Feature", "S113")]
    public async Task Reminder_ThatWaitsWhileNobodyIsTold_DoesNotPassTheGuard()
    {
        await RemindInTheNightAsync();

        await world.TakeAndDieAsync(Line(EventNames.OrderCompleted, """{"order_id":"o1","products":[{"product_id":"tent"}]}"""));

        await world.PassAsync(TimeSpan.FromHours(12));
        Assert.Empty(world.Mail.Handed);
        DeliveryRecord record = await RecordAsync();
        Assert.Equal((DeliveryState.Cancelled, "journey-bought"), (record.State, record.Reasons[0].Code));
        Assert.Empty(await world.Mail.Deliveries.DeadAsync(10, default));
    }

    [Fact]
    public async Task Reminder_ThatWaitsAndIsStillRight_GoesInTheMorning()
    {
        await RemindInTheNightAsync();

        await world.PassAsync(TimeSpan.FromHours(11));

        Assert.Single(world.Mail.Handed);
    }

    [Fact]
    public async Task Events_TakenInByAProcessThatDied_StartTheJourneyWhenTheyComeAgain()
    {
        ReadOnlyMemory<byte> add = Line(EventNames.ProductAdded, """{"product_id":"tent"}""");
        await world.TakeAndDieAsync(add);
        Assert.Null(await world.CartOfAsync(PersonKey.User("ana")));

        await world.TakeAsync(add);
        await world.TakeAsync(add);
        await world.PassAsync(TimeSpan.FromHours(2));

        Assert.Single(world.Mail.Handed);
    }

    [Fact]
    public async Task Cart_FilledWhileItsJourneyEnds_IsSeenByTheLastLook()
    {
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromHours(2));
        ReadOnlyMemory<byte> add = default;
        bool refused = false;
        int looks = 0;
        world.BeforeLook = async _ =>
        {
            if (++looks != 2) return;
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            add = Line(EventNames.ProductAdded, """{"product_id":"mat"}""");
            refused = await Assert.ThrowsAsync<JourneyEndingException>(() => world.ProcessAsync(add)) is not null;
        };
        await world.BuyAsync("o1");
        Assert.True(refused);

        await world.TakeAsync(add);
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, world.Mail.Handed.Count);
        Assert.Contains("The mat", world.Mail.Handed[1].Content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The tent", world.Mail.Handed[1].Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_ThatTurnsOutToBeSomebody_IsNotRemindedTwice()
    {
        await world.IdentifyAsync(null, "d1", """{"email":"eva@example.com","subscription:email":"subscribed"}""");
        await world.AddAsync("tent", null, "d1");
        await world.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(world.Mail.Handed);

        await world.IdentifyAsync("eva", "d1", "{}");
        await world.PassAsync(TimeSpan.FromDays(3));

        Assert.Equal(2, world.Sent.Length);
        Assert.Equal("done", await world.EndAsync("eva"));
        Assert.Equal("merged", (await world.CartOfAsync(PersonKey.Parse("email:eva@example.com")!.Value))!.ReadOutputAs<Personalization.Journeys.JourneyOutcome>()!.Reason);
    }

    [Fact]
    public async Task Instance_OfManyWakings_BeginsAnewAndKeepsWhatItKnows()
    {
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromHours(2));
        string id = (await world.CartOfAsync(PersonKey.User("ana")))!.InstanceId;

        for (int wake = 0; wake < 30; wake++)
        {
            await world.Client.WakeAsync(id, default);
            await world.RestAsync();
        }

        await world.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal(2, world.Sent.Length);
        Assert.Equal("done", await world.EndAsync());
    }

    private async Task RemindInTheNightAsync()
    {
        await world.PassAsync(ToTheEvening);
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(DeliveryState.Accepted, (await RecordAsync()).State);
    }

    private ReadOnlyMemory<byte> Line(string name, string properties) => world.Line(EventType.Track, name, "ana", null, properties);

    private async Task<DeliveryRecord> RecordAsync()
    {
        PersonKey ana = PersonKey.User("ana");
        string instance = Personalization.Journeys.Carts.AbandonedCartRules.InstanceOf(ana, "");
        string id = Personalization.Journeys.JourneyIds.Message(instance, Personalization.Journeys.JourneyIds.Round(Make.Noon + ToTheEvening), "reminder-1", ana);
        return (await world.Mail.Deliveries.LoadAsync(id, default)).Record;
    }
}

using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

public sealed class PostPurchaseTests : IAsyncLifetime
{
    private JourneyWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await JourneyWorld.OpenAsync();
        world.Order.Enabled = true;
        await world.Catalog.DescribeAsync(
            [new(new Product { ProductId = "tent", Name = "The tent", Price = 40, Currency = "EUR", Attributes = new Dictionary<string, string> { ["care"] = "Dry it before you fold it." } }, Make.Noon)], default);
        await world.KnowAsync("ana");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    [Trait("Feature", "S100")]
    public async Task Order_Delivered_BringsCareAndThenTheRest()
    {
        world.Complements.Beside["tent"] = ["lamp"];
        await world.BuyAsync("o1", "tent mat");
        await world.PassAsync(TimeSpan.FromDays(3));

        await world.TrackAsync(EventNames.OrderDelivered, "ana", """{"order_id":"o1"}""");
        await world.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal(["0h Thank you for your order o1", "72h How to look after what you have bought", "408h How do you like it?", "576h Made for what you have bought"], world.Sent);
        OutgoingMessage care = world.Mail.Handed[1];
        Assert.Contains("Dry it before you fold it.", care.Content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The mat", care.Content.Text, StringComparison.Ordinal);
        Assert.Equal(
            [MessagePurpose.Transactional, MessagePurpose.Transactional, MessagePurpose.Marketing, MessagePurpose.Marketing], world.Mail.Handed.Select(one => one.Purpose));
        Assert.Contains("The lamp", world.Mail.Handed[3].Content.Html, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S100")]
    public async Task Order_NeverSaidToHaveArrived_CountsAsArrivedInTime()
    {
        await world.BuyAsync("o1");

        await world.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal(["0h Thank you for your order o1", "240h How to look after what you have bought", "576h How do you like it?"], world.Sent);
    }

    [Fact]
    public async Task Order_OfSomebodyWithoutConsent_BringsOnlyWhatBelongsToIt()
    {
        await world.KnowAsync("ben", """{"email":"ben@example.com"}""");
        await world.BuyAsync("o1", user: "ben");

        await world.PassAsync(TimeSpan.FromDays(60));

        Assert.All(world.Mail.Handed, one => Assert.Equal(MessagePurpose.Transactional, one.Purpose));
        Assert.Equal(2, world.Mail.Handed.Count);
    }

    [Fact]
    public async Task Order_OfSomebodyNobodyCanReach_HasNoJourneyUntilThereIsAnAddress()
    {
        await world.BuyAsync("o1", user: "ben");
        Assert.Null(await world.OrderOfAsync("o1", "ben"));

        await world.KnowAsync("ben", """{"email":"ben@example.com"}""");

        Assert.NotNull(await world.OrderOfAsync("o1", "ben"));
        Assert.Equal(["0h Thank you for your order o1"], world.Sent);
    }

    [Fact]
    [Trait("Feature", "S101")]
    [Trait("Feature", "S102")]
    public async Task Order_WithAnInsert_TellsTheWarehouseOnce()
    {
        world.Order.Insert = "thank-you-card";
        ReadOnlyMemory<byte> order = world.Line(EventType.Track, EventNames.OrderCompleted, "ana", null, """{"order_id":"o1","products":[{"product_id":"tent","quantity":2}]}""");
        await world.TakeAsync(order);
        await world.TakeAsync(order);

        OutgoingMessage call = Assert.Single(world.Mail.Handed, one => one.Channel is MessageChannel.Webhook);
        Assert.Equal("thank-you-card", call.Content.Subject);
        JsonElement body = call.Data!.Value;
        Assert.Equal(("o1", "user_id:ana", 2), (body.GetProperty("orderId").GetString(), body.GetProperty("person").GetString(), body.GetProperty("products")[0].GetProperty("quantity").GetInt32()));
    }

    [Theory]
    [InlineData(EventNames.OrderRefunded)]
    [InlineData(EventNames.OrderCancelled)]
    public async Task Order_GivenBack_EndsAtOnce(string name)
    {
        await world.BuyAsync("o1");
        await world.PassAsync(TimeSpan.FromDays(1));

        await world.TrackAsync(name, "ana", """{"order_id":"o1"}""");

        Assert.Equal("returned", (await world.OrderOfAsync("o1"))!.ReadOutputAs<Personalization.Journeys.JourneyOutcome>()!.Reason);
        await world.PassAsync(TimeSpan.FromDays(60));
        Assert.Single(world.Mail.Handed);
    }

    [Fact]
    [Trait("Feature", "S47")]
    public async Task Product_BoughtEveryThirtyDays_IsRemindedOfThreeDaysBeforeTheNext()
    {
        (world.Order.ThankYou, world.Order.Care, world.Order.ReviewAfter, world.Order.AccessoryAfter) = (false, false, default, default);
        foreach (int order in (int[])[1, 2, 3])
        {
            await world.BuyAsync($"o{order}", "mat");
            if (order < 3) await world.PassAsync(TimeSpan.FromDays(30));
        }

        await world.PassAsync(TimeSpan.FromDays(26));
        Assert.Empty(world.Mail.Handed);
        await world.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal([$"{87 * 24}h Running low?"], world.Sent);
        Assert.Contains("The mat", world.Mail.Handed[0].Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S47")]
    public async Task Product_BoughtAgainInTime_MovesTheReminder()
    {
        (world.Order.ThankYou, world.Order.Care, world.Order.ReviewAfter, world.Order.AccessoryAfter) = (false, false, default, default);
        world.Complements.Days["mat"] = 20;
        await world.BuyAsync("o1", "mat");
        await world.PassAsync(TimeSpan.FromDays(10));

        await world.BuyAsync("o2", "mat");
        await world.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal([$"{27 * 24}h Running low?"], world.Sent);
    }

    [Fact]
    public async Task Order_OfADeviceThatTurnsOutToBeSomebody_HasOneJourney()
    {
        await world.IdentifyAsync(null, "d1", """{"email":"eva@example.com"}""");
        ReadOnlyMemory<byte> order = world.Line(EventType.Track, EventNames.OrderCompleted, null, "d1", """{"order_id":"o1","products":[{"product_id":"tent"}]}""");
        await world.TakeAsync(order);
        await world.IdentifyAsync("eva", "d1", "{}");

        await world.TakeAsync(order);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.TrackAsync(EventNames.OrderDelivered, "eva", """{"order_id":"o1"}""");

        Assert.Equal(["0h Thank you for your order o1", "24h How to look after what you have bought"], world.Sent);
        Assert.Equal(PersonKey.User("eva"), world.Mail.Handed[1].Person);
    }
}

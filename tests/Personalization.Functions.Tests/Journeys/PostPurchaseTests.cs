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
    [Trait("Feature", "S46")]
    public async Task Order_Delayed_IsToldOfBeforeAnybodyAsksAndOnceForEachNewDay()
    {
        await world.BuyAsync("o1");
        await world.PassAsync(TimeSpan.FromDays(2));

        world.Order.MissedDay = true;

        foreach (int day in (int[])[5, 5, 8])
        {
            await world.TrackAsync(EventNames.OrderDelayed, "ana", Due(day));
            await world.PassAsync(TimeSpan.FromHours(1));
        }
        await world.PassAsync(TimeSpan.FromDays(20));

        Assert.Equal(
            ["0h Thank you for your order o1", "48h Your order o1 is late", "50h Your order o1 is late", "216h Your order o1 is late", "240h How to look after what you have bought"], world.Sent.Take(5));
        string[] texts = [.. world.Mail.Handed.Select(one => one.Content.Text)];
        Assert.Contains($"We now expect it on {Make.Noon.AddDays(5):yyyy-MM-dd}.", texts[1], StringComparison.Ordinal);
        Assert.Contains($"We now expect it on {Make.Noon.AddDays(8):yyyy-MM-dd}.", texts[2], StringComparison.Ordinal);
        Assert.Contains($"would reach you by {Make.Noon.AddDays(8):yyyy-MM-dd}", texts[3], StringComparison.Ordinal);
        Assert.Equal(MessagePurpose.Transactional, world.Mail.Handed[1].Purpose);
    }

    [Theory]
    [Trait("Feature", "S46")]
    [InlineData(EventNames.OrderDelivered)]
    [InlineData(EventNames.OrderCancelled)]
    public async Task Order_ThatIsSettledInTime_IsNotCalledLate(string name)
    {
        await world.BuyAsync("o1", more: $",\"estimated_delivery_at\":\"{EventCodec.Text(Make.Noon.AddDays(4))}\"");
        world.Order.MissedDay = true;
        await world.PassAsync(TimeSpan.FromDays(3));

        await world.TrackAsync(name, "ana", """{"order_id":"o1"}""");
        await world.PassAsync(TimeSpan.FromDays(30));

        Assert.DoesNotContain(world.Sent, one => one.Contains("late", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Feature", "S46")]
    public async Task Order_PromisedDayPassed_IsToldOfAndNothingElseIsPresumed()
    {
        (world.Order.PresumedArrival, world.Order.MissedDay) = (TimeSpan.FromDays(2), true);
        await world.BuyAsync("o1", more: $",\"estimated_delivery_at\":\"{EventCodec.Text(Make.Noon.AddDays(4))}\"");

        await world.PassAsync(TimeSpan.FromDays(6));

        Assert.Equal(["0h Thank you for your order o1", "96h How to look after what you have bought", "120h Your order o1 is late"], world.Sent);
    }

    [Fact]
    [Trait("Feature", "S46")]
    [Trait("Feature", "S71")]
    public async Task Order_OfAProductWithAGuide_BringsTheGuide()
    {
        Product rug = new() { ProductId = "rug", Name = "The rug", Price = 40, Currency = "EUR", Attributes = new Dictionary<string, string> { ["material"] = "merino wool" } };
        Product guide = new() { ProductId = "guide", Name = "Wool", Description = "Wash it by hand.", Attributes = new Dictionary<string, string> { ["kind"] = "content", ["topic"] = "care", ["material"] = "wool" } };
        await world.Catalog.DescribeAsync([new(rug, Make.Noon), new(guide, Make.Noon)], default);
        await world.BuyAsync("o1", "rug");

        await world.TrackAsync(EventNames.OrderDelivered, "ana", """{"order_id":"o1"}""");

        Assert.Contains("Wash it by hand.", world.Mail.Handed[1].Content.Text, StringComparison.Ordinal);
    }

    private static string Due(int day) => $$"""{"order_id":"o1","estimated_delivery_at":"{{EventCodec.Text(Make.Noon.AddDays(day))}}"}""";

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

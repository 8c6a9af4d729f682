using Personalization.Events;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

[Trait("Feature", "S92")]
public sealed class AbandonedCartTests : IAsyncLifetime
{
    private JourneyWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await JourneyWorld.OpenAsync();
        await world.KnowAsync("ana");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Cart_LeftAlone_IsRemindedOfTwiceAndThenNoMore()
    {
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(world.Mail.Handed);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("The tent", Assert.Single(world.Mail.Handed).Content.Text, StringComparison.Ordinal);
        await world.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal(["1h You left something in your cart", "24h You left something in your cart"], world.Sent);
        Assert.Equal("done", await world.EndAsync());
    }

    [Fact]
    public async Task Cart_ShownInAReminder_HasWhatCanBeHadNow()
    {
        world.Complements.Beside["tent"] = ["lamp"];
        await world.KnowAsync("ana", """{"locale":"fa-IR"}""");
        await world.AddAsync("tent");
        await world.AddAsync("mat");
        await world.SellAsync("mat", 0);
        await world.SellAsync("tent", 3, 35.5m);

        await world.PassAsync(TimeSpan.FromHours(1));

        RenderedMessage mail = Assert.Single(world.Mail.Handed).Content;
        Assert.Equal(("fa", "rtl"), (mail.Language, mail.Direction));
        Assert.Contains("""<a href="https://shop.example/tent">The tent</a> &times; 1<br>35.50 EUR""", mail.Html, StringComparison.Ordinal);
        Assert.Contains("https://shop.example/lamp", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("mat", mail.Text, StringComparison.Ordinal);
        Assert.Contains("/u/", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cart_Changed_SetsTheClockBackAndWhatWasSentCounts()
    {
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromMinutes(50));
        await world.AddAsync("mat");
        await world.PassAsync(TimeSpan.FromMinutes(100));
        await world.AddAsync("lamp");

        await world.PassAsync(TimeSpan.FromDays(30));

        Assert.Equal(["1.83h You left something in your cart", "26.5h You left something in your cart"], world.Sent);
    }

    [Fact]
    [Trait("Feature", "S113")]
    public async Task Cart_Bought_EndsAtOnceAndNothingMoreGoes()
    {
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromHours(2));

        await world.TrackAsync(EventNames.OrderCompleted, "ana", """{"order_id":"o1","total":40}""");

        Assert.Equal("bought", await world.EndAsync());
        await world.PassAsync(TimeSpan.FromDays(30));
        Assert.Single(world.Mail.Handed);
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("opted-out")]
    public async Task Cart_NothingToSayAnyMore_EndsAtOnce(string end)
    {
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromHours(2));

        if (end == "emptied") await world.TrackAsync(EventNames.ProductRemoved, "ana", """{"product_id":"tent"}""");
        else await world.KnowAsync("ana", """{"subscription:email:cart":"unsubscribed"}""");

        Assert.Equal(end, await world.EndAsync());
    }

    [Fact]
    public async Task Cart_SoldOut_EndsAtTheNextLook()
    {
        await world.AddAsync("tent");
        await world.SellAsync("tent", 0);

        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal("sold-out", await world.EndAsync());
        Assert.Empty(world.Mail.Handed);
    }

    [Fact]
    public async Task Cart_OfSomebodyWhoNeverSaidYes_StartsOnlyWhenTheyDo()
    {
        await world.KnowAsync("ben", """{"email":"ben@example.com"}""");
        await world.AddAsync("tent", "ben");
        Assert.Null(await world.CartOfAsync(PersonKey.User("ben")));
        await world.PassAsync(TimeSpan.FromHours(5));

        await world.KnowAsync("ben", """{"subscription:email":"subscribed"}""");

        Assert.Equal(["5h You left something in your cart"], world.Sent);
    }

    [Fact]
    public async Task Cart_ChangedAfterTheEnd_BeginsARoundAndARepeatedEventDoesNot()
    {
        ReadOnlyMemory<byte> add = world.Line(EventType.Track, EventNames.ProductAdded, "ana", null, """{"product_id":"tent"}""");
        await world.TakeAsync(add);
        await world.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal("done", await world.EndAsync());

        DateTimeOffset began = (await world.CartOfAsync(PersonKey.User("ana")))!.CreatedAt;
        await world.TakeAsync(add);
        await world.Another.NoticeAsync([EventCodec.Parse(add)], world.Client, default);
        await world.RestAsync();
        Assert.Equal(began, (await world.CartOfAsync(PersonKey.User("ana")))!.CreatedAt);
        await world.AddAsync("mat");
        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(3, world.Sent.Length);
    }

    [Fact]
    public async Task Cart_WithAnId_IsAJourneyOfItsOwn()
    {
        await world.TrackAsync(EventNames.ProductAdded, "ana", """{"product_id":"tent","cart_id":"c1"}""");
        await world.TrackAsync(EventNames.ProductAdded, "ana", """{"product_id":"mat","cart_id":"c2"}""");

        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, world.Sent.Length);
        Assert.NotNull(await world.CartOfAsync(PersonKey.User("ana"), "c1"));
        Assert.NotNull(await world.CartOfAsync(PersonKey.User("ana"), "c2"));
    }

    [Fact]
    public async Task Follow_OldCarts_AreLeftAlone()
    {
        ReadOnlyMemory<byte> add = world.Line(EventType.Track, EventNames.ProductAdded, "ana", null, """{"product_id":"tent"}""");
        await world.PassAsync(TimeSpan.FromDays(8));

        await world.TakeAsync(add);

        Assert.Null(await world.CartOfAsync(PersonKey.User("ana")));
    }

    [Fact]
    public async Task Holdout_OfEverybody_RemindsNobody()
    {
        world.Cart.Holdout = 1;
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Empty(world.Mail.Handed);
    }
}

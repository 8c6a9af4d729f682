using Personalization.Messages;
using Personalization.Messages.Timing;
using static Personalization.Tests.Messages.Mail;

namespace Personalization.Tests.Messages;

public sealed class MessageArbiterTests
{
    [Theory]
    [Trait("Feature", "S143")]
    [InlineData(null, null, "no-consent")]
    [InlineData("subscribed", null, null)]
    [InlineData(null, "subscribed", null)]
    [InlineData("subscribed", "unsubscribed", "unsubscribed")]
    [InlineData("unsubscribed", "subscribed", "unsubscribed")]
    [InlineData("did-not-subscribe", null, "no-consent")]
    [InlineData("subscribed", "nonsense", "no-consent")]
    [InlineData("Subscribed", null, "no-consent")]
    public void Decide_Marketing_NeedsAYesAndNoNo(string? all, string? list, string? refusal)
    {
        (string, string)[] said = [.. ((string, string?)[])[("subscription:email", all), ("subscription:email:news", list)] is var both
            ? both.Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!)) : []];
        MessageDecision decision = Decide(Request(Noon), new MessageRecipient(Consents(said), "UTC") { Marketing = Agreed }, MessageHistory.None, Policy(), Noon);
        if (refusal is null) Assert.IsType<Send>(decision);
        else Assert.Equal([refusal], Assert.IsType<Drop>(decision).Codes());
    }

    [Fact]
    [Trait("Feature", "S29")]
    public void Decide_SubscriptionWithoutPermission_IsNotEnough()
    {
        MessageRecipient subscribed = In("UTC") with { Marketing = null };
        Assert.Equal([DecisionReasons.NoConsent], Assert.IsType<Drop>(Decide(Request(Noon), subscribed, MessageHistory.None, Policy(), Noon)).Codes());
    }

    [Fact]
    [Trait("Feature", "S29")]
    public void DecideMarketing_AnotherPersonsPermission_IsNoAnswer() => Assert.Throws<ArgumentException>(() =>
        MessageArbiter.DecideMarketing(Request(Noon), Agreed, In("UTC") with { Person = Personalization.Profiles.PersonKey.User("eva") }, MessageHistory.None, Policy(), Noon));

    [Fact]
    [Trait("Feature", "S29")]
    public void DecideTransactional_MarketingRequest_IsNoWayAround() => Assert.Throws<ArgumentException>(() => MessageArbiter.DecideTransactional(Request(Noon), In("UTC"), Policy(), Noon));

    [Fact]
    public void Decide_ConsentOfAnotherChannel_IsNone() => Assert.IsType<Drop>(Decide(
        Request(Noon, channel: MessageChannel.Sms), new MessageRecipient(Consents(("subscription:email", "subscribed")), "UTC") { Marketing = Agreed }, MessageHistory.None, Policy(), Noon));

    [Fact]
    public void Decide_Transactional_NeedsNoConsentAndWaitsForNothing()
    {
        MessagePolicy policy = Policy(Quiet(0, 23)) with { Caps = [new FrequencyCap(0, TimeSpan.FromDays(1))] };
        MessageRecipient recipient = new(Consents(("subscription:email", "unsubscribed")), "UTC");
        Assert.IsType<Send>(Decide(Request(Noon, MessagePurpose.Transactional), recipient, MessageHistory.None, policy, Noon));
        Assert.Equal([DecisionReasons.Suppressed], Assert.IsType<Drop>(Decide(
            Request(Noon, MessagePurpose.Transactional), recipient with { Suppressed = true }, MessageHistory.None, policy, Noon)).Codes());
    }

    [Fact]
    [Trait("Feature", "S103")]
    public void Decide_SameInstantWorldwide_GoesByEachOnesClock()
    {
        DateTimeOffset late = new(2026, 5, 6, 22, 30, 0, TimeSpan.Zero);
        MessageDecision Ask(string zone) => Decide(Request(late), In(zone), MessageHistory.None, Policy(Quiet(21, 8)), late);
        Assert.IsType<Send>(Ask("America/New_York"));
        Assert.Equal(new DateTimeOffset(2026, 5, 7, 4, 0, 0, TimeSpan.Zero), Assert.IsType<Delay>(Ask("Asia/Tbilisi")).Until);
        Assert.Equal(new DateTimeOffset(2026, 5, 7, 4, 30, 0, TimeSpan.Zero), Assert.IsType<Delay>(Ask("Asia/Tehran")).Until);
    }

    [Theory]
    [Trait("Feature", "S103")]
    // Clocks go from 02:00 to 03:00, so the quiet hours that end at 02:30 end at 03:00.
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // Clocks go from 03:00 back to 02:00: 02:30 comes twice, and it is quiet again.
    [InlineData("2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:45:00Z", "2026-10-25T00:45:00Z")]
    [InlineData("2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")]
    public void Decide_ClocksAreChanged_QuietHoursAreThoseOfTheClock(string now, string expected)
    {
        DateTimeOffset time = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        MessagePolicy policy = Policy(new QuietHours(new TimeOnly(1, 0), new TimeOnly(2, 30)));
        MessageDecision decision = Decide(Request(time), In("Europe/Berlin"), MessageHistory.None, policy, time);
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), decision is Delay delay ? delay.Until : time);
    }

    [Fact]
    public void Decide_QuietByCountryAndChannelAndDay_AllThatFitApply()
    {
        DateTimeOffset sunday = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);
        MessageDecision Ask(string country, MessageChannel channel) =>
            Decide(Request(sunday, channel: channel), In("Europe/Paris", country), MessageHistory.None, new MessagePolicy(), sunday);
        Assert.IsType<Send>(Ask("FR", MessageChannel.Email));
        Assert.IsType<Send>(Ask("DE", MessageChannel.Sms));
        Assert.Equal(new DateTimeOffset(2026, 5, 11, 8, 0, 0, TimeSpan.Zero), Assert.IsType<Delay>(Ask("fr", MessageChannel.Sms)).Until);
    }

    [Fact]
    [Trait("Feature", "S109")]
    [Trait("Feature", "S143")]
    public void Decide_CapOfAllChannels_ChannelsKnowOfEachOther()
    {
        MessagePolicy policy = Policy() with { Caps = [new FrequencyCap(2, TimeSpan.FromDays(1)), new FrequencyCap(1, TimeSpan.FromDays(7), MessageChannel.Sms)] };
        MessageHistory history = Sent((MessageChannel.Sms, Noon.AddHours(-20)), (MessageChannel.Push, Noon.AddHours(-2)));
        Delay mail = Assert.IsType<Delay>(Decide(Request(Noon), In("UTC"), history, policy, Noon));
        Assert.Equal((Noon.AddHours(4), DecisionReasons.FrequencyCap), (mail.Until, mail.Codes().Single()));
        Drop sms = Assert.IsType<Drop>(Decide(Request(Noon, channel: MessageChannel.Sms), In("UTC"), history, policy, Noon));
        Assert.Equal(["frequency-cap", "frequency-cap", "no-time-left"], sms.Codes());
    }

    [Theory]
    [Trait("Feature", "S16")]
    [Trait("Feature", "S34")]
    [InlineData("daily", 24)]
    [InlineData("weekly", 7 * 24)]
    [InlineData("monthly", 30 * 24)]
    [InlineData("hourly", null)]
    [InlineData(null, null)]
    public void Decide_WishOfThePerson_IsACapOfAllChannels(string? often, int? hours)
    {
        MessageRecipient recipient = In("UTC") with { Wish = FrequencyCap.OfWish(often) };
        MessageHistory history = Sent((MessageChannel.Push, Noon.AddHours(-1)));
        MessageRequest patient = Request(Noon, hours: 40 * 24);
        MessagePolicy policy = Policy() with { LongestWait = TimeSpan.FromDays(40) };

        MessageDecision decision = Decide(patient, recipient, history, policy, Noon);

        if (hours is null) Assert.IsType<Send>(decision);
        else Assert.Equal((Noon.AddHours(hours.Value - 1), DecisionReasons.FrequencyWish), (Assert.IsType<Delay>(decision).Until, decision.Codes().Single()));
        Assert.IsType<Send>(Decide(Request(Noon, MessagePurpose.Transactional), recipient, history, policy, Noon));
        Assert.IsType<Send>(Decide(patient, recipient, MessageHistory.None, policy, Noon));
    }

    [Fact]
    [Trait("Feature", "S16")]
    public void Decide_WishThatOutlastsTheMessage_DropsItAndSaysWhy() => Assert.Equal(
        ["frequency-wish", "no-time-left"],
        Assert.IsType<Drop>(Decide(Request(Noon), In("UTC") with { Wish = FrequencyCap.OfWish("weekly") }, Sent((MessageChannel.Email, Noon.AddHours(-30))), Policy(), Noon)).Codes());

    [Fact]
    [Trait("Feature", "S143")]
    public void Decide_TwoWantTheLastPlace_GreaterPriorityGetsIt()
    {
        MessagePolicy policy = Policy() with { Caps = [new FrequencyCap(1, TimeSpan.FromDays(1))] };
        MessageRequest greater = Request(Noon, id: "greater", priority: 5), lesser = Request(Noon.AddHours(-1), id: "lesser");
        MessageHistory both = new([], [new WaitingMessage(greater, Noon.AddHours(3)), new WaitingMessage(lesser, Noon)]);
        Assert.IsType<Send>(Decide(greater, In("UTC"), both, policy, Noon));
        Assert.Equal(Noon.AddHours(27), Assert.IsType<Delay>(Decide(lesser, In("UTC"), both, policy, Noon)).Until);
    }

    [Fact]
    [Trait("Feature", "S104")]
    public void Decide_BestHour_IsThePersonsThenTheShopsThenTheDefault()
    {
        MessagePolicy shop = Policy() with { ShopOpens = OpensAt(18, 28).With(OpensAt(18, 28)), DefaultHour = 7 };
        DateTimeOffset At(MessagePolicy policy, OpenHours? opens) =>
            Assert.IsType<Delay>(Decide(Request(Noon, atBestHour: true), In("UTC", opens: opens), MessageHistory.None, policy, Noon)).Until;
        Assert.Equal(Noon.AddHours(9), At(shop, OpensAt(21)));
        Assert.Equal(Noon.AddHours(6), At(shop, OpensAt(21, 1)));
        Assert.Equal(Noon.AddHours(6), At(shop, null));
        Assert.Equal(Noon.AddHours(19), At(shop with { ShopOpens = OpensAt(18, 3) }, null));
    }

    [Fact]
    [Trait("Feature", "S104")]
    public void Decide_BestHourIsQuiet_TakesTheNearestAllowedHour()
    {
        Delay delay = Assert.IsType<Delay>(Decide(
            Request(Noon, atBestHour: true), In("UTC", opens: OpensAt(22)), MessageHistory.None, Policy(Quiet(21, 9)), Noon));
        Assert.Equal((Noon.AddHours(8), "best-hour"), (delay.Until, delay.Codes().Single()));
    }

    [Fact]
    public void Decide_NothingAllowedBeforeExpiry_IsDroppedByName()
    {
        DateTimeOffset night = new(2026, 5, 6, 23, 0, 0, TimeSpan.Zero);
        MessageDecision Ask(double hours) => Decide(Request(night, hours: hours), In("UTC"), MessageHistory.None, Policy(Quiet(21, 8)), night);
        Assert.Equal(["quiet-hours", "no-time-left"], Assert.IsType<Drop>(Ask(8.9)).Codes());
        Assert.IsType<Delay>(Ask(9));
        Assert.Equal(["expired"], Assert.IsType<Drop>(Ask(-1)).Codes());
    }

    [Fact]
    public void Decide_UnknownZone_TakesTheShopsAndSaysSo()
    {
        DateTimeOffset night = new(2026, 5, 6, 20, 0, 0, TimeSpan.Zero);
        MessagePolicy policy = Policy(Quiet(21, 8)) with { TimeZone = "Europe/Athens" };
        Assert.Equal(["zone-unknown", "quiet-hours"], Assert.IsType<Delay>(Decide(Request(night), In("Mars/Olympus"), MessageHistory.None, policy, night)).Codes());
    }

    [Fact]
    public void OpenHours_OldOpens_CountLessAndOrderDoesNotMatter()
    {
        OpenHours old = OpenHours.None.With(Noon.AddDays(-180), TimeZoneInfo.Utc).With(Noon.AddDays(-180), TimeZoneInfo.Utc).With(Noon.AddDays(-180), TimeZoneInfo.Utc);
        OpenHours one = OpenHours.None.With(Noon.AddHours(7), TimeZoneInfo.Utc);
        Assert.Equal(19, OpenHours.Best(old.With(one), OpenHours.None, Noon, 19, prior: 0.01));
        Assert.Equal(12, OpenHours.Best(old, OpenHours.None, Noon, 19, prior: 0.01));
        Assert.Equal(old.With(one).Weights.ToArray(), one.With(old).Weights.ToArray());
        Assert.Equal(0.375, old.Total(Noon), 6);
    }
}

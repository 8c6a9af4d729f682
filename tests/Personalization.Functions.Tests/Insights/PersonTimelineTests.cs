using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Functions.Insights.People;
using Personalization.Functions.Journeys;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Insights;

/// <summary>What a person did and what was decided about the person, in one order, page by page.</summary>
[Trait("Feature", "S06")]
public sealed class PersonTimelineTests
{
    private static readonly PersonKey Ana = PersonKey.User("ana");

    private readonly MemoryHistoryStore histories = new();
    private readonly MemoryDeliveryStore deliveries = new();
    private readonly PersonTimeline timeline;

    public PersonTimelineTests() => timeline = new PersonTimeline(new PersonMessages(new MergedHistories(histories), deliveries, new MemoryMessageArchive()));

    [Fact]
    public async Task Tell_EventsListsMessagesAndJourneys_AreOneStoryNewestFirst()
    {
        await SentAsync("m1", 3);

        TimelineBody told = await timeline.TellAsync(Profile(), [Journey("journey-cart", 2)], new TimelineQuery(true, true, null, 50), default);

        Assert.Equal(["event 5", "message 3", "journey 2", "list 1", "event 1"], told.Items.Select(Line));
        Assert.Null(told.Before);
        PersonMessageBody message = told.Items[1].Message!;
        Assert.Equal(("email", "accepted", "quiet-hours"), (message.Channel, message.State, message.History[0].Reasons[0].Code));
        Assert.Equal("tent", Assert.Single(told.Items[0].Event!.Products!));
        Assert.Equal(["lamp"], told.Items[3].List!.Products);
    }

    [Theory]
    [InlineData(true, false, "event 5,event 1")]
    [InlineData(false, true, "message 3,journey 2,list 1")]
    public async Task Tell_OneKind_LeavesTheOtherOut(bool events, bool decisions, string expected)
    {
        await SentAsync("m1", 3);

        TimelineBody told = await timeline.TellAsync(Profile(), decisions ? [Journey("journey-cart", 2)] : [], new TimelineQuery(events, decisions, null, 50), default);

        Assert.Equal(expected, string.Join(',', told.Items.Select(Line)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Tell_PageByPage_GivesEveryItemOnce(int limit)
    {
        for (int number = 0; number < 4; number++) await SentAsync("m" + number, number % 2);
        Profile profile = ProfileRules.Apply(new Profile { Key = Ana }, Enumerable.Range(0, 20).Select(number => Make.Event("e" + number, user: "ana", minute: number / 5))).Profile;
        JourneyInstanceBody[] journeys = [Journey("j1", 2), Journey("j2", 2)];
        TimelineBody whole = await timeline.TellAsync(profile, journeys, new TimelineQuery(true, true, null, 200), default);

        List<TimelineItemBody> piecemeal = [];
        TimelineCursor? before = null;
        do
        {
            TimelineBody page = await timeline.TellAsync(profile, journeys, new TimelineQuery(true, true, before, limit), default);
            Assert.InRange(page.Items.Count, 1, limit);
            piecemeal.AddRange(page.Items);
            before = page.Before is null ? null : TimelineCursor.Parse(page.Before);
        }
        while (before is not null);

        Assert.Equal(26, whole.Items.Count);
        Assert.Equal(whole.Items.Select(Known), piecemeal.Select(Known));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bm90IGEgY3Vyc29y")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTl8eA")]
    public void Parse_WhatIsNoCursor_IsNone(string text) => Assert.Null(TimelineCursor.Parse(text));

    [Theory]
    [InlineData("nino@example.org", "n***@e***.org")]
    [InlineData("nino", "***")]
    [InlineData("@example.org", "***")]
    [InlineData(null, null)]
    [Trait("Feature", "S09")]
    public void MaskedEmail_OfAnAddress_ShowsFirstLettersOnly(string? email, string? masked) => Assert.Equal(masked, CardContact.MaskedEmail(email));

    [Theory]
    [InlineData("+995 555 123456", "***56")]
    [InlineData("12345", "***")]
    [InlineData(null, null)]
    [Trait("Feature", "S09")]
    public void MaskedPhone_OfANumber_ShowsTheLastDigitsOnly(string? phone, string? masked) => Assert.Equal(masked, CardContact.MaskedPhone(phone));

    private static string Line(TimelineItemBody one) => $"{one.Kind} {(DateTimeOffset.Parse(one.At, System.Globalization.CultureInfo.InvariantCulture) - Make.Noon).TotalMinutes}";

    private static string Known(TimelineItemBody one) => $"{one.At} {one.Kind} {one.Message?.Id} {one.Journey?.Id} {one.Event?.Name}";

    private static Profile Profile()
    {
        string decision = Make.Signer.Create(DecisionId.Of("list", Make.Noon, "for_you"));
        ShopEvent shown = EventCodec.Parse(EventCodec.Line(
            new EventDraft("shown", EventType.Track, EventNames.ProductListViewed, "ana", null, Make.Noon.AddMinutes(1), Make.Noon.AddMinutes(1), "test"),
            json =>
            {
                json.WriteString("decision_id", decision);
                json.WriteString("product_id", "lamp");
            }));
        return ProfileRules.Apply(new Profile { Key = Ana }, [shown, Make.Event("e", user: "ana", product: "tent", minute: 5)], Make.Signer).Profile;
    }

    private static JourneyInstanceBody Journey(string id, int minute) =>
        new(id, "cart", "running", EventCodec.Text(Make.Noon.AddMinutes(minute)), EventCodec.Text(Make.Noon), [], "an order", null, null, null);

    private async Task SentAsync(string id, int minute)
    {
        StoredHistory stored = await histories.LoadAsync(Ana, default);
        await histories.TrySaveAsync(stored, stored.History with { Sent = stored.History.Sent.Add(new SentMessage(id, MessageChannel.Email, Make.Noon.AddMinutes(minute))) }, default);
        StoredDelivery delivery = await deliveries.LoadAsync(id, default);
        await deliveries.TrySaveAsync(delivery, delivery.Record.Noting(DeliveryStep.Delayed, Make.Noon, [new DecisionReason("quiet-hours", "It is night there")]), default);
    }
}

using Personalization.Events;
using Personalization.Experiences;
using Personalization.Experiences.Definitions;
using Personalization.Profiles;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Experiences;

public sealed class PopupTests
{
    private static Experience Popup(string manner, string id = "one", string rest = "") =>
        Showing.Read($"name: P\nkind: popup\n{rest}\npopup: {{ type: offer, {manner} }}\ncontent: {{ title: Hello }}", id);

    private static PageRequest Visit(int number, int seconds, bool isLeaving = false, params string[] seen) =>
        Showing.Page() with { Visit = new Visit(number, 2, seconds, isLeaving) { PopupsSeen = [.. seen] } };

    private static PageContext Seen(string id, double secondsAgo)
    {
        double day = 30;
        return Showing.Context(Told.Profile(Told.Track("p", (day * 86_400) - secondsAgo, EventNames.PromotionViewed, $$"""{"promotion_id":"{{id}}"}""")), day);
    }

    [Theory]
    [Trait("Feature", "S85")]
    [InlineData(1, 100, "too-few-visits")]
    [InlineData(2, 0, null)]
    [InlineData(3, 0, null)]
    public void Consider_DelayedOne_WaitsForTheSecondVisit(int visit, int seconds, string? why) => Assert.Equal(why, Popup("trigger: delay").WhyNot(Visit(visit, seconds)));

    [Theory]
    [Trait("Feature", "S85")]
    [InlineData(0, 20)]
    [InlineData(15, 5)]
    [InlineData(500, 1)]
    public void Decide_DelayedOne_NeverComesOnTheFirstSecond(int seconds, int wait)
    {
        SlotDecision decision = ((Experience[])[Popup("trigger: delay, notBeforeSeconds: 20")]).Decide(SlotKind.Popup, Visit(2, seconds));

        Assert.Equal((wait, "delay"), (decision.Json().GetProperty("trigger").GetProperty("seconds").GetInt32(), decision.Json().GetProperty("trigger").GetProperty("on").GetString()));
    }

    [Theory]
    [Trait("Feature", "S84")]
    [InlineData(0, false, "not-leaving")]
    [InlineData(3, true, "too-early")]
    [InlineData(30, true, null)]
    [InlineData(30, false, null)]
    public void Consider_OneForLeaving_ComesWhenSomebodyLeavesAndNotAtTheDoor(int seconds, bool isLeaving, string? why) =>
        Assert.Equal(why, Popup("trigger: exit").WhyNot(Visit(2, seconds, isLeaving)));

    [Fact]
    [Trait("Feature", "S84")]
    public void Decide_ByAudience_NewOnesGetDeliveryAndReturningOnesTenPerCent()
    {
        Experience[] all =
        [
            Popup("trigger: exit, fromVisit: 1", "free-delivery", "audience: { returning: false }"), Popup("trigger: exit, fromVisit: 1", "ten-per-cent", "audience: { returning: true }"),
        ];

        Assert.Equal("experience:free-delivery", all.Decide(SlotKind.Popup, Visit(1, 30, true)).Source);
        Assert.Equal("experience:ten-per-cent", all.Decide(SlotKind.Popup, Visit(4, 30, true)).Source);
        Assert.Equal("now", all.Decide(SlotKind.Popup, Visit(4, 30, true)).Json().GetProperty("trigger").GetProperty("on").GetString());
    }

    [Fact]
    [Trait("Feature", "S85")]
    public void Consider_SeenBefore_DoesNotComeAgain()
    {
        Assert.Equal("seen-before", Popup("trigger: delay").WhyNot(Visit(5, 0, false, "one")));
        Assert.Equal("seen-before", Popup("trigger: delay").WhyNot(Visit(5, 0), Seen("one", 86_400 * 20)));
        Assert.Null(Popup("trigger: delay").WhyNot(Visit(5, 0), Seen("another", 86_400 * 20)));
        Assert.Null(Popup("trigger: delay, neverTwice: false").WhyNot(Visit(5, 0), Seen("one", 86_400 * 20)));
    }

    [Fact]
    [Trait("Feature", "S85")]
    public void Consider_SeenLately_StaysAwayForAWhile()
    {
        Assert.Equal("one-this-visit", Popup("trigger: delay, neverTwice: false").WhyNot(Visit(5, 60), Seen("one", 30)));
        Assert.Equal("too-soon-after-another", Popup("trigger: delay, neverTwice: false, daysBetween: 7").WhyNot(Visit(5, 60), Seen("one", 86_400 * 6)));
        Assert.Null(Popup("trigger: delay, neverTwice: false, daysBetween: 7").WhyNot(Visit(5, 60), Seen("one", 86_400 * 8)));
    }

    [Fact]
    [Trait("Feature", "S86")]
    public void Decide_SignUp_HasAForm()
    {
        Experience one = Showing.Read("name: P\nkind: popup\npopup: { type: signup, trigger: scroll, scrolledPercent: 60 }\ncontent: { title: Hello, cta: Sign up }");
        System.Text.Json.JsonElement content = ((Experience[])[one]).Decide(SlotKind.Popup, Visit(2, 9)).Json();

        Assert.Equal(("signup", "Sign up", 60), (
            content.GetProperty("type").GetString(), content.GetProperty("form").GetProperty("button").GetString(), content.GetProperty("trigger").GetProperty("percent").GetInt32()));
    }
}

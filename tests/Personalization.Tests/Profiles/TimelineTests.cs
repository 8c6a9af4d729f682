using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Timeline;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

/// <summary>The newest events of a person, to be read by people.</summary>
[Trait("Feature", "S06")]
public sealed class TimelineTests
{
    private static string Line(TimelineEvent one) =>
        $"{(one.At - Start).TotalSeconds} {one.Name} {string.Join('+', one.Products)}/{one.ProductCount} {one.Decision} {one.Campaign} {one.Channel} {one.Store}";

    [Fact]
    public void Apply_EventsOfSeveralChannels_TellsThemNewestFirst()
    {
        Profile profile = Stored(Profile(
            Track("a", 1, "Ad Clicked", context: """{"channel":"web","campaign":{"source":"instagram","medium":"paid","name":"summer"}}"""),
            Track("b", 3, EventNames.ProductAdded, """{"product_id":"tent","decision_id":"d-1"}"""),
            Track("c", 2, EventNames.ProductScanned, """{"product_id":"lamp","store_id":"tbilisi"}""", context: """{"provenance":{"kind":"pos"}}"""),
            Track("d", 4, EventNames.OrderCompleted, """{"order_id":"o","products":[{"product_id":"a"},{"product_id":"b"},{"product_id":"a"},{"product_id":"c"},{"product_id":"d"}]}""")));

        Assert.Equal(
            ["4 Order Completed a+b+c/4   test ", "3 Product Added tent/1 d-1  test ", "2 Product Scanned lamp/1   pos tbilisi", "1 Ad Clicked /0  instagram / summer web "],
            profile.Timeline.Events.Select(Line));
    }

    [Fact]
    public void Apply_PageCalls_AreCountedButNotTold()
    {
        ShopEvent page = EventCodec.Parse(EventCodec.Line(new EventDraft("p", EventType.Page, null, "u", null, Start, Start, "test")));

        Profile profile = Profile(page, Identify("i", 1, "{}"));

        Assert.Equal(1, profile.EventCounts["page"]);
        Assert.Equal(["identify"], profile.Timeline.Events.Select(one => one.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_MoreEventsThanKept_KeepsTheNewestInAnyOrder(int seed)
    {
        Random chance = new(seed);
        ShopEvent[] events = [.. Enumerable.Range(0, 700).Select(n => Track("e" + n, n / 3, "name " + (n % 9), $$"""{"product_id":"p{{n % 40}}"}"""))];

        Profile profile = Cut(Disordered(events, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal(Bytes(Applied(User(), events)), Bytes(profile));
        Assert.Equal(ProfileLimits.TimelineEvents, profile.Timeline.Events.Length);
        Assert.All(profile.Timeline.Events, one => Assert.True(one.At >= Start.AddSeconds(66)));
    }

    [Fact]
    public void Apply_TextsLongerThanKept_AreCutAndStayApart()
    {
        string name = new('κ', 200);

        Profile profile = Profile(Track("a", 1, name + "a"), Track("b", 2, name + "b"));

        Assert.Equal(2, profile.Timeline.Events.Select(one => one.Name).Distinct().Count());
        Assert.All(profile.Timeline.Events, one => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(one.Name), 60, 64));
    }

    [Fact]
    public void Deserialize_OldStoredProfileWithoutTimeline_HasNone() => Assert.Same(ProfileTimeline.None, ProfileCodec.Deserialize("""{"key":"u:u"}"""u8, []).Timeline);
}

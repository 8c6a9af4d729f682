using System.Globalization;
using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

[Trait("Feature", "S85")]
public sealed class PromotionTests
{
    [Fact]
    public void Apply_SeenAndClicked_LastTimeStands()
    {
        Profile profile = Applied(User(), [Seen("late", 9), Track("click", 12, EventNames.PromotionClicked, """{"promotion_id":"b"}"""), Seen("early", 3)]);

        Assert.Equal(Start.AddSeconds(12), profile.Promotions!["b"]);
    }

    [Fact]
    public void Absorb_SeenOnAnotherDevice_IsKnown() =>
        Assert.Equal(["b", "c"], ProfileRules.Absorb(Applied(User(), [Seen("1", 5)]), Applied(User("former"), [Seen("2", 4, "c")])).Promotions!.Keys);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"promotion_id":""}""")]
    [InlineData("""{"promotion_id":7}""")]
    [InlineData("""{"promotion_id":"artwork","product_id":"tent","creative":"sea"}""")]
    public void Apply_NamesNone_NothingIsKept(string properties) => Assert.Null(Applied(User(), [Track("1", 1, EventNames.PromotionViewed, properties)]).Promotions);

    [Fact]
    public void Apply_MoreThanAreKept_ThoseSeenLastStayInAnyOrder()
    {
        ShopEvent[] all = [.. Enumerable.Range(0, 80).Select(n => Seen("v" + n, n, "b" + n.ToString(CultureInfo.InvariantCulture)))];
        Profile profile = Applied(User(), all);

        Assert.Equal(Enumerable.Range(20, 60).Select(n => "b" + n).Order(StringComparer.Ordinal), profile.Promotions!.Keys);
        Assert.Equal(profile.Promotions, Applied(User(), all.Reverse()).Promotions);
    }

    private static ShopEvent Seen(string id, int second, string promotion = "b") => Track(id, second, EventNames.PromotionViewed, $$"""{"promotion_id":"{{promotion}}"}""");
}

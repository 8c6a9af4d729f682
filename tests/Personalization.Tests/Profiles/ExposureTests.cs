using System.Globalization;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Exposures;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

[Trait("Feature", "S125")]
public sealed class ExposureTests
{
    [Fact]
    public void Apply_SeenSeveralTimes_FirstVariantAndTimeStand()
    {
        Profile profile = Applied(User(), [View("late", 9, "b"), View("early", 3, "a"), View("again", 5, "a")]);
        Exposure seen = Exposure.Of(profile, "e")!;
        Assert.Equal(("a", Act.Start.AddSeconds(3), Act.Start.AddSeconds(9), true), (seen.Variant, seen.At, seen.Last, seen.HasCrossed));
    }

    [Fact]
    public void Apply_SameVariantAgain_HasNotCrossed() => Assert.False(Exposure.Of(Applied(User(), [View("1", 3, "a"), View("2", 5, "a")]), "e")!.HasCrossed);

    [Fact]
    public void Absorb_OtherVariantOnAnotherDevice_HasCrossed()
    {
        Profile user = Applied(User(), [View("1", 5, "a")]), device = Applied(User("former"), [View("2", 4, "b")]);
        Exposure seen = Exposure.Of(ProfileRules.Absorb(user, device), "e")!;
        Assert.Equal(("b", true), (seen.Variant, seen.HasCrossed));
        Assert.Equal(seen, Exposure.Of(ProfileRules.Absorb(device, user), "e"));
    }

    [Theory]
    [InlineData("""{"experiment_id":"e"}""")]
    [InlineData("""{"variation_id":"a"}""")]
    [InlineData("""{"experiment_id":"","variation_id":"a"}""")]
    [InlineData("""{"experiment_id":7,"variation_id":"a"}""")]
    public void Apply_NamesNoVariant_NothingIsKept(string properties) => Assert.Null(Applied(User(), [Track("1", 1, EventNames.ExperimentViewed, properties)]).Experiments);

    [Fact]
    public void Apply_MoreThanAreKept_ThoseSeenLastStay()
    {
        Profile profile = Applied(User(), Enumerable.Range(0, 80).Select(n => View("v" + n, n, "a", "e" + n.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(Enumerable.Range(30, 50).Select(n => "e" + n).Order(StringComparer.Ordinal), profile.Experiments!.Keys);
    }

    private static ShopEvent View(string id, int second, string variant, string experiment = "e") =>
        Track(id, second, EventNames.ExperimentViewed, $$"""{"experiment_id":"{{experiment}}","variation_id":"{{variant}}"}""");
}

using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;
using static Personalization.Tests.Profiles.Feedback.Opinions;
using static Personalization.Tests.Profiles.Histories;

namespace Personalization.Tests.Profiles.Feedback;

/// <summary>However much somebody is shown and says, what is kept of it is bounded, and the same in any order.</summary>
[Trait("Feature", "S65")]
public sealed class FeedbackBoundTests
{
    [Fact]
    public void Apply_MoreThanKept_KeepsTheNewestInAnyOrder()
    {
        ShopEvent[] events =
        [
            .. Enumerable.Range(0, 150).Select(n => Shown(n / 3, [.. Enumerable.Range(0, 20).Select(p => $"p{n + p}")])),
            .. Enumerable.Range(0, 700).SelectMany(n => new[] { Said(EventNames.RecommendationSkipped, $"p{n % 450}", n), Said(EventNames.RecommendationHidden, $"p{n * 7 % 450}", n) }),
            .. Enumerable.Range(0, 1500).Select(n => Said(n % 3 == 0 ? EventNames.RecommendationRestored : EventNames.RecommendationDisliked, $"p{n * 11 % 900}", n)),
        ];
        Profile whole = Applied(User(), events);

        for (int seed = 1; seed <= 3; seed++)
        {
            Random chance = new(seed);
            Profile piecemeal = Cut(Disordered(events, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));
            Assert.Equal(Bytes(whole), Bytes(piecemeal));
        }
        Assert.Equal(ProfileLimits.ShownLists, whole.Feedback.Shown.Length);
        Assert.All(whole.Feedback.Shown, list => Assert.Equal(ProfileLimits.ShownProducts, list.Products.Length));
        Assert.Equal(
            (ProfileLimits.SetAside, ProfileLimits.SetAside, ProfileLimits.Verdicts),
            (whole.Feedback.Skipped.Count, whole.Feedback.Hidden.Count, whole.Feedback.Verdicts.Count));
        Assert.True(whole.Feedback.Skipped.ContainsKey("p" + (699 % 450)));
    }

    [Fact]
    public void Deserialize_ProfileStoredBeforeThereWasFeedback_HasNone()
    {
        Profile profile = Applied(User(), [Said(EventNames.RecommendationHidden, "p", 1)]);
        string json = System.Text.Encoding.UTF8.GetString(ProfileCodec.Serialize(profile));
        string before = json.Replace("\"feedback\":" + System.Text.Json.JsonElement.Parse(json).GetProperty("feedback").GetRawText() + ",", "", StringComparison.Ordinal)
            .Replace(",\"feedback\":" + System.Text.Json.JsonElement.Parse(json).GetProperty("feedback").GetRawText(), "", StringComparison.Ordinal);

        Profile back = ProfileCodec.Deserialize(System.Text.Encoding.UTF8.GetBytes(before), ProfileCodec.SerializeSeen(profile));

        Assert.NotEqual(json, before);
        Assert.Same(ProfileFeedback.None, back.Feedback);
        Assert.Empty(FeedbackView.Of(back).Products);
    }
}

using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Experiences;
using Personalization.Experiences.Artwork;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Experiences;

[Trait("Feature", "S70")]
public sealed class ArtworkTests
{
    private static readonly CatalogSnapshot Catalog = World.Snapshot(
        World.Product("tent", "Tents") with
        {
            ImageUrl = "/tent.png",
            Creatives =
            [
                new Creative { Id = "sea", ImageUrl = "/sea.png", Title = "By the sea" }, new Creative { Id = "hills", ImageUrl = "/hills.png", Tags = new Dictionary<string, string> { ["category"] = "Shoes / Hiking" } },
                new Creative { Id = "town", ImageUrl = "/town.png" },
            ],
        },
        World.Product("boot", "Shoes / Hiking"), World.Product("plain", "Tents") with { ImageUrl = "/plain.png" });

    private static SlotDecision Decide(string? visitor, Profile? profile = null, ActivityRanking? ranking = null, string product = "tent", double day = 30)
    {
        RecommendationContext lists = World.Context(Catalog, ranking: ranking, profile: profile, day: day);
        PageRequest page = Showing.Page(PageType.Product) with { Visitor = visitor is null ? null : PersonKey.Anonymous(visitor), ProductId = product };
        return new ArtworkSlots().Decide(new SlotRequest("pic", SlotKind.Artwork), page, new PageContext(lists, lists.At))!;
    }

    private static double Of(SlotDecision decision) => decision.Json().GetProperty("propensity").GetDouble();

    [Fact]
    public void Decide_ManyViewers_SeeCreativesAsOftenAsTheirPropensitiesSay()
    {
        Dictionary<string, int> seen = [];
        for (int n = 0; n < 3000; n++)
        {
            SlotDecision decision = Decide("d" + n);
            string id = decision.Text("creativeId")!;
            seen[id] = seen.GetValueOrDefault(id) + 1;
            Assert.Equal(1 / 3d, Of(decision), 5);
        }
        Assert.All(seen.Values, count => Assert.InRange(count, 900, 1100));
        Assert.Equal(Decide("d7").Text("creativeId"), Decide("d7").Text("creativeId"));
    }

    [Fact]
    public void Decide_WhoDealsWithWhatATagSays_SeesItMoreOften()
    {
        Profile hiker = World.Profile("hiker", World.View("hiker", "boot", 1));
        string? detail = Decide("hiker", hiker).Reason.Detail;

        Assert.StartsWith("sea 0.07", detail, StringComparison.Ordinal);
        Assert.Contains("hills 0.8", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_MoreClicked_IsShownMoreOftenAndNoneNever()
    {
        DecisionSigner signer = new("the key of the tests");
        string token = signer.Create(DecisionId.Of("x", Told.Start, "artwork", "pic"));
        ActivityState state = new();
        for (int n = 0; n < 400; n++)
            foreach (string creative in (string[])["sea", "hills", "town"])
            {
                state.Add(Event($"v{creative}{n}", EventNames.PromotionViewed, creative, token), signer);
                if (n % (creative == "sea" ? 5 : 20) == 0) state.Add(Event($"c{creative}{n}", EventNames.PromotionClicked, creative, token), signer);
            }
        state.Add(Event("again", EventNames.PromotionClicked, "town", "d-forged"), signer);
        state.Add(Event("vsea1", EventNames.PromotionViewed, "sea", token), signer);

        ActivityState stored = ActivityCodec.Deserialize(ActivityCodec.Serialize(state));
        Assert.Equal(new CreativeCount(400, 80), stored.Creatives.All[new CreativeKey("tent", "sea")]);
        Assert.Equal(new CreativeCount(400, 20), stored.Creatives.All[new CreativeKey("tent", "town")]);
        string[] detail = Decide("d", ranking: ActivityRanking.From("r", stored)).Reason.Detail!.Split(", ");
        Assert.True(double.Parse(detail[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) > 0.85, detail[0]);
        Assert.True(double.Parse(detail[2].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) >= ArtworkPolicy.Exploration / 3, detail[2]);
    }

    [Fact]
    public void Decide_NobodyNamedOrNoCreatives_HasOneAnswer()
    {
        Assert.Equal(1, Of(Decide(null)));
        Assert.Equal(("/plain.png", "no-creatives"), (Decide("d", product: "plain").Text("imageUrl"), Decide("d", product: "plain").Fallback));
        Assert.Null(new ArtworkSlots().Decide(new SlotRequest("pic", SlotKind.Artwork), Showing.Page(), Showing.Context()));
    }

    private static ShopEvent Event(string id, string name, string creative, string token) => Told.Track(
        id, 60, name, JsonSerializer.Serialize(new Dictionary<string, string> { ["promotion_id"] = "artwork", ["product_id"] = "tent", ["creative"] = creative, ["decision_id"] = token }));
}

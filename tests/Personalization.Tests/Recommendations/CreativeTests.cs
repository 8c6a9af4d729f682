using System.Text;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

[Trait("Feature", "S70")]
public sealed class CreativeTests
{
    private static readonly Product Show = Product("show", "Films") with
    {
        ImageUrl = "/own.jpg",
        Creatives = [Picture("kiss", ("category", "Romance")), Picture("chase", ("category", "Action"), ("star", "Uma")), Picture("logo"), Picture("clown", ("brand", "Ha"), ("unheard", "of")) with { Title = "So \"funny\"" }],
    };

    private static readonly Product[] Others =
    [
        Product("love", "Romance / Classic") with { ImageUrl = "/love.jpg" }, Product("cars", "Action"), Product("duel", "Action") with { Attributes = new Dictionary<string, string> { ["star"] = "Uma;Lee" } },
        Product("joke") with { Brand = "Ha" },
    ];

    private static Creative Picture(string id, params (string Key, string Value)[] tags) =>
        new() { Id = id, ImageUrl = $"/{id}.jpg", Tags = tags.Length == 0 ? null : tags.ToDictionary(tag => tag.Key, tag => tag.Value) };

    private static RecommendationContext Context(Product show, Profile? profile) => World.Context(Snapshot([show, .. Others]), profile: profile);

    private static JsonElement[] Items(Product show, Profile? profile, params string[] session)
    {
        RecommendationContext context = Context(show, profile);
        using AnswerWriter writer = AnswerWriter.Write(Recommender.Recommend(new RecommendationRequest("new_arrivals", null, 9, true) { Session = session }, context), context.Shelf);
        return [.. JsonElement.Parse(writer.Written.Span).GetProperty("items").EnumerateArray()];
    }

    private static string? Shown(Product show, Profile? profile, params string[] session) => Item(show, profile, session).GetProperty("creativeId").GetString();

    private static JsonElement Item(Product show, Profile? profile, params string[] session) =>
        Items(show, profile, session).Single(item => item.GetProperty("productId").GetString() == "show");

    private static string Why(Product show, Profile? profile) =>
        Explainer.Explain(new RecommendationRequest("new_arrivals", null, 9, true), Context(show, profile), ExplanationTier.Auditor).Items.Single(item => item.ProductId == "show").Creative!.Why;

    [Theory]
    [InlineData("kiss", "love")]
    [InlineData("chase", "cars")]
    [InlineData("chase", "love duel")]
    [InlineData("clown", "joke")]
    public void Choose_ByWhatTheVisitorDealtWith_TakesTheBestMatch(string expected, string seen)
    {
        string[] products = seen.Split(' ');
        Profile profile = World.Profile("d", [.. products.Select((id, n) => View("d", id, n))]);

        Assert.Equal(expected, Shown(Show, profile));
        Assert.Equal(expected, Shown(Show, null, products));
        Assert.StartsWith("its tags match best", Why(Show, profile), StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_TasteThatHasChanged_GoesByTheNewest()
    {
        const double Day = 24 * 60;
        Profile profile = World.Profile("d", View("d", "cars", 0), View("d", "love", 29 * Day));

        Assert.Equal("kiss", Shown(Show, profile));
        Assert.Equal("chase", Shown(Show, World.Profile("d", View("d", "love", 0), View("d", "cars", 29 * Day))));
    }

    [Fact]
    public void Write_ChosenCreative_TakesThePlaceOfTheOwnPicture()
    {
        JsonElement clown = Item(Show, null, "joke"), love = Items(Show, null).Single(item => item.GetProperty("productId").GetString() == "love");

        Assert.Equal(("/clown.jpg", "So \"funny\""), (clown.GetProperty("imageUrl").GetString(), clown.GetProperty("creativeTitle").GetString()));
        Assert.Equal(1, clown.EnumerateObject().Count(member => member.Name == "imageUrl"));
        Assert.False(Item(Show, null, "love").TryGetProperty("creativeTitle", out _));
        Assert.Equal("/love.jpg", love.GetProperty("imageUrl").GetString());
        Assert.False(love.TryGetProperty("creativeId", out _));
    }

    [Fact]
    public void Choose_UnknownVisitorWithCounts_TakesTheBestSmoothedClickRate()
    {
        // One click of one view proves less than 300 of 1,000.
        Product counted = Show with { Creatives = [Show.Creatives![0] with { Shown = 1000, Clicked = 100 }, Show.Creatives[1] with { Shown = 1, Clicked = 1 }, Show.Creatives[2] with { Shown = 1000, Clicked = 300 }] };

        Assert.All(Enumerable.Range(0, 20), n => Assert.Equal("logo", Shown(counted, World.Profile("d" + n))));
        Assert.Equal("kiss", Shown(counted, World.Profile("d", View("d", "love", 0))));
        Assert.StartsWith("the best smoothed click rate", Why(counted, null), StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_UnknownVisitorsWithoutCounts_AreSpreadEvenly()
    {
        RecommendationContext context = Context(Show, null);
        RecommendationRequest request = new("new_arrivals", null, 9, true);
        int[] counts = new int[4];
        for (int person = 0; person < 2000; person++)
            counts[Recommender.Recommend(request, context with { Visitor = World.Permitted(World.Profile("d" + person)) }).Items.Single(item => context.IdOf(item) == "show").Creative]++;

        Assert.All(counts, count => Assert.InRange(count, 400, 600));
        Assert.Contains("hash of the person", Why(Show, null), StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_AnyHistory_IsTheSameAgainAndWhatIsExplained() => Histories.Hold((acts, seed) =>
    {
        Product show = Show with { Creatives = [.. Show.Creatives!, .. Enumerable.Range(0, 6).Select(n => Picture("p" + n, ("category", "c" + (n % 3))) with { Shown = seed % 2 * n })] };
        Profile profile = Histories.Applied(Histories.User(), acts.Select(act => act.Event()));
        RecommendationContext One(Profile viewer) => World.Context(Snapshot([show, .. Enumerable.Range(0, 9).Select(n => Product("p" + n, "c" + (n % 3)))]), profile: viewer);
        RecommendationRequest request = new("new_arrivals", null, 12, true);

        string first = Text(request, One(profile));

        Assert.Equal(first, Text(request, One(Histories.Stored(profile))));
        ExplainedItem? item = Explainer.Explain(request, One(profile), ExplanationTier.Auditor).Items.SingleOrDefault(one => one.ProductId == "show");
        if (item is not null) Assert.Contains($"\"creativeId\":\"{item.Creative!.Id}\"", first, StringComparison.Ordinal);
        Assert.Null(Explainer.Explain(request, One(profile), ExplanationTier.Merchant).Items[0].Creative);
    });

    private static string Text(RecommendationRequest request, RecommendationContext context)
    {
        using AnswerWriter writer = AnswerWriter.Write(Recommender.Recommend(request, context), context.Shelf);
        return Encoding.UTF8.GetString(writer.Written.Span);
    }
}

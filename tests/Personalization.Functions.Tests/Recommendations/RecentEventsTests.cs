using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Tests.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Recommendations;

/// <summary>What the lake has beyond the model in service.</summary>
[Trait("Feature", "S26")]
public sealed class RecentEventsTests
{
    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly MemoryEventLake lake;
    private readonly RecentEvents recent;
    private int lines;

    public RecentEventsTests()
    {
        lake = new MemoryEventLake(time);
        recent = new RecentEvents(lake, time);
    }

    [Fact]
    public async Task Apply_EventsOfANewProductSinceTheModel_AreInItWithinAMinute()
    {
        await ViewAsync("a", "b");
        RecommendationModel model = await BuiltAsync();
        Assert.Same(model, await ApplyAsync(model));
        await ViewAsync("new", "a");
        time.Advance(TimeSpan.FromSeconds(30));

        RecommendationModel live = await ApplyAsync(model);

        Assert.Equal(["a"], live.Neighbours(live.Viewed, "new").Select(one => one.ProductId));
        Assert.NotEqual(model.Version, live.Version);
    }

    [Fact]
    public async Task Apply_AskedAgainAtOnce_IsTheSameModel()
    {
        await ViewAsync("a", "b");
        RecommendationModel model = await BuiltAsync();
        await ViewAsync("new", "a");
        RecommendationModel live = await ApplyAsync(model);
        await ViewAsync("newer", "a");

        Assert.Same(live, await ApplyAsync(model));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("newer", (await ApplyAsync(model)).ProductIds);
    }

    [Fact]
    public async Task Apply_EventsOfSeveralHours_AreReadFromWhereTheModelEnded()
    {
        await ViewAsync("a", "b");
        RecommendationModel model = await BuiltAsync();
        for (int hour = 1; hour <= 5; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            await ViewAsync($"hour-{hour}", "a");
            Assert.Contains($"hour-{hour}", (await ApplyAsync(model)).ProductIds);
        }

        RecommendationModel fresh = await new RecentEvents(lake, time).ApplyAsync(model, CatalogSnapshot.Empty, default);

        Assert.Equal(ModelCodec.Serialize(fresh), ModelCodec.Serialize(await ApplyAsync(model)));
        Assert.Equal(7, fresh.ProductIds.Length);
    }

    [Fact]
    public async Task Apply_NewModel_StartsFromItsOwnReading()
    {
        await ViewAsync("a", "b");
        RecommendationModel first = await BuiltAsync();
        await ViewAsync("c", "a");
        await ApplyAsync(first);
        RecommendationModel second = await BuiltAsync();

        Assert.Same(second, await ApplyAsync(second));
    }

    [Fact]
    public async Task Apply_MoreEventsThanAreKept_HasTheNewest()
    {
        await ViewAsync("a", "b");
        RecommendationModel model = await BuiltAsync();
        string padding = new('x', 3000);
        int many = RecentEvents.MostBytes / 3000;
        await lake.AppendAsync(Make.Joined(Enumerable.Range(0, many).Select(number => Make.Line($"{padding}{number}", product: $"old-{number}"))), default);
        await ViewAsync("newest", "a");

        string[] ids = (await ApplyAsync(model)).ProductIds;

        Assert.Contains("newest", ids);
        Assert.DoesNotContain("old-0", ids);
        Assert.Contains($"old-{many - 1}", ids);
    }

    private Task<RecommendationModel> ApplyAsync(RecommendationModel model) => recent.ApplyAsync(model, CatalogSnapshot.Empty, default);

    private Task ViewAsync(params string[] products) =>
        lake.AppendAsync(Make.Joined(products.Select(product => Make.Line($"m{lines++}", product: product, device: $"d{products[^1]}{products[0]}"))), default);

    private async Task<RecommendationModel> BuiltAsync()
    {
        ShoppingLogBuilder builder = new();
        IReadOnlyList<LakeFile> read = await LakeScan.ReadAsync(lake, builder, _ => Task.CompletedTask, default);
        return ModelBuilder.Build(builder.Build(), ProductFacts.None, builder.Events, time.GetUtcNow(), read);
    }
}

using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

[Trait("Feature", "S92")]
public sealed class AbandonedCartTests
{
    private static readonly PersonKey Ana = PersonKey.User("ana");

    [Fact]
    public async Task Cart_LeftAlone_IsRemindedOfTwiceAndThenNoMore()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.KnowAsync("ana");
        await world.AddAsync("tent");

        await world.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(world.Mail.Handed);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("The tent", Assert.Single(world.Mail.Handed).Content.Text, StringComparison.Ordinal);
        await world.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal([Make.Noon.AddHours(1), Make.Noon.AddHours(24)], world.Mail.Handed.Select(one => one.CreatedAt));
        Assert.Equal("done", await world.EndAsync());
    }

    [Fact]
    [Trait("Feature", "S113")]
    public async Task Cart_Bought_EndsAtOnceAndNothingMoreGoes()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.KnowAsync("ana");
        await world.AddAsync("tent");
        await world.PassAsync(TimeSpan.FromHours(2));

        await world.TrackAsync(EventNames.OrderCompleted, "ana", """{"order_id":"o1","total":40,"products":[{"product_id":"tent"}]}""");

        Assert.Equal("bought", await world.EndAsync());
        await world.PassAsync(TimeSpan.FromDays(30));
        Assert.Single(world.Mail.Handed);
    }

    [Fact]
    public async Task Cart_OfSomebodyWhoNeverSaidYes_StartsNothing()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.KnowAsync("ana", """{"email":"ana@example.com"}""");

        await world.AddAsync("tent");

        Assert.Null(await world.CartOfAsync(Ana));
    }
}

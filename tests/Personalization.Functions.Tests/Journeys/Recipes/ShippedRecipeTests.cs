using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys.Recipes;

/// <summary>The story of each recipe that comes along, and how it ends early. The shop is in Athens; the story begins on a Sunday at 12:00 UTC.</summary>
public sealed class ShippedRecipeTests
{
    private const string Order = """{"order_id":"o1","total":40,"products":[{"product_id":"tent"}]}""";
    private const string All = """{"email":"ana@example.com","subscription:email":"subscribed","subscription:inbox":"subscribed"}""";

    [Fact]
    [Trait("Feature", "S105")]
    public async Task Welcome_NewSubscriber_IsGreetedAndFollowedUpUnlessTheyBought()
    {
        await using JourneyWorld world = await OpenAsync("welcome");
        await world.KnowAsync("ana");
        await world.KnowAsync("ben");
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.TrackAsync(EventNames.OrderCompleted, "ben", Order);
        await world.PassAsync(TimeSpan.FromDays(10));

        Assert.Equal(["Welcome", "A few things picked for you"], Subjects(world, "ana"));
        Assert.Equal(["Welcome"], Subjects(world, "ben"));
        // Ten o'clock where she is, not three days to the minute.
        Assert.Equal(new DateTimeOffset(2026, 11, 5, 8, 0, 0, TimeSpan.Zero), world.Mail.Handed[^1].CreatedAt);
        await world.KnowAsync("ana");
        Assert.Equal(2, Subjects(world, "ana").Length);
    }

    [Fact]
    [Trait("Feature", "S95")]
    [Trait("Feature", "S113")]
    public async Task BrowseAbandonment_LastLookFourHoursAgo_IsRemindedOfUnlessBought()
    {
        await using JourneyWorld world = await OpenAsync("browse-abandonment");
        await world.KnowAsync("ana");
        await world.KnowAsync("ben");
        await ViewAsync(world, "ana", "tent");
        await ViewAsync(world, "ben", "tent");
        await world.PassAsync(TimeSpan.FromHours(3));
        await ViewAsync(world, "ana", "lamp");
        await world.TrackAsync(EventNames.OrderCompleted, "ben", Order);
        await world.PassAsync(TimeSpan.FromHours(3));
        Assert.Empty(world.Mail.Handed);
        await world.PassAsync(TimeSpan.FromDays(3));

        Assert.Equal(["Still thinking about The lamp?"], Subjects(world, "ana"));
        Assert.Empty(Subjects(world, "ben"));
    }

    [Fact]
    [Trait("Feature", "S93")]
    public async Task WinBack_HalfAYearAfterTheLastOrder_WritesTwiceAndEndsWithAnOrder()
    {
        await using JourneyWorld world = await OpenAsync("win-back");
        foreach (string person in (string[])["ana", "ben", "cem"])
        {
            await world.KnowAsync(person);
            await world.TrackAsync(EventNames.OrderCompleted, person, Order);
        }
        await world.PassAsync(TimeSpan.FromDays(100));
        await world.TrackAsync(EventNames.OrderCompleted, "cem", """{"order_id":"o2","total":40}""");
        await world.PassAsync(TimeSpan.FromDays(90));
        Assert.Equal([1, 1, 0], People(world, "ana", "ben", "cem"));
        await world.TrackAsync(EventNames.OrderCompleted, "ben", """{"order_id":"o3","total":40}""");
        await world.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal([2, 1, 0], People(world, "ana", "ben", "cem"));
        await world.PassAsync(TimeSpan.FromDays(60));
        Assert.Equal(2, People(world, "cem")[0]);
    }

    [Fact]
    [Trait("Feature", "S96")]
    public async Task ThreeVisits_WithoutAnOrder_AreFollowedByAPush()
    {
        await using JourneyWorld world = await OpenAsync("three-visits");
        await world.KnowAsync("ana", All);
        await world.KnowAsync("ben", All);
        for (int visit = 0; visit < 3; visit++)
        {
            foreach (string person in (string[])["ana", "ben"])
            {
                await ViewAsync(world, person, "tent");
                await ViewAsync(world, person, "mat");
            }
            if (visit == 1) await world.TrackAsync(EventNames.OrderCompleted, "ben", Order);
            Assert.Empty(world.Mail.Handed);
            await world.PassAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(["Found something?"], Subjects(world, "ana"));
        Assert.Empty(Subjects(world, "ben"));
    }

    [Fact]
    [Trait("Feature", "S97")]
    public async Task Vip_GoldTierReached_IsWelcomedOnceAndTagged()
    {
        await using JourneyWorld world = await OpenAsync("vip");
        await world.KnowAsync("ana");
        Assert.Empty(world.Mail.Handed);
        await world.IdentifyAsync("ana", null, """{"tier":"gold"}""");
        await world.IdentifyAsync("ana", null, """{"tier":"silver"}""");
        await world.IdentifyAsync("ana", null, """{"tier":"platinum"}""");

        Assert.Equal(["You are gold now"], Subjects(world, "ana"));
        Assert.True((await world.Profiles.LoadLatestAsync(PersonKey.User("ana"), default)).Profile.Traits["vip"].Value.GetBoolean());
    }

    [Fact]
    [Trait("Feature", "S94")]
    public async Task LinkFollowUp_CollectionClicked_IsFollowedUpADayLater()
    {
        await using JourneyWorld world = await OpenAsync("link-follow-up");
        foreach (string person in (string[])["ana", "ben", "cem"]) await world.KnowAsync(person);
        await ClickAsync(world, "ana", "https://shop.example/collections/winter");
        await ClickAsync(world, "ben", "https://shop.example/collections/winter");
        await ClickAsync(world, "cem", "https://shop.example/about");
        await world.PassAsync(TimeSpan.FromMinutes(5));
        await world.TrackAsync(EventNames.OrderCompleted, "ben", """{"order_id":"o9","total":40,"products":[{"product_id":"mat"}]}""");
        await world.PassAsync(TimeSpan.FromDays(4));

        Assert.Equal([1, 0, 0], People(world, "ana", "ben", "cem"));
    }

    private static async Task<JourneyWorld> OpenAsync(string recipe)
    {
        JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.Recipes.ActivateAsync(recipe);
        return world;
    }

    private static Task ViewAsync(JourneyWorld world, string person, string product) => world.TrackAsync(EventNames.ProductViewed, person, $$"""{"product_id":"{{product}}"}""");

    private static Task ClickAsync(JourneyWorld world, string person, string url) => world.TrackAsync("Email Link Clicked", person, $$"""{"link_url":"{{url}}"}""");

    private static string[] Subjects(JourneyWorld world, string person) => [.. world.Mail.Handed.Where(one => one.Person.Id == person).Select(one => one.Content.Subject)];

    private static int[] People(JourneyWorld world, params string[] people) => [.. people.Select(person => Subjects(world, person).Length)];
}

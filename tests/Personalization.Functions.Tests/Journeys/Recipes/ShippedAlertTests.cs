using Personalization.Events;
using Personalization.Journeys.Recipes;

namespace Personalization.Functions.Tests.Journeys.Recipes;

/// <summary>The stories that products and clocks begin. The shop is in Athens; the story begins on a Sunday at 12:00 UTC.</summary>
public sealed class ShippedAlertTests
{
    private const string Order = """{"order_id":"o1","total":40,"products":[{"product_id":"tent"}]}""";

    [Fact]
    [Trait("Feature", "S98")]
    [Trait("Feature", "S99")]
    public async Task BackInStock_ProductThatSomebodyWaitedFor_IsToldToThoseItIsFor()
    {
        await using JourneyWorld world = await OpenAsync("back-in-stock");
        await world.SellAsync("tent", 0);
        foreach (string person in (string[])["ana", "ben", "cem"]) await world.KnowAsync(person);
        await world.TrackAsync(EventNames.ProductAddedToWishlist, "ana", """{"product_id":"tent"}""");
        await world.TrackAsync(EventNames.ProductAddedToWishlist, "ben", """{"product_id":"tent"}""");
        // Asked to be told, and has shown no liking for it since.
        await world.TrackAsync(ProductChanges.BackInStockRequested, "cem", """{"product_id":"tent"}""");
        Assert.Equal(3, world.Recipes.Watchers.Count);
        await world.Recipes.WatchAsync(world);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.TrackAsync(EventNames.OrderCompleted, "ben", Order);
        await world.SellAsync("tent", 5);
        await world.Recipes.WatchAsync(world);
        await world.RestAsync();
        await world.Recipes.WatchAsync(world);
        await world.RestAsync();

        Assert.Equal(["The tent is back"], Subjects(world, "ana"));
        Assert.Equal([0, 0], People(world, "ben", "cem"));
    }

    [Fact]
    [Trait("Feature", "S75")]
    [Trait("Feature", "S99")]
    public async Task PriceDrop_OfAProductInTheCart_IsToldOnceForEachFall()
    {
        await using JourneyWorld world = await OpenAsync("price-drop");
        world.Cart.Enabled = false;
        await world.KnowAsync("ana");
        await world.AddAsync("tent");
        await world.Recipes.WatchAsync(world);
        await FallAsync(world, 39);
        Assert.Empty(world.Mail.Handed);
        await FallAsync(world, 30);
        await FallAsync(world, 35);
        await FallAsync(world, 20);
        await FallAsync(world, 10);
        await world.PassAsync(TimeSpan.FromDays(2));

        // The cap lets two through in a week.
        Assert.Equal(["The tent now costs less", "The tent now costs less"], Subjects(world, "ana"));
        Assert.Contains("It was 39.00 EUR, now it is 30.00 EUR.", world.Mail.Handed[0].Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Birthday_EachYear_AtNineWhereThePersonIs()
    {
        await using JourneyWorld world = await OpenAsync("birthday");
        await world.KnowAsync("ana", """{"email":"ana@example.com","subscription:email":"subscribed","birthday":"1992-02-29","timezone":"Asia/Tehran"}""");
        await world.PassAsync(TimeSpan.FromDays(500));
        await world.IdentifyAsync("ana", null, """{"birthday":"1992-05-10"}""");
        await world.PassAsync(TimeSpan.FromDays(100));

        Assert.Equal(
            [new DateTimeOffset(2027, 2, 28, 5, 30, 0, TimeSpan.Zero), new DateTimeOffset(2028, 2, 29, 5, 30, 0, TimeSpan.Zero), new DateTimeOffset(2028, 5, 10, 5, 30, 0, TimeSpan.Zero)],
            world.Mail.Handed.Select(one => one.CreatedAt));
    }

    [Fact]
    [Trait("Feature", "S69")]
    public async Task WeeklyDigest_EachSundayAtTen_AsLongAsThePersonComesAndAgrees()
    {
        await using JourneyWorld world = await OpenAsync("weekly-digest");
        await world.KnowAsync("ana");
        await world.KnowAsync("ben", """{"email":"ben@example.com"}""");
        await world.PassAsync(TimeSpan.FromDays(15));
        Assert.Equal([2, 0], People(world, "ana", "ben"));
        await world.IdentifyAsync("ana", null, """{"subscription:email:digest":"unsubscribed"}""");
        await world.PassAsync(TimeSpan.FromDays(15));
        await world.IdentifyAsync("ana", null, """{"subscription:email:digest":"subscribed"}""");
        await world.PassAsync(TimeSpan.FromDays(100));

        // Sixty days without a visit end it.
        Assert.Equal(2 + 8, People(world, "ana")[0]);
        Assert.All(world.Mail.Handed, one => Assert.Equal((DayOfWeek.Sunday, 8), (one.CreatedAt.DayOfWeek, one.CreatedAt.Hour)));
    }

    private static async Task<JourneyWorld> OpenAsync(string recipe)
    {
        JourneyWorld world = await JourneyWorld.OpenAsync();
        await world.Recipes.ActivateAsync(recipe);
        return world;
    }

    private static async Task FallAsync(JourneyWorld world, decimal price)
    {
        await world.PassAsync(TimeSpan.FromMinutes(15));
        await world.SellAsync("tent", 5, price);
        await world.Recipes.WatchAsync(world);
        await world.RestAsync();
    }

    private static string[] Subjects(JourneyWorld world, string person) => [.. world.Mail.Handed.Where(one => one.Person.Id == person).Select(one => one.Content.Subject)];

    private static int[] People(JourneyWorld world, params string[] people) => [.. people.Select(person => Subjects(world, person).Length)];
}

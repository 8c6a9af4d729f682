using System.Globalization;
using Personalization.Events;
using Personalization.Profiles;
using Xunit.Abstractions;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

/// <summary>What a profile takes when everything in it is full.</summary>
public sealed class ProfileSizeTests(ITestOutputHelper output)
{
    // Of Azure's tables: an entity has 1 MiB; in UTF-16 the names of its properties and keys take well under 1 KB.
    private const int EntityBytes = 1024 * 1024 - 1024;

    [Theory]
    [InlineData(8)]
    [InlineData(ProfileLimits.ProductIdLength)]
    public void Apply_EverythingFull_FitsOneEntityOfATable(int idLength)
    {
        Profile profile = Applied(User(), Events(idLength));

        int json = ProfileCodec.Serialize(profile).Length, seen = ProfileCodec.SerializeSeen(profile).Length, timeline = profile.Timeline.Packed.Length;
        output.WriteLine($"ids of {idLength}: {json} JSON, {seen} seen, {timeline} timeline, {json + seen + timeline} in all");
        Assert.Equal(ProfileLimits.Interactions, profile.Interactions.Length);
        Assert.Equal((ProfileLimits.Orders, ProfileLimits.Traits, ProfileLimits.EventNames), (profile.Orders.Length, profile.Traits.Count, profile.EventCounts.Count));
        Assert.Equal((ProfileLimits.SeenEvents, ProfileLimits.TimelineEvents), (profile.Seen.Events.Count, profile.Timeline.Events.Length));
        Assert.Equal((ProfileLimits.ShownLists, ProfileLimits.Verdicts), (profile.Feedback.Shown.Length, profile.Feedback.Verdicts.Count));
        Assert.Equal((ProfileLimits.StaffStatements, ProfileLimits.StaffStatements), (profile.Staff.TagStatements.Count, profile.Staff.NoteStatements.Count));
        Assert.Equal((ProfileLimits.Wishes, ProfileLimits.HintsShown), (profile.Wishes.Length, profile.HintsShown.Length));
        Assert.Equal(ProfileLimits.Experiments, profile.Experiments!.Count);
        Assert.All(profile.Orders, order => Assert.Equal(ProfileLimits.OrderRefunds, order.Refunds.Count));
        Assert.All(profile.Orders, order => Assert.True(order is { ShippedAt: not null, Promise: not null, Delay: not null }));
        Assert.InRange(json + seen + timeline, 1, EntityBytes);
    }

    private static IEnumerable<ShopEvent> Events(int idLength)
    {
        string staff = """{"provenance":{"kind":"staff","by":"Somebody of the shop"}}""";
        string value = new('x', 500), note = new('Ω', ProfileLimits.NoteLength);
        for (int n = 0; n < 100; n++) yield return Identify("t" + n, n, $$"""{"trait {{n}}":"{{value}}"}""", device: "device " + n.ToString(CultureInfo.InvariantCulture).PadLeft(40, '0'));
        for (int n = 0; n < 120; n++) yield return Track("n" + n, n, $"Name {n:000} of an event of the shop itself");
        for (int n = 0; n < 50; n++) yield return Track("tag" + n, n, ReservedEvents.CustomerTagged, $$"""{"tag":"{{"tag " + n}}","expires":"2027-01-01T00:00:00Z"}""", context: staff);
        for (int n = 0; n < 50; n++) yield return Track("note" + n, n, ReservedEvents.CustomerNoteAdded, $$"""{"note_id":"n{{n}}","text":"{{note}}"}""", context: staff);
        for (int n = 0; n < 60; n++) yield return Track("list" + n, n, EventNames.ProductListViewed, $$"""{"decision_id":"{{Decision}}","products":[{{Products(n, 16, idLength)}}]}""");
        for (int n = 0; n < 200; n++) yield return Track("skip" + n, n, EventNames.RecommendationSkipped, $$"""{"product_id":"{{Id(n, idLength)}}"}""");
        for (int n = 0; n < 200; n++) yield return Track("hide" + n, n, EventNames.RecommendationHidden, $$"""{"product_id":"{{Id(n, idLength)}}"}""");
        for (int n = 0; n < 500; n++) yield return Track("no" + n, n, EventNames.RecommendationDisliked, $$"""{"product_id":"{{Id(n, idLength)}}"}""");
        for (int n = 0; n < 600; n++)
            yield return Track("order" + n, n, EventNames.OrderCompleted, $$"""{"order_id":"{{Id(n, idLength)}}","revenue":1234.56,"currency":"EUR","coupon":"SUMMER","products":[{{Products(n, 40, idLength)}}]}""");
        for (int n = 550; n < 600; n++)
            yield return Track("late" + n, 690, EventNames.OrderDelayed, $$"""{"order_id":"{{Id(n, idLength)}}","estimated_delivery_at":"2026-02-01T12:34:56.789Z"}""");
        for (int n = 550; n < 600; n++) yield return Track("sent" + n, 691, EventNames.OrderShipped, $$"""{"order_id":"{{Id(n, idLength)}}"}""");
        for (int n = 0; n < 120; n++) yield return Track("hint" + n, n, EventNames.HintShown, $$"""{"hint_id":"{{Id(n, ProfileLimits.HintIdLength)}}"}""");
        for (int n = 0; n < 1000; n++)
            yield return Track("refund" + n, 700 + n, EventNames.OrderRefunded, $$"""{"order_id":"{{Id(550 + (n / 20), idLength)}}","total":1.25}""");
        for (int n = 0; n < 200; n++)
            yield return Track("wish" + n, n, EventNames.ProductAddedToWishlist, $$"""{"product_id":"{{Id(n, idLength)}}","wishlist_id":"{{Id(n, 36)}}","wishlist_name":"For the summer"}""");
        for (int n = 0; n < 80; n++)
            yield return Track("experiment" + n, n, EventNames.ExperimentViewed, $$"""{"experiment_id":"{{Id(n, 64)}}","variation_id":"{{Id(n, 64)}}"}""");
        for (int n = 0; n < 5000; n++)
            yield return Track("e" + n, 1000 + n, EventNames.ProductAdded, $$"""{"product_id":"{{Id(n, idLength)}}","cart_id":"{{Id(n, 36)}}","price":12.5,"decision_id":"{{Decision}}","store_id":"store {{n % 7}}"}""",
                context: """{"channel":"web","campaign":{"source":"instagram","name":"summer"}}""");
    }

    private static string Decision => Act.Signer.Create(Personalization.Events.Decisions.DecisionId.Of("size", Act.Start, "for_you"));

    private static string Id(int n, int length) => n.ToString(CultureInfo.InvariantCulture).PadLeft(length, 'p');

    private static string Products(int from, int count, int idLength) =>
        string.Join(',', Enumerable.Range(from, count).Select(n => $$"""{"product_id":"{{Id(n, idLength)}}","price":12.5,"quantity":2}"""));
}

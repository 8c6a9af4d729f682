using System.Buffers;
using System.Text;
using System.Text.Json;
using Personalization.Experiences;
using Personalization.Experiences.Content;
using Personalization.Experiences.Definitions;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Experiences;

/// <summary>Short ways from a text to what is shown.</summary>
internal static class Showing
{
    public static Personalization.Catalog.CatalogSnapshot Catalog { get; } = World.Snapshot(
        World.Product("boot", "Shoes / Hiking") with { Brand = "Trail", Price = 80, Currency = "EUR" }, World.Product("sneaker", "Shoes / City") with { Brand = "Urban", Price = 60, Currency = "EUR" },
        World.Product("pack", "Bags") with { Brand = "Trail", Price = 50, Currency = "EUR" }, World.Product("tote", "Bags") with { Brand = "Urban", Price = 20, Currency = "EUR" },
        World.Product("old", "Bags", stock: 0) with { Brand = "Trail" });

    public static Experience Read(string text, string id = "one")
    {
        ExperienceReading reading = ExperienceReader.Read(Encoding.UTF8.GetBytes(text), id, 1);
        Assert.Empty(reading.Findings);
        return reading.Experience!;
    }

    public static PageContext Context(Profile? profile = null, double day = 30, params string[] segments)
    {
        RecommendationContext lists = World.Context(Catalog, profile: profile, day: day);
        if (profile is not null) lists = lists with { Visitor = Personalization.Privacy.PermittedProfile.Of(profile, new Personalization.Privacy.ConsentPolicy(Personalization.Privacy.Purpose.Personalization), segments) };
        return new PageContext(lists, lists.At);
    }

    public static PageRequest Page(PageType type = PageType.Home) => new(type, []) { Visitor = PersonKey.Anonymous("d") };

    public static SlotDecision Decide(this IEnumerable<Experience> all, SlotKind kind, PageRequest? page = null, PageContext? context = null, string slot = "s", string zone = "UTC") =>
        new ExperienceSlots(kind, ExperienceBook.Of(all, zone)).Decide(new SlotRequest(slot, kind), page ?? Page(), context ?? Context())!;

    public static string? WhyNot(this Experience one, PageRequest? page = null, PageContext? context = null) =>
        Assert.Single(new ExperienceSlots(one.Kind, ExperienceBook.Of([one], "UTC")).Consider(new SlotRequest("s", one.Kind), page ?? Page(), context ?? Context())).WhyNot;

    public static JsonElement Json(this SlotDecision decision)
    {
        ArrayBufferWriter<byte> bytes = new();
        PageWriter.Write(new PageDecision("d-0", false, [decision]), bytes);
        return JsonElement.Parse(bytes.WrittenSpan).GetProperty("slots")[0].GetProperty("content");
    }

    public static string? Text(this SlotDecision decision, string name = "text") => decision.Json().GetProperty(name).GetString();
}

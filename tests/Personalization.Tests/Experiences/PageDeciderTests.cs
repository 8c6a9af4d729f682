using System.Buffers;
using System.Text.Json;
using Personalization.Experiences;
using Personalization.Recommendations;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Experiences;

public sealed class PageDeciderTests
{
    private static readonly RecommendationContext Shop = World.Context(World.Snapshot(World.Product("kite", "Toys"), World.Product("tail", "Toys"), World.Product("book", "Books")));
    private static readonly PageContext Context = new(Shop, Shop.At);

    private static readonly Dictionary<SlotKind, ISlotDecider> Deciders = new()
    {
        [SlotKind.Recommendations] = new RecommendationSlots(), [SlotKind.Banner] = new Broken(),
    };

    private static PageRequest Page(params IEnumerable<SlotRequest> slots) => new(PageType.Home, [.. slots]);

    private static PageDecision Decide(PageRequest page, Func<TimeSpan>? elapsed = null) => PageDecider.Decide(page, Context, Deciders, elapsed ?? (() => TimeSpan.Zero));

    [Fact]
    [Trait("Feature", "S88")]
    public void Decide_PartThatBreaks_CostsItsOwnSlotOnly()
    {
        PageDecision decision = Decide(Page(new SlotRequest("hero", SlotKind.Banner), new SlotRequest("row", SlotKind.Recommendations) { Strategy = "new_arrivals" }));

        Assert.Equal(("failed", null), (decision.Slots[0].Fallback, decision.Slots[0].Content));
        Assert.NotNull(decision.Slots[1].Content);
        Assert.Equal("hero", Assert.Single(decision.Failures).Slot);
    }

    [Fact]
    public void Decide_NoTimeLeft_AnswersWhatThereIsAndNamesTheRest()
    {
        TimeSpan[] clock = [TimeSpan.Zero, TimeSpan.FromSeconds(1)];
        int asked = 0;

        PageDecision decision = Decide(
            Page(new SlotRequest("row", SlotKind.Recommendations) { Strategy = "new_arrivals" }, new SlotRequest("menu", SlotKind.Navigation) { Items = ["Toys", "Books"] }), () => clock[asked++]);

        Assert.NotEqual("out-of-time", decision.Slots[0].Fallback);
        Assert.Equal("out-of-time", decision.Slots[1].Fallback);
        Assert.Equal<string>(["Toys", "Books"], Assert.IsType<OrderedItems>(decision.Slots[1].Content).Items);
    }

    [Fact]
    public void Decide_SlotWithoutWhatItNeeds_IsNotAvailable() =>
        Assert.Equal("not-available", Decide(Page(new SlotRequest("row", SlotKind.Recommendations) { Strategy = "also_bought" })).Slots[0].Fallback);

    [Fact]
    public void Decide_SameRequest_HasTheSameAnswerByteForByte()
    {
        PageRequest page = Page(new SlotRequest("row", SlotKind.Recommendations) { Strategy = "new_arrivals" });

        Assert.Equal(Bytes(Decide(page)), Bytes(Decide(page)));
        Assert.NotEqual(Decide(page).DecisionId, Decide(page with { Language = "el" }).DecisionId);
    }

    [Fact]
    public void Write_Page_HasListsAsTheyAreAlone()
    {
        JsonElement page = JsonElement.Parse(Bytes(Decide(Page(new SlotRequest("row", SlotKind.Recommendations) { Strategy = "new_arrivals", Limit = 2 }))));

        JsonElement slot = page.GetProperty("slots")[0];
        Assert.Equal(("row", "recommendations", "new_arrivals"), (slot.GetProperty("id").GetString(), slot.GetProperty("kind").GetString(), slot.GetProperty("source").GetString()));
        Assert.Equal(2, slot.GetProperty("content").GetProperty("items").GetArrayLength());
        Assert.False(page.GetProperty("personal").GetBoolean());
    }

    private static byte[] Bytes(PageDecision decision)
    {
        ArrayBufferWriter<byte> bytes = new();
        PageWriter.Write(decision, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private sealed class Broken : ISlotDecider
    {
        public string Version => "broken";

        public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context) => throw new InvalidOperationException("broken");
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Merchants;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Tests.Assistant.Merchants;

/// <summary>Questions of merchants, as they put them: which tool answers, and with which arguments.</summary>
[Trait("Feature", "S135")]
public sealed class MerchantPlannerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string> Questions
    {
        get
        {
            TheoryData<string, string, string> all = [];
            foreach (string line in File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Assistant", "Merchants", "questions.txt")))
                if (line.Split(" => ") is [var question, var expected]) all.Add(question, expected.Split(' ', 2)[0], expected.Split(' ', 2) is [_, var arguments] ? arguments : "{}");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Plan_Question_CallsTheToolWithWhatWasSaid(string question, string tool, string arguments)
    {
        OfflinePlan plan = await PlanAsync(question);

        Assert.True(tool == (plan.Calls.FirstOrDefault()?.Tool ?? plan.Intent), $"{question}\nwants {tool} but got {plan.Understood} by {plan.Calls.FirstOrDefault()?.Tool}");
        foreach ((string name, JsonNode? value) in (JsonObject)JsonNode.Parse(arguments)!)
            Assert.True(plan.Calls[0].Arguments.TryGetProperty(name, out JsonElement found) && JsonNode.DeepEquals(value, JsonNode.Parse(found.GetRawText())), $"{question}\nwants {name} {value} but got {plan.Understood}");
    }

    [Fact]
    public async Task Plan_QuestionThatFollows_ChangesOnlyWhatItSays()
    {
        OfflinePlan first = await PlanAsync("How many customers bought tents in the last 30 days?");

        OfflinePlan second = await PlanAsync("And in the last 7 days?", first);

        Assert.Equal("segment_count", second.Calls[0].Tool);
        Assert.Equal((7, "bought"), (second.Calls[0].Arguments.GetProperty("within_days").GetInt32(), second.Calls[0].Arguments.GetProperty("did").GetString()));
        OfflinePlan third = await PlanAsync("Create a segment of them called \"Fresh tents\"", second);
        Assert.Equal(("segment_draft", "Fresh tents"), (third.Calls[0].Tool, third.Calls[0].Arguments.GetProperty("name").GetString()));
        Assert.Equal(7, third.Calls[0].Arguments.GetProperty("within_days").GetInt32());
    }

    [Fact]
    public void Texts_EveryLanguage_HasTheSameOnes()
    {
        string[] english = [.. MerchantWording.For("en").Names.Order(StringComparer.Ordinal)];

        Assert.Equal(["ar", "el", "en", "fa", "ru"], MerchantWording.Languages);
        Assert.Equal(["ar", "el", "en", "fa", "ru"], MerchantLexicon.Languages);
        Assert.All(MerchantWording.Languages, language => Assert.Equal(english, MerchantWording.For(language).Names.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("el")]
    [InlineData("ru")]
    [InlineData("fa")]
    [InlineData("ar")]
    public async Task Say_Count_TellsTheFiguresAndTheirQueryInTheLanguage(string language)
    {
        OfflinePlan plan = await PlanAsync("How many customers bought tents?");
        ToolResult result = new("segment_count", [new FigureFact("segment.count", 17, "people", "POST /v1/segments/count x"), new FigureFact("people.all", 230, "people", "GET /v1/segments"), new FigureFact("segment.share", 7.4m, "%", "POST /v1/segments/count x")]);

        string said = new MerchantPlanner(new Words()).Say(plan, [result], Turn("?", language));

        Assert.Contains("17", said);
        Assert.Contains("230", said);
        Assert.Contains("POST /v1/segments/count x", said);
        Assert.DoesNotContain("{", said);
    }

    private static async Task<OfflinePlan> PlanAsync(string question, OfflinePlan? before = null) =>
        await new MerchantPlanner(new Words()).PlanAsync(Turn(question, LanguageGuess.Of(question) ?? "en", before), default);

    private static AssistantTurn Turn(string question, string language, OfflinePlan? before = null) => new(
        new AssistantCaller(AssistantAudience.Merchant, "c", null), question, before is null ? [] : [new ChatMessage(ChatRole.Assistant, "…", Noon) { Understood = before.Understood }], new Evidence(), Noon, language);

    private sealed class Words : IShopWords
    {
        private static readonly GoodsWords Goods = GoodsWords.Of(new CatalogSnapshot("1", ((Product[])
        [
            Make("t1", "Ridge tent", "Camping / Tents", "Altaro", ("ru", "Палатка Ридж"), ("el", "Σκηνή Ριτζ"), ("fa", "چادر ریج"), ("ar", "خيمة ريدج")),
            Make("t2", "Olympus tent", "Camping / Tents", "Norrfell", ("ru", "Палатка Олимп"), ("el", "Σκηνή Όλυμπος"), ("fa", "چادر المپ"), ("ar", "خيمة أولمب")),
            Make("b1", "Hiking boots Kazbek", "Hiking / Footwear", "Norrfell", ("ru", "Треккинговые ботинки Казбек"), ("el", "Μποτάκια πεζοπορίας Καζμπέκ"), ("fa", "کفش کوهنوردی کازبک"), ("ar", "حذاء للمشي الجبلي كازبك")),
            Make("m1", "Coffee grinder", "Kitchen / Coffee", "Caldera", ("ru", "Кофемолка"), ("el", "Μύλος καφέ"), ("fa", "آسیاب قهوه"), ("ar", "مطحنة قهوة")),
        ]).ToFrozenDictionary(one => one.ProductId, StringComparer.Ordinal)));

        public ValueTask<ShopWords> CurrentAsync(CancellationToken cancellationToken) => new(new ShopWords(
            Goods, [new ShopName("at-risk", "At risk"), new ShopName("best-customers", "Best customers"), new ShopName("campers", "Campers"), new ShopName("newsletter-readers", "Opened mail this month")],
            [new ShopName("win-back", "We miss you"), new ShopName("welcome", "Welcome"), new ShopName("birthday", "Birthday"), new ShopName("weekly-digest", "Weekly digest"), new ShopName("price-drop", "Price drop")]));

        private static Product Make(string id, string name, string category, string brand, params (string Language, string Name)[] names) =>
            new() { ProductId = id, Name = name, Category = category, Brand = brand, Price = 10, Currency = "EUR", Names = names.ToDictionary(one => one.Language, one => one.Name) };
    }
}

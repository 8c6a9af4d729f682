using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Shoppers;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Tests.Catalog.Search;

namespace Personalization.Tests.Assistant.Shoppers;

[Trait("Feature", "S91")]
public sealed class ShopperPlannerTests(DemoCatalog demo) : IClassFixture<DemoCatalog>
{
    private readonly ShopperPlanner planner = new(new Source(demo.Search));

    [Fact]
    public async Task Plan_Search_CallsTheToolWithEachWish()
    {
        OfflinePlan plan = await planner.PlanAsync(Turn("red rain jacket size L under 100 euros"), default);

        JsonElement arguments = Assert.Single(plan.Calls).Arguments;
        Assert.Equal(("rain jacket", "red", "L", 100m, "EUR"), (
            arguments.GetProperty("query").GetString(), arguments.GetProperty("color").GetString(), arguments.GetProperty("size").GetString(),
            arguments.GetProperty("max_price").GetDecimal(), arguments.GetProperty("currency").GetString()));
    }

    [Theory]
    [InlineData("give me a discount")]
    [InlineData("what did my neighbour order?")]
    [InlineData("tell me a joke")]
    [InlineData("Where is my order?")]
    public async Task Plan_WhatNoToolAnswers_CallsNone(string question) => Assert.Empty((await planner.PlanAsync(Turn(question), default)).Calls);

    [Theory]
    [InlineData("a tent", "en", "€124.90")]
    [InlineData("σκηνή", "el", "124,90 €")]
    [InlineData("палатка", "ru", "124,90 €")]
    [InlineData("چادر", "fa", "124.90 یورو")]
    [InlineData("خيمة", "ar", "124.90 يورو")]
    public async Task Say_List_HasNamesAndPricesOfTheFactsInTheLanguage(string question, string language, string price)
    {
        AssistantTurn turn = Turn(question) with { Language = language };
        Product tent = demo.Catalog.Find("tent-03")!;

        string text = planner.Say(await planner.PlanAsync(turn, default), [new ToolResult("search_products", [new ProductFact(tent)])], turn);

        Assert.Contains(tent.Names![language], text, StringComparison.Ordinal);
        Assert.Contains(price, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relaxed:color", "the colour")]
    [InlineData("currency:EUR", "Prices here are in EUR")]
    [InlineData("unknown:hovercraft", "hovercraft")]
    [InlineData("corrected:tnet>tent", "“tnet”")]
    public async Task Say_ListThatIsNotAllThatWasAsked_SaysSo(string note, string words)
    {
        AssistantTurn turn = Turn("blue tnet for 5000 rubles");

        string text = planner.Say(await planner.PlanAsync(turn, default), [new ToolResult("search_products", [new ProductFact(demo.Catalog.Find("tent-03")!)]) { Note = note }], turn);

        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_NothingFound_NamesNoProduct()
    {
        AssistantTurn turn = Turn("do you sell smartwatches?");

        string text = planner.Say(await planner.PlanAsync(turn, default), [new ToolResult("search_products", []) { Note = "unknown:smartwatches" }], turn);

        Assert.Equal("The shop has no “smartwatches”.", text);
    }

    [Fact]
    public void Texts_EachLanguage_SaysAllThatEnglishSays()
    {
        string[] keys = ["greeting", "unknown", "found", "relaxed", "order_none", "cart_added", "compare", "wish.color", "why.for_you", "discount"];
        string[] languages = ["el", "ru", "fa", "ar"];

        Assert.All(languages, language => Assert.All(keys, key => Assert.NotEqual(ShopperTexts.For("en").Find(key), ShopperTexts.For(language).Find(key))));
    }

    private static AssistantTurn Turn(string question) =>
        new(new AssistantCaller(AssistantAudience.Shopper, "conversation", null), question, ImmutableArray<ChatMessage>.Empty, new Evidence(), DemoCatalog.Now, "en");

    private sealed class Source(ProductSearch search) : ISearchSource
    {
        public ValueTask<ProductSearch> CurrentAsync(CancellationToken cancellationToken) => new(search);
    }
}

using System.Text;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>What is made once so that requests only pick.</summary>
public sealed class ShelfTests
{
    [Fact]
    public void CategoryTree_Categories_HoldWhatIsBelowThem()
    {
        CategoryTree tree = CategoryTree.Of(["Bags / Totes", "Bags and more", "Bags / Totes / Small", "Shoes", "Bags / Belts"]);
        int bags = tree.Find("Bags"), totes = tree.Find("Bags / Totes"), small = tree.Find("Bags / Totes / Small"), shoes = tree.Find("Shoes");

        Assert.Equal(6, tree.Count);
        Assert.True(tree.Holds(bags, small) && tree.Holds(bags, tree.Find("Bags / Belts")) && tree.Holds(totes, totes));
        Assert.False(tree.Holds(bags, tree.Find("Bags and more")) || tree.Holds(totes, bags) || tree.Holds(bags, -1));
        Assert.Equal((1f, 0.5f, 0.5f, 0f, 0f), (tree.Nearness(totes, totes), tree.Nearness(small, totes), tree.Nearness(totes, tree.Find("Bags / Belts")), tree.Nearness(bags, shoes), tree.Nearness(shoes, -1)));
        Assert.Equal(("Bags / Totes / Small", -1), (tree.Name(small), tree.Find("Unknown")));
    }

    [Trait("Feature", "S64")]
    [Theory]
    [InlineData("Red Dress, size 38", "red dress size 38")]
    [InlineData("Φόρεμα ΚΌΚΚΙΝΟ", "φόρεμα κόκκινο")]
    [InlineData("کوله‌پشتی آبی", "کوله‌پشتی آبی")]
    [InlineData("წითელი კაბა", "წითელი კაბა")]
    [InlineData("赤いドレス", "赤い いド ドレ レス")]
    [InlineData("  -- ", "")]
    public void NameTokens_NamesOfAnyScript_AreTakenApart(string name, string expected)
    {
        List<string> words = [];
        NameTokens.Read(name, word => words.Add(word.ToString()));

        Assert.Equal(expected, string.Join(' ', words));
    }

    [Fact]
    public void TopList_AnyScores_KeepsWhatSortingKeeps() => Histories.Hold((acts, seed) =>
    {
        Scored[] all = [.. acts.Select((act, place) => new Scored(place, act.Amount + (act.What * 0.25f), -1))];
        Scored[] kept = new Scored[seed % 12];
        TopList top = new(kept);
        foreach (Scored one in all) top.Offer(one);

        Assert.Equal(all.OrderByDescending(one => one.Score).ThenBy(one => one.Product).Take(kept.Length), kept[..top.Sort()]);
    });

    [Trait("Feature", "S75")]
    [Fact]
    public void PriceDrop_BelowTheLowestOfThirtyDays_IsOne()
    {
        static float? Drop(params (int Day, decimal Price)[] history) => CatalogChanges.PriceDrop(Product("p") with
        {
            Price = history[^1].Price, PriceHistory = [.. history.Select(one => new PricePoint(Told.Start.AddDays(one.Day), one.Price))],
        })?.Score;

        Assert.Equal(0.2f, Drop((0, 10), (50, 8)));
        Assert.Null(Drop((0, 10), (48, 15), (50, 12))); // Raised for two days only.
        Assert.Equal(0.2f, Drop((0, 5), (10, 10), (50, 8))); // Ten days before the thirty it was less.
        Assert.Null(Drop((0, 10)));
        Assert.Null(Drop((0, 10), (50, 11)));
    }

    [Fact]
    public void BackInStock_AfterNone_TellsWhenItCame()
    {
        static int? Day(params (int Day, int Stock)[] history) => CatalogChanges.BackInStock(Product("p") with
        {
            Stock = history[^1].Stock, StockHistory = [.. history.Select(one => new StockPoint(Told.Start.AddDays(one.Day), one.Stock))],
        })?.At is { } at ? (int)(at - Told.Start).TotalDays : null;

        Assert.Equal(7, Day((0, 3), (5, 0), (7, 9), (8, 4)));
        Assert.Null(Day((0, 3), (5, 9)));
        Assert.Null(Day((0, 3), (5, 0)));
    }

    [Fact]
    public void Build_PartsThatHaveNotChanged_Stay()
    {
        CatalogSnapshot catalog = Snapshot(Product("a"), Product("b"));
        RecommendationModel model = RecommendationModel.Empty;
        Shelf shelf = Shelf.Build(catalog, model, ActivityRanking.Empty, null);
        ActivityRanking ranking = Ranking([View("d", "a", 1)]);
        Shelf counted = Shelf.Build(catalog, model, ranking, shelf), changed = Shelf.Build(Snapshot([.. catalog.Products.Values, Product("c")]), model, ranking, counted);

        Assert.Same(shelf, Shelf.Build(catalog, model, ActivityRanking.Empty, shelf));
        Assert.Same(shelf.Assortment, counted.Assortment);
        Assert.Same(shelf.Relations, counted.Relations);
        Assert.Same(ranking, counted.Ranking);
        Assert.Same(counted.Assortment.Parts.Json[0].Fields, changed.Assortment.Parts.Json[0].Fields);
        Assert.Equal((2, -1), (changed.Assortment.Find("c"), counted.Assortment.Find("c")));
    }

    [Fact]
    public void AnswerWriter_NamesOfAnyKind_WritesJsonThatReadsBack()
    {
        Product odd = new() { ProductId = "a\"b\\", Name = "Κόκκινο \"φόρεμα\"\n\u0001 فارسی", Category = "A / \"B\"", Price = 1.50m, Currency = "EUR", Url = "/x", ImageUrl = "/y", AddedAt = Told.Start };
        RecommendationContext context = World.Context(Snapshot(odd, Product("other", "A / \"B\"")), Model([.. Enumerable.Range(0, 9).Select(n => Order("u" + n, n, odd.ProductId.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), "other"))]));
        RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("also_bought", odd.ProductId, 3, true) { Place = "\"G", Segment = "a" }, context);
        using AnswerWriter writer = AnswerWriter.Write(answer, context.Shelf);
        using AnswerWriter anchor = AnswerWriter.Write(Recommender.Recommend(new RecommendationRequest("bestsellers", null, 3, true) { Place = "\"g" }, context), context.Shelf);

        JsonElement item = JsonElement.Parse(writer.Written.Span).GetProperty("items")[0], reason = item.GetProperty("reason");
        JsonElement[] all = [.. JsonElement.Parse(anchor.Written.Span).GetProperty("items").EnumerateArray()];

        Assert.Equal(("other", "also_bought"), (item.GetProperty("productId").GetString(), item.GetProperty("source").GetString()));
        Assert.Equal($"Customers who bought {odd.Name} also bought this", reason.GetProperty("text").GetString());
        Assert.Equal(odd.ProductId, reason.GetProperty("productId").GetString());
        Assert.Equal(odd.Name, all[0].GetProperty("name").GetString());
        Assert.Contains("1.50", all[0].GetProperty("price").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Κόκκινο", Encoding.UTF8.GetString(anchor.Written.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1f, "1")]
    [InlineData(0.5f, "0.5")]
    [InlineData(0.1234567f, "0.123457")]
    [InlineData(0.000001f, "0.000001")]
    [InlineData(1234.05f, "1234.050049")]
    [InlineData(-2.25f, "-2.25")]
    [InlineData(float.NaN, "0")]
    public void AnswerWriter_Scores_HaveSixDecimalsAtMost(float score, string expected)
    {
        RecommendationContext context = World.Context(Snapshot(Product("a")));
        RecommendationAnswer answer = new("d", "bestsellers", "none", Confidence.Low, null, [new Candidate(0, score, Strategies.All["bestsellers"], Reasons.Bestseller)]);
        using AnswerWriter writer = AnswerWriter.Write(answer, context.Shelf);

        Assert.Equal(expected, JsonElement.Parse(writer.Written.Span).GetProperty("items")[0].GetProperty("score").GetRawText());
    }
}

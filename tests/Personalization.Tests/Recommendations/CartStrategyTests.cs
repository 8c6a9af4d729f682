using Personalization.Catalog;
using Personalization.Profiles;
using Personalization.Recommendations;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations;

/// <summary>What goes with a cart, and what costs more or less than what is looked at.</summary>
public sealed class CartStrategyTests
{
    private static readonly CatalogSnapshot Shop = Snapshot(
        Priced("coat", "coats", 200), Priced("parka", "coats", 260), Priced("anorak", "coats", 290), Priced("fur", "coats", 900), Priced("vest", "coats", 80),
        Priced("hat", "hats", 30), Priced("gloves", "gloves", 40), Priced("boots", "boots", 180), Priced("wax", "care", 9), Priced("dollars", "hats", 20) with { Currency = "USD" });

    private static readonly RecommendationModel Pairs = Model(Enumerable.Range(0, 40).SelectMany(n => new[]
    {
        Order("u" + n, n, "coat", "hat"), Order("v" + n, n, "coat", "parka"), Order("w" + n, n, "boots", "wax"), Order("x" + n, n, "coat", "gloves", "hat"), Order("y" + n, n, "coat", "dollars"),
    }));

    private static readonly RecommendationContext Context = World.Context(Shop, Pairs);

    private static Product Priced(string id, string category, decimal price) => Product(id, category) with { Price = price, Currency = "EUR" };

    private static string Ids(string strategy, string? product = null, string[]? cart = null, Profile? profile = null) =>
        (Context with { Visitor = World.Permitted(profile) }).Ids(new RecommendationRequest(strategy, product, 5, false) { Cart = cart });

    [Trait("Feature", "S54")]
    [Fact]
    public void CartComplement_OfAWinterCoat_IsHatsAndGlovesBeforeAnotherCoat()
    {
        string[] complements = Ids("cart_complement", cart: ["coat"]).Split(' ');

        Assert.Equal("hat", complements[0]);
        Assert.True(Array.IndexOf(complements, "parka") > Array.IndexOf(complements, "gloves"));
        Assert.Equal("Goes with Name of coat in your cart", Explainer.ShopperText(Recommender.Recommend(new RecommendationRequest("cart_complement", null, 1, false) { Cart = ["coat"] }, Context).Items[0], Context.Shelf));
    }

    [Trait("Feature", "S62")]
    [Fact]
    public void CartComplement_CartOfTheRequest_CountsAtOnceAndWhole()
    {
        Profile profile = World.Profile("d", CartAdd("d", "boots", 1));

        Assert.Equal("wax", Ids("cart_complement", profile: profile));
        Assert.Contains("wax", Ids("cart_complement", cart: ["coat", "boots"]), StringComparison.Ordinal);
        Assert.Contains("hat", Ids("cart_complement", cart: ["coat", "boots"]), StringComparison.Ordinal);
        Assert.DoesNotContain("hat", Ids("cart_complement", cart: ["coat", "hat"]), StringComparison.Ordinal);
        Assert.Equal("", Ids("cart_complement", cart: [], profile: profile));
    }

    [Trait("Feature", "S56")]
    [Fact]
    public void CrossSell_OfTheCart_IsCheaperAndOfAnotherKind()
    {
        Assert.Equal(["gloves", "hat"], Ids("cross_sell", cart: ["coat"]).Split(' ').Order());
        Assert.Equal("wax", Ids("cross_sell", product: "boots", cart: []));
        Assert.Equal("", Ids("cross_sell", cart: ["wax"])); // Boots go with it and cost more.
        Assert.Equal("", Ids("cross_sell"));
    }

    [Trait("Feature", "S56")]
    [Fact]
    public void Upsell_BesideAProduct_IsDearerAndOfItsKind()
    {
        Assert.Equal(["anorak", "parka"], Ids("upsell", "coat").Split(' ').Order());
        Assert.Equal("", Ids("upsell", "fur"));
        Assert.Equal("A step up from Name of coat", Explainer.ShopperText(Recommender.Recommend(new RecommendationRequest("upsell", "coat", 1, false), Context).Items[0], Context.Shelf));
    }

    [Trait("Feature", "S56")]
    [Fact]
    public void Upsell_ShopperOfHighPrices_SeesTheDearerFirst()
    {
        CatalogSnapshot lamps = Snapshot([.. Enumerable.Range(1, 20).Select(n => Priced($"lamp{n:00}", "lamps", 100 + (5 * n))), .. Enumerable.Range(1, 9).Select(n => Priced("pen" + n, "pens", n))]);
        RecommendationContext context = World.Context(lamps);
        RecommendationRequest request = new("upsell", "lamp01", 1, false);

        string stranger = context.Ids(request), thrifty = (context with { Visitor = World.Permitted(World.Profile("d", View("d", "pen1", 1))) }).Ids(request);
        string spender = (context with { Visitor = World.Permitted(World.Profile("d", View("d", "pen9", 1))) }).Ids(request);

        Assert.Equal(stranger, thrifty);
        Assert.True(string.CompareOrdinal(spender, stranger) > 0, $"{spender} is dearer than {stranger}");
    }

    [Trait("Feature", "S76")]
    [Fact]
    public void Gift_WithinAPrice_IsWhatTheShopperWouldLikelyBuy()
    {
        RecommendationRequest request = new("gift", null, 5, true) { MaxPrice = 30, Cart = ["coat"] };

        RecommendationAnswer answer = Recommender.Recommend(request, Context);

        Assert.Equal("hat", Context.IdOf(answer.Items[0]));
        Assert.Equal("gift", answer.Items[0].Reason.Code);
        Assert.All(answer.Items, item => Assert.True(Shop.Find(Context.IdOf(item))!.Price <= 30));
    }

    [Trait("Feature", "S55")]
    [Fact]
    public void BoughtTogether_RowsOfOrders_ComeFromSingleOrders()
    {
        RecommendationModel model = new("m", Pairs.BuiltAt, 1, Pairs.Products) { Together = Pairs.Bought };

        Assert.Equal("hat", World.Context(Shop, model).Ids(new RecommendationRequest("bought_together", "coat", 1, false)));
    }
}

using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

public sealed class CartTests
{
    private static string CartOf(params ShopEvent[] events) => string.Join(' ', Cart.Of(Profile(events)).Select(line => $"{line.Key}:{line.Value}"));

    private static ShopEvent Add(double second, string product, int? quantity = null, string name = EventNames.ProductAdded) =>
        Track($"add-{second}-{product}", second, name, $$"""{"product_id":"{{product}}"{{(quantity is null ? "" : $",\"quantity\":{quantity}")}}}""");

    private static ShopEvent Remove(double second, string product, int quantity = 1) =>
        Track($"remove-{second}", second, EventNames.ProductRemoved, $$"""{"product_id":"{{product}}","quantity":{{quantity}}}""");

    [Trait("Feature", "S60")]
    [Trait("Feature", "S02")]
    [Fact]
    public void Of_ProductsPutIn_AreThereInTheOrderOfPuttingIn() =>
        Assert.Equal("b:3 a:1", CartOf(Add(3, "b", 1), Add(1, "b", 2), Add(2, "a")));

    [Fact]
    public void Of_PiecesTakenOut_AreFewerAndTheLastOneGoes()
    {
        Assert.Equal("a:2", CartOf(Add(1, "a", 3), Remove(2, "a")));
        Assert.Equal("", CartOf(Add(1, "a", 3), Remove(2, "a", 3)));
        Assert.Equal("", CartOf(Add(1, "a"), Remove(2, "a", 9)));
        Assert.Equal("a:1", CartOf(Add(1, "a"), Remove(2, "a", 9), Add(3, "a")));
    }

    [Fact]
    public void Of_TakenOutBeforePutIn_IsStillInTheCart() => Assert.Equal("a:1", CartOf(Remove(1, "a"), Add(2, "a")));

    [Fact]
    public void Of_ProductPutInAgain_StandsLast() => Assert.Equal("b:1 a:1", CartOf(Add(1, "a"), Add(2, "b"), Remove(3, "a"), Add(4, "a")));

    [Fact]
    public void Of_OrderOfSomeProducts_LeavesTheOthers() =>
        Assert.Equal("b:1", CartOf(
            Add(1, "a", 5), Add(2, "b"), Track("o", 3, EventNames.OrderCompleted, """{"order_id":"1","products":[{"product_id":"a","quantity":1},{"product_id":"c"}]}""")));

    [Fact]
    public void Of_WishlistViewAndRefund_AreNoCart() =>
        Assert.Equal("w:1", CartOf(
            Add(1, "v", name: EventNames.ProductViewed), Add(2, "x", name: EventNames.ProductAddedToWishlist), Add(3, "w", name: EventNames.WishlistProductAddedToCart),
            Track("r", 4, EventNames.OrderRefunded, """{"order_id":"1","products":[{"product_id":"a"}]}""")));

    [Fact]
    public void Of_ProductWithoutProductId_GoesByItsSku() =>
        Assert.Equal("s:1", CartOf(Track("a", 1, EventNames.ProductAdded, """{"product_id":" ","sku":"s"}""")));

    [Theory]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("2.7", 2)]
    [InlineData("99999999", 1_000_000)]
    [InlineData("\"many\"", 1)]
    public void Of_OddQuantity_IsAPlausibleNumberOfPieces(string quantity, int pieces) =>
        Assert.Equal($"a:{pieces}", CartOf(Track("a", 1, EventNames.ProductAdded, $$"""{"product_id":"a","quantity":{{quantity}}}""")));

    [Trait("Feature", "S92")]
    [Fact]
    public void OfShopper_CartsWithIds_AreApartAndAnOrderClosesThoseBeforeIt()
    {
        Profile profile = Profile(
            In(1, "a", "c1"), In(2, "b", "c2"), Track("o", 3, EventNames.OrderCompleted, """{"order_id":"1","total":3}"""), In(4, "c", "c3"));

        Assert.Equal(["c3:c", "c2:", "c1:"], ShopperCart.Of(profile).Select(cart => $"{cart.Id}:{string.Join(' ', cart.Lines.Select(line => line.Key))}"));
        Assert.Null(ShopperCart.Of(profile, "c4"));
        Assert.Equal(Start.AddSeconds(4), ShopperCart.Of(profile, "c3")!.LastChange);
    }

    [Fact]
    public void OfShopper_OrderOfOneProduct_TakesItOutOfACartThatChangedSince()
    {
        Profile profile = Profile(In(1, "a"), In(1.5, "b"), Track("o", 2, EventNames.OrderCompleted, """{"order_id":"1","products":[{"product_id":"a"}]}"""), In(3, "c"));

        Assert.Equal(["b", "c"], ShopperCart.Of(profile, "")!.Lines.Select(line => line.Key));
    }

    private static ShopEvent In(double second, string product, string? cart = null) => Track(
        $"in-{second}", second, EventNames.ProductAdded, cart is null ? $$"""{"product_id":"{{product}}"}""" : $$"""{"product_id":"{{product}}","cart_id":"{{cart}}"}""");
}

using System.Collections.Immutable;
using Personalization.Assistant;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Shoppers;
using Personalization.Tests.Catalog.Search;

namespace Personalization.Tests.Assistant.Shoppers;

[Trait("Feature", "S91")]
public sealed class CartDecisionTests(DemoCatalog demo) : IClassFixture<DemoCatalog>
{
    private static readonly AssistantCaller Nobody = new(AssistantAudience.Shopper, "conversation", null);

    [Theory]
    [InlineData("add two bottles of olive oil Taygetus to my basket", "oil-04", 2)]
    [InlineData("put 3 packs of black tea Taygetus in the cart", "tea-01", 3)]
    [InlineData("βάλε στο καλάθι δύο μαξιλάρι Ερμών", "pillow-04", 2)]
    [InlineData("в корзину положи три бутылки оливкового масла Тайгет", "oil-04", 3)]
    public void Read_PiecesOfANamedProduct_AreItsQuantity(string question, string product, int pieces)
    {
        ShopperWish wish = Read(question, Nobody);

        Assert.Equal((Intents.CartAdd, product, pieces), (wish.Intent, Assert.Single(wish.Products), wish.Quantity));
    }

    [Theory]
    [InlineData("remove the map from my cart")]
    [InlineData("βγάλε τον χάρτη από το καλάθι")]
    [InlineData("убери карту из корзины")]
    [InlineData("نقشه را از سبد خرید حذف کن")]
    [InlineData("احذف الخريطة من السلة")]
    public void Read_OutOfTheCart_IsWhatLiesInIt(string question)
    {
        ShopperWish wish = Read(question, Nobody with { Cart = ["map-01", "tent-01"] });

        Assert.Equal((Intents.CartRemove, "map-01", null), (wish.Intent, Assert.Single(wish.Products), wish.Missing));
    }

    [Fact]
    public void Read_TwoOfThoseShown_AsksWhich()
    {
        ImmutableArray<ChatMessage> before = Shown("boots-01", "boots-06");

        Assert.Equal("product", Read("put two of them in my cart", Nobody, before).Missing);
        Assert.Equal("boots-01 boots-06", string.Join(' ', Read("add both to my cart", Nobody, before).Products));
    }

    private ShopperWish Read(string question, AssistantCaller caller, ImmutableArray<ChatMessage> before = default) => ShopperReader.Read(question, before.IsDefault ? [] : before, demo.Search, caller);

    private ImmutableArray<ChatMessage> Shown(params string[] products) =>
        [new ChatMessage(ChatRole.User, "boots", DemoCatalog.Now), new ChatMessage(ChatRole.Assistant, "…", DemoCatalog.Now) { Products = [.. products], Understood = Read("boots", Nobody).Write() }];
}

using System.Text.Json;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>Shoppers' questions over HTTP, answered without a model.</summary>
public sealed class ShopperChatTests(AssistantWorld world) : IClassFixture<AssistantWorld>
{
    [Fact]
    [Trait("Feature", "S91")]
    public async Task Chat_ProductAskedFor_IsShownWithItsPriceFromTheCatalog()
    {
        JsonElement answer = await world.AskAsync("I'm looking for a blue tent under 300 euros");

        JsonElement[] products = [.. answer.GetProperty("products").EnumerateArray()];
        Assert.NotEmpty(products);
        Assert.All(products, product => Assert.StartsWith("tent-", product.GetProperty("productId").GetString(), StringComparison.Ordinal));
        Assert.Equal("offline", answer.GetProperty("engine").GetString());
        string id = products[0].GetProperty("productId").GetString()!;
        Assert.Contains(world.Catalog.Find(id)!.Names!["en"], answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal(world.Catalog.Find(id)!.Price, products[0].GetProperty("price").GetDecimal());
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>Help over HTTP before anybody asks.</summary>
[Trait("Feature", "S46")]
public sealed class HintTests(AssistantWorld world) : IClassFixture<AssistantWorld>
{
    [Fact]
    public async Task Hints_OrderIsLate_AreForWhoeverHasProvenWhoTheyAreAndShownOnce()
    {
        await world.TrackAsync(EventNames.OrderCompleted, "waits", 9, """{"order_id":"so-90","revenue":20,"estimated_delivery_at":"2025-05-31T00:00:00Z"}""");
        await world.TrackAsync(EventNames.OrderDelayed, "waits", 1, """{"order_id":"so-90","estimated_delivery_at":"2025-06-05T00:00:00Z"}""");
        string token = Token("waits");

        JsonElement hint = Assert.Single(await HintsAsync($"customerToken={token}&language=ru"));

        Assert.Equal(("delivery_delay", "shop-said-late", "so-90"), (Text(hint, "kind"), Text(hint, "reason"), Text(hint, "orderId")));
        Assert.Equal("Ваш заказ so-90 задерживается. Теперь он ожидается 2025-06-05.", Text(hint, "text"));
        Assert.Empty(await HintsAsync("userId=waits"));
        Assert.Equal(403, (await world.GetAsync($"/v1/assistant/hints?customerToken={token}x")).Status);

        await world.TrackAsync(EventNames.HintShown, "waits", 0, $$"""{"hint_id":"{{Text(hint, "id")}}"}""");
        await world.TrackAsync(EventNames.HintShown, "waits", 0.1, $$"""{"hint_id":"{{Text(hint, "id")}}"}""");

        Assert.Empty(await HintsAsync($"customerToken={token}"));
    }

    [Fact]
    public async Task Hints_LookedAtWhileSoldOut_SayWhenItIsBack()
    {
        ICatalogStore store = world.Services.GetRequiredService<ICatalogStore>();
        Product stove = new() { ProductId = "stove-hint", Name = "Stove", Category = "Camping", Price = 30, Currency = "EUR", Stock = 0 };
        await store.DescribeAsync([new(stove, AssistantWorld.Now.AddDays(-5))], default);
        await world.TrackAsync(EventNames.ProductViewed, "cook", 4, """{"product_id":"stove-hint"}""");
        Assert.Empty(await HintsAsync("userId=cook"));

        await store.DescribeAsync([new(stove with { Stock = 3 }, AssistantWorld.Now.AddDays(-1))], default);

        JsonElement hint = Assert.Single(await HintsAsync("userId=cook"));
        Assert.Equal(("restock", "looked-while-gone", "Stove is in stock again, for €30.00."), (Text(hint, "kind"), Text(hint, "reason"), Text(hint, "text")));
    }

    [Fact]
    [Trait("Feature", "S71")]
    public async Task Hints_LookingAtShoes_TellHowToChooseTheSizeToAnybody()
    {
        string boots = world.Catalog.Products.Values.First(product => product.ProductId.StartsWith("boots-", StringComparison.Ordinal)).ProductId;

        JsonElement hint = Assert.Single(await HintsAsync($"productId={boots}&language=el-GR"));

        Assert.Equal(("fit_guide", "guide-fit", boots), (Text(hint, "kind"), Text(hint, "guideId"), Text(hint, "productId")));
        Assert.Contains(world.Catalog.Find("guide-fit")!.Attributes!["text.el"], Text(hint, "text"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S91")]
    public async Task Chat_OrderThatIsLate_SaysSoWithTheNewDay()
    {
        await world.TrackAsync(EventNames.OrderCompleted, "asks", 9, """{"order_id":"so-91","revenue":20,"products":[]}""");
        await world.TrackAsync(EventNames.OrderDelayed, "asks", 1, """{"order_id":"so-91","estimated_delivery_at":"2025-06-07T00:00:00Z"}""");

        JsonElement answer = await world.AskAsync("Where is my order so-91?", more: $"\"customerToken\":\"{Token("asks")}\"");

        Assert.StartsWith("Your order so-91 is delayed, as the shop said on 2025-05-31. It is expected on 2025-06-07.", Text(answer, "answer"), StringComparison.Ordinal);
    }

    private async Task<JsonElement[]> HintsAsync(string query)
    {
        (int status, JsonElement body) = await world.GetAsync("/v1/assistant/hints?" + query);
        Assert.Equal(200, status);
        return [.. body.GetProperty("hints").EnumerateArray()];
    }

    private string Token(string user) => world.Services.GetRequiredService<PersonLinks>().Sign(new PersonLink(PersonKey.User(user), AssistantWorld.Now.AddDays(1)));

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();
}

using System.Text.Json;
using Microsoft.Playwright;
using Personalization.Testing;

namespace Personalization.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class BuyingTests(BrowserFixture shop)
{
    [Fact]
    [Trait("Feature", "S86")]
    public async Task Cart_ChangedAndBought_ProfileFollows()
    {
        await using Shopper zoe = await shop.VisitorAsync();
        await zoe.OpenAsync("en/p/tent");
        await zoe.SayAsync("Yes");
        ILocator add = zoe.Page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" });
        await add.ClickAsync();
        await zoe.TurnAsync(() => zoe.Page.Locator(".shelf [data-p13n-product=stove] a, .shelf a[data-p13n-product=stove]").First.ClickAsync());
        await add.ClickAsync();
        await zoe.TurnAsync(() => zoe.Page.GetByRole(AriaRole.Link, new() { Name = "Cart" }).ClickAsync());
        await zoe.Page.GetByRole(AriaRole.Button, new() { Name = "Add to cart: Tent" }).ClickAsync();
        await zoe.Page.GetByText("35.00").Last.WaitForAsync();

        JsonElement filled = await zoe.ProfileAsync(found => found.Count("Product Added") == 3 && found.Count("Cart Viewed") >= 1);
        Assert.Equal(["stove 1", "tent 2"], filled.Cart());
        Assert.Equal(["tent 2", "stove 1"], zoe.Posted("/v1/decide")[^1].GetProperty("cart").EnumerateArray().Select(line => $"{line.GetProperty("productId").GetString()} {line.GetProperty("quantity").GetInt32()}"));
        Assert.Empty(await zoe.BarriersAsync());
        await zoe.PictureAsync("cart");

        await zoe.Page.GetByRole(AriaRole.Button, new() { Name = "Remove: Stove" }).ClickAsync();
        JsonElement emptier = await zoe.ProfileAsync(found => found.Count("Product Removed") == 1);
        Assert.Equal(["tent 2"], emptier.Cart());

        await zoe.TurnAsync(() => zoe.Page.GetByRole(AriaRole.Link, new() { Name = "To checkout" }).ClickAsync());
        await zoe.Page.GetByLabel("First name").FillAsync("Zoe");
        await zoe.Page.GetByLabel("E-mail").FillAsync("zoe@example.com");
        await zoe.TurnAsync(() => zoe.Page.GetByRole(AriaRole.Button, new() { Name = "Place the order" }).ClickAsync());

        JsonElement bought = await zoe.ProfileAsync(found => found.GetProperty("orderTotals").GetProperty("count").GetInt32() == 1 && found.Count("Checkout Started") == 1);
        Assert.Equal(20m, bought.GetProperty("orderTotals").GetProperty("revenue").GetProperty("EUR").GetDecimal());
        Assert.Equal(("user_id:zoe@example.com", 0), (bought.GetProperty("id").GetString(), bought.Cart().Length));
        Assert.Empty(zoe.Faults);
    }

    [Fact]
    public async Task Offline_ThenOnline_EverythingArrivesOnce()
    {
        await using Shopper ben = await shop.VisitorAsync();
        await ben.OpenAsync("en/p/lamp");
        await ben.SayAsync("Yes");
        await ben.ProfileAsync(found => found.Count("Product Viewed") == 1);
        await ben.OfflineAsync(true);
        ILocator add = ben.Page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" });
        await add.ClickAsync();
        await add.ClickAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Remember" }).ClickAsync();
        await ben.Page.EvaluateAsync("p13n.flush()");
        string[] waiting = [.. (await ben.KeptAsync()).Where(name => name.StartsWith("p13n.q.", StringComparison.Ordinal))];
        Assert.Equal(3, waiting.Length);
        await ben.PictureAsync("offline");

        await ben.OfflineAsync(false);

        JsonElement profile = await ben.ProfileAsync(found => found.Count("Product Added to Wishlist") == 1);
        Assert.Equal(["lamp 2"], profile.Cart());
        Assert.Equal(2, profile.Count("Product Added"));
        await Eventually.TrueAsync("the browser to be done", async () => !(await ben.KeptAsync()).Any(name => name.StartsWith("p13n.q.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LeavingThePage_WithEventsUnsent_HandsThemOver()
    {
        await using Shopper eva = await shop.VisitorAsync();
        await eva.OpenAsync("en/p/cup");
        await eva.SayAsync("Yes");
        string id = (await eva.IdAsync())!;
        await shop.ProfileAsync(id, found => found.Count("Product Viewed") == 1);
        // Gone in the same moment, for good: no later page sends what this one has left.
        await eva.Page.EvaluateAsync("() => { p13n.track('Product Added', { product_id: 'cup', quantity: 1 }); location.href = 'about:blank'; }");

        JsonElement profile = await shop.ProfileAsync(id, found => found.Count("Product Added") == 1);
        Assert.Equal(["cup 1"], profile.Cart());
    }

    [Fact]
    [Trait("Feature", "S91")]
    public async Task Chat_Asked_AnswersAndCanBeUsedByKeyboard()
    {
        await using Shopper ira = await shop.VisitorAsync();
        await ira.OpenAsync("en/");
        await ira.SayAsync("Yes");
        ILocator button = ira.Page.GetByRole(AriaRole.Button, new() { Name = "Questions?" });
        await button.FocusAsync();
        await ira.Page.Keyboard.PressAsync("Enter");
        await ira.Page.Keyboard.TypeAsync("How much is the tent?");
        await ira.Page.Keyboard.PressAsync("Enter");

        await ira.Page.Locator(".p13n-chat a[data-p13n-product=tent]").WaitForAsync();
        Assert.Contains("10", await ira.Page.Locator(".p13n-log").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await ira.BarriersAsync());
        await ira.PictureAsync("chat");
        await ira.Page.Keyboard.PressAsync("Escape");
        Assert.True(await button.EvaluateAsync<bool>("one => one === document.activeElement"));
        Assert.Empty(ira.Faults);
    }
}

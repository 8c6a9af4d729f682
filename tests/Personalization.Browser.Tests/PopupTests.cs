using System.Text.Json;
using Microsoft.Playwright;
using Personalization.Testing;

namespace Personalization.Browser.Tests;

[Collection(BrowserCollection.Name)]
[Trait("Feature", "S84")]
public sealed class PopupTests(BrowserFixture shop)
{
    private const string Popup = """
        name: Before somebody goes
        kind: popup
        popup: { type: announcement, trigger: exit, fromVisit: 1, notBeforeSeconds: 5 }
        content:
          title: { en: Before you go }
          text: { en: "<b>Ten</b> percent for your first order." }
          cta: { en: Show me }
          link: /shop/en/c/Camping
        """;

    [Fact]
    public async Task ExitIntent_OnceAVisitor_IsShownAsADialogAndNeverAgain()
    {
        await using Shopper eli = await shop.VisitorAsync();
        await shop.StoreAsync("exit-ten", Popup);
        await eli.OpenAsync("en/");
        await eli.SayAsync("Yes");
        ILocator search = eli.Page.GetByRole(AriaRole.Searchbox);
        await search.FocusAsync();
        ILocator dialog = eli.Page.GetByRole(AriaRole.Dialog, new() { Name = "Before you go" });
        await LeaveAsync(eli);
        Assert.Equal(0, await dialog.CountAsync()); // not in the first seconds
        await Eventually.TrueAsync("the pop-up", async () =>
        {
            await LeaveAsync(eli);
            return await dialog.CountAsync() == 1;
        });
        Assert.Contains("<b>Ten</b> percent", await dialog.TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await eli.BarriersAsync());
        await eli.PictureAsync("exit-intent");
        for (int step = 0; step < 6; step++)
        {
            await eli.Page.Keyboard.PressAsync("Tab");
            // The page behind is out of reach; between two rounds the focus rests with the browser itself.
            Assert.True(await eli.Page.EvaluateAsync<bool>("document.activeElement === document.body || document.activeElement.closest('dialog') !== null"));
        }
        await eli.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await dialog.CountAsync());
        Assert.True(await search.EvaluateAsync<bool>("one => one === document.activeElement"));
        JsonElement profile = await eli.ProfileAsync(found => found.Count("Promotion Viewed") >= 1);
        Assert.Equal(1, profile.Count("Promotion Viewed"));

        await eli.OpenAsync("en/");
        Assert.Equal("exit-ten", Assert.Single(eli.Posted("/v1/decide")[^1].GetProperty("visit").GetProperty("popupsSeen").EnumerateArray()).GetString());
        await eli.UntilAsync("performance.now() > 3000");
        await LeaveAsync(eli);
        Assert.Equal(0, await dialog.CountAsync());
        Assert.Empty(eli.Faults);
    }

    private static async Task LeaveAsync(Shopper shopper) =>
        await shopper.Page.EvaluateAsync("document.documentElement.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientY: -1, relatedTarget: null }))");
}

using System.Text.Json;
using Microsoft.Playwright;

namespace Personalization.Browser.Tests;

[Collection(BrowserCollection.Name)]
[Trait("Feature", "S70")]
public sealed class ArtworkTests(BrowserFixture shop)
{
    [Fact]
    public async Task Product_WithSeveralPictures_ShowsOneAndTellsWhichWasSeen()
    {
        await using Shopper lia = await shop.VisitorAsync();
        await lia.OpenAsync("en/p/map");
        await lia.SayAsync("Yes");

        ILocator slot = lia.Page.Locator("[data-p13n-creative]");
        string shown = await slot.GetAttributeAsync("data-p13n-creative") ?? "";
        Assert.Equal($"The map, {shown}", await slot.Locator("img").GetAttributeAsync("alt"));
        // What was decided before the yes was seen as well.
        await lia.ProfileAsync(found => found.Count("Promotion Viewed") >= 1);
        JsonElement seen = lia.Posted("/v1/batch").SelectMany(body => body.GetProperty("batch").EnumerateArray())
            .Last(one => one.TryGetProperty("event", out JsonElement name) && name.GetString() == "Promotion Viewed").GetProperty("properties");
        Assert.Equal(("map", shown), (seen.GetProperty("product_id").GetString(), seen.GetProperty("creative").GetString()));
        Assert.Equal(await slot.GetAttributeAsync("data-p13n-decision"), seen.GetProperty("decision_id").GetString());
    }
}

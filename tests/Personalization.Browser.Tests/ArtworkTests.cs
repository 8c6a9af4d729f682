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

        ILocator picture = lia.Page.Locator("[data-p13n-creative] img");
        string shown = await lia.Page.Locator("[data-p13n-creative]").GetAttributeAsync("data-p13n-creative") ?? "";
        Assert.Equal($"The map, {shown}", await picture.GetAttributeAsync("alt"));
        JsonElement seen = default;
        await lia.ProfileAsync(found => found.Count("Promotion Viewed") == 1);
        foreach (JsonElement one in lia.Posted("/v1/batch").SelectMany(body => body.GetProperty("batch").EnumerateArray()))
            if (one.TryGetProperty("event", out JsonElement name) && name.GetString() == "Promotion Viewed") seen = one.GetProperty("properties");
        Assert.Equal(("map", shown), (seen.GetProperty("product_id").GetString(), seen.GetProperty("creative").GetString()));
        Assert.StartsWith("d-", seen.GetProperty("decision_id").GetString(), StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Microsoft.Playwright;

namespace Personalization.Browser.Tests;

[Collection(BrowserCollection.Name)]
[Trait("Feature", "S88")]
public sealed class VisitTests(BrowserFixture shop)
{
    // Layout shift of the whole page's life, as browsers count it.
    private const string Shift = "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(one => window.shift += one.value)).observe({ type: 'layout-shift', buffered: true })";

    [Fact]
    [Trait("Feature", "S77")]
    public async Task FirstVisit_ThenYes_ShowsTheShopAndReachesTheProfile()
    {
        await using Shopper mia = await shop.VisitorAsync(Shift);
        await mia.OpenAsync("en/");

        Assert.Empty(await mia.KeptAsync());
        Assert.Empty(mia.Posted("/v1/batch"));
        JsonElement asked = Assert.Single(mia.Posted("/v1/decide"));
        Assert.False(asked.TryGetProperty("anonymousId", out _));
        await mia.Page.Locator("[data-p13n-list=home-new] .p13n-card").First.WaitForAsync();
        Assert.InRange(await mia.Page.EvaluateAsync<double>("window.shift"), 0, 0.02);
        Assert.Empty(await mia.BarriersAsync());
        await mia.PictureAsync("first-visit");

        await mia.SayAsync("Yes");
        Assert.Equal(await mia.IdAsync(), mia.Posted("/v1/decide")[^1].GetProperty("anonymousId").GetString());
        await mia.TurnAsync(() => mia.Page.Locator("[data-p13n-list=home-new] .p13n-card").First.ClickAsync());
        string product = (await mia.Page.Locator("[data-p13n-view]").GetAttributeAsync("data-p13n-product"))!;
        Assert.Equal(3, mia.Posted("/v1/decide").Length); // one for each page, one for the yes
        await mia.Page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();

        JsonElement profile = await mia.ProfileAsync(found => found.Count("Product Added") == 1);
        Assert.Equal([product + " 1"], profile.Cart());
        Assert.Equal((1, 1, 2), (profile.Count("Product Clicked"), profile.Count("Product Viewed"), profile.Count("page")));
        Assert.True(profile.Count("Product List Viewed") >= 1);
        Assert.Equal("granted", profile.GetProperty("traits").GetProperty("consent:personalization").GetProperty("value").GetString());
        Assert.Empty(await mia.BarriersAsync());
        await mia.PictureAsync("product");
        Assert.Empty(mia.Faults);
    }

    [Fact]
    [Trait("Feature", "S125")]
    [Trait("Feature", "S129")]
    public async Task Experiment_OnThePage_ShowsTheVariantAndTellsOfItOnce()
    {
        await shop.StartExperimentAsync("home-shelves");
        await using Shopper ana = await shop.VisitorAsync();
        await ana.OpenAsync("en/");
        Assert.Equal(["names"], await ana.ShownVariantsAsync());
        await ana.SayAsync("Yes");
        string variant = (await ana.Page.Locator("[data-p13n-slot^=home-layout]").GetAttributeAsync("data-p13n-variant"))!;

        Assert.Equal([variant], await ana.ShownVariantsAsync());
        await ana.Page.EvaluateAsync("document.querySelector('[data-p13n-slot^=home-layout]').scrollIntoView()");
        JsonElement profile = await ana.ProfileAsync(found => found.Count("Experiment Viewed") >= 1);
        Assert.Equal(1, profile.Count("Experiment Viewed"));
        Assert.Empty(ana.Faults);
    }

    [Fact]
    [Trait("Feature", "S32")]
    public async Task WhatTheShopKnows_Asked_TellsWhatThisBrowserDid()
    {
        await using Shopper ida = await shop.VisitorAsync();
        await ida.OpenAsync("el/known");
        Assert.Equal(0, await ida.Page.Locator(".known").CountAsync());
        await ida.SayAsync("Ναι");
        await ida.OpenAsync("el/p/poles");
        await ida.ProfileAsync(found => found.Count("Product Viewed") == 1);
        await ida.TurnAsync(() => ida.Page.Locator("footer a").ClickAsync());

        Assert.Contains("Poles", await ida.Page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await ida.BarriersAsync());
        await ida.PictureAsync("what-the-shop-knows");
        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Άνοιγμα όλης της σελίδας" }).ClickAsync();
        await ida.Page.GetByText("poles").First.WaitForAsync();
        Assert.Empty(ida.Faults);
    }

    [Fact]
    [Trait("Feature", "S85")]
    public async Task ThirdVisit_DaysLater_IsCountedAndRemembersWhatWasLookedAt()
    {
        await using Shopper nino = await shop.VisitorAsync();
        await nino.OpenAsync("en/p/boots");
        await nino.SayAsync("Yes");
        await nino.ProfileAsync(found => found.Count("Product Viewed") == 1);
        for (int visit = 2; visit <= 3; visit++)
        {
            await nino.Page.EvaluateAsync("const visit = JSON.parse(localStorage['p13n.visit']); localStorage['p13n.visit'] = JSON.stringify({ ...visit, last: visit.last - 86_400_000 })");
            await nino.OpenAsync("en/");
        }

        Assert.Equal(3, nino.Posted("/v1/decide")[^1].GetProperty("visit").GetProperty("number").GetInt32());
        await nino.TurnAsync(() => nino.Page.GetByRole(AriaRole.Link, new() { Name = "Account", Exact = true }).ClickAsync());
        Assert.Equal("Boots", await nino.Page.Locator("[data-p13n-list=account-seen] .p13n-name").First.TextContentAsync());
        Assert.Empty(await nino.BarriersAsync());
        await nino.PictureAsync("third-visit");
        Assert.Empty(nino.Faults);
    }

    [Theory]
    [InlineData("fa", "سبد خرید", "کالای", "تازه در فروشگاه")]
    [InlineData("ar", "السلة", "سلعة", "جديد في المتجر")]
    public async Task Page_RightToLeft_ReadsFromTheRight(string language, string cart, string name, string reason)
    {
        await using Shopper parisa = await shop.VisitorAsync();
        await parisa.OpenAsync($"{language}/c/Camping");

        Assert.Equal(("rtl", language), (await parisa.Page.EvaluateAsync<string>("getComputedStyle(document.body).direction"), await parisa.Page.EvaluateAsync<string>("document.documentElement.lang")));
        Assert.Contains(cart, await parisa.Page.Locator(".bar").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await parisa.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        // The logo stands on the right, where the page begins.
        Assert.True(await parisa.Page.EvaluateAsync<bool>("document.querySelector('.logo').getBoundingClientRect().left > innerWidth / 2"));
        Assert.Empty(await parisa.BarriersAsync());
        await parisa.OpenAsync($"{language}/");
        ILocator card = parisa.Page.Locator("[data-p13n-list=home-new] .p13n-card").First;
        await card.Filter(new() { HasText = name }).Filter(new() { HasText = reason }).WaitForAsync();
        await parisa.PictureAsync("right-to-left-" + language);
        Assert.Empty(parisa.Faults);
    }

    [Fact]
    [Trait("Feature", "S29")]
    public async Task Consent_Refused_NothingIsKeptOrSent()
    {
        await using Shopper otto = await shop.VisitorAsync();
        await otto.OpenAsync("en/");
        await otto.SayAsync("No");
        await otto.TurnAsync(() => otto.Page.GetByRole(AriaRole.Link, new() { Name = "Hiking" }).ClickAsync());
        await otto.TurnAsync(() => otto.Page.Locator("main .card a").First.ClickAsync());
        await otto.Page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await otto.TurnAsync(() => otto.Page.GetByRole(AriaRole.Link, new() { Name = "Cart" }).ClickAsync());
        await otto.Page.ReloadAsync();
        await otto.DecidedAsync();

        Assert.Equal(["p13n.consent"], await otto.KeptAsync());
        Assert.Empty(otto.Posted("/v1/batch"));
        Assert.All(otto.Posted("/v1/decide"), asked => Assert.All(["anonymousId", "visit", "session"], name => Assert.False(asked.TryGetProperty(name, out _))));
        Assert.Equal(1, await otto.Page.Locator(".lines li").CountAsync());
        await otto.PictureAsync("consent-refused");
        Assert.Empty(otto.Faults);
    }

    [Fact]
    [Trait("Feature", "S29")]
    public async Task Consent_TakenBack_TheNoArrivesAndTheBrowserForgets()
    {
        await using Shopper olga = await shop.VisitorAsync();
        await olga.OpenAsync("en/p/tent");
        await olga.SayAsync("Yes");
        string id = (await olga.IdAsync())!;
        await shop.ProfileAsync(id, found => found.Count("Product Viewed") == 1);
        await olga.TurnAsync(() => olga.Page.GetByRole(AriaRole.Link, new() { Name = "Account", Exact = true }).ClickAsync());
        foreach (string name in (string[])["personalization", "analytics"]) await olga.Page.Locator($"input[name={name}]").UncheckAsync();
        await olga.TurnAsync(() => olga.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync());

        await shop.ProfileAsync(id, found => found.GetProperty("traits").GetProperty("consent:personalization").GetProperty("value").GetString() == "denied");
        await olga.UntilAsync("Object.keys(localStorage).filter(key => key.startsWith('p13n.')).join() === 'p13n.consent'");
    }

    [Fact]
    [Trait("Feature", "S29")]
    public async Task PrivacyControl_InTheBrowser_CountsAsNoUntilAnExpressYes()
    {
        await using Shopper gustav = await shop.VisitorAsync("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
        await gustav.Page.RouteAsync("**/shop/en/", async route =>
        {
            // A shop whose law lets it remember visitors until they object.
            IAPIResponse answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("data-consent=\"required\"", "data-consent=\"objection\"", StringComparison.Ordinal) });
        });
        await gustav.OpenAsync("en/");

        Assert.Empty(await gustav.KeptAsync());
        Assert.Empty(gustav.Posted("/v1/batch"));
        await gustav.SayAsync("Yes");
        Assert.NotNull(await gustav.IdAsync());
    }
}

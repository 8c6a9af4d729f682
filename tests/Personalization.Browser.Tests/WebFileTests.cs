using System.Net;
using System.Net.Http.Headers;

namespace Personalization.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class WebFileTests(BrowserFixture shop)
{
    [Fact]
    public async Task Sdk_Loaded_MayBeKeptAndIsAskedForByItsTag()
    {
        using HttpResponseMessage first = await shop.App.Client.GetAsync("/sdk/p13n.js");
        using HttpRequestMessage again = new(HttpMethod.Get, "/sdk/p13n.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await shop.App.Client.SendAsync(again);

        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (first.StatusCode, first.Content.Headers.ContentType!.MediaType));
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("cross-origin", Assert.Single(first.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(first.Headers.CacheControl is { Public: true, MaxAge.TotalSeconds: > 0 });
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.App.Client.GetAsync("/sdk/index.ts")).StatusCode);
    }

    [Fact]
    public async Task Shop_Opened_LeadsToTheLanguageOfTheBrowserAndRunsNothingInline()
    {
        using HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = shop.App.Address };
        browser.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("el-GR"));
        using HttpResponseMessage moved = await browser.GetAsync("/shop");
        using HttpResponseMessage page = await browser.GetAsync("/shop/ar/cart");

        Assert.Equal("/shop/el/", moved.Headers.Location?.ToString());
        string html = await page.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", html, StringComparison.Ordinal);
        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShopLink_ThroughAProxyOrForAnother_IsNotGiven()
    {
        using HttpClient browser = new() { BaseAddress = shop.App.Address };
        using HttpRequestMessage forwarded = new(HttpMethod.Post, "/v1/shop/links") { Content = new StringContent("""{"anonymousId":"somebody"}""") };
        forwarded.Headers.Add("X-Forwarded-For", "192.0.2.1");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.SendAsync(forwarded)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/v1/shop/links", new StringContent("""{"anonymousId":7}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/v1/shop/links", new StringContent("""{"anonymousId":"somebody"}"""))).StatusCode);
    }
}

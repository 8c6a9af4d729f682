using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Messages;

namespace Personalization.Functions.Web;

/// <summary>What storefronts embed, and the demo shop's pages.</summary>
public sealed class WebFunctions
{
    /// <summary>Languages of the demo shop.</summary>
    internal static readonly string[] Languages = ["en", "el", "ru", "fa", "ar"];

    // Everything comes from this app alone, pictures also from where the catalog says; nothing in the page itself is run.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly Problem NotBuilt = new(
        503, "web-not-built", "The files for browsers are not built", "Run scripts/start, or: npm ci && npm run build in functions/web, then build the app and start it again.");
    private static readonly Problem Unknown = new(404, "unknown-file", "There is no such file", "The storefront SDK is at /sdk/p13n.js.");

    private readonly WebFiles files;
    private readonly StoreOptions store;
    private readonly EventOptions events;

    /// <summary>By its services.</summary>
    public WebFunctions(WebFiles files, IOptions<StoreOptions> store, IOptions<EventOptions> events) => (this.files, this.store, this.events) = (files, store.Value, events.Value);

    /// <summary>The storefront SDK.</summary>
    [Function("GetSdk")]
    public IResult Sdk([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sdk/{file}")] HttpRequest request, string file) => File("sdk/" + file, crossOrigin: true);

    /// <summary>Files of the demo shop.</summary>
    [Function("GetShopFile")]
    public IResult ShopFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shop/files/{file}")] HttpRequest request, string file) =>
        store.Demo ? File("store/" + file, crossOrigin: false) : Results.NotFound();

    /// <summary>The demo shop's pages: one document for all, in the language that its address begins with.</summary>
    [Function("ShowShop")]
    public IResult Shop([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shop/{*path}")] HttpRequest request, string? path)
    {
        if (!store.Demo) return Results.NotFound();
        if (files.Find("store/index.html") is not { } page) return Answers.Refusal(NotBuilt);
        string language = path?.Split('/')[0] ?? "";
        if (!Languages.Contains(language)) return Results.Redirect($"/shop/{Wished(request)}/");
        string html = Encoding.UTF8.GetString(page.Bytes)
            .Replace("{{language}}", language, StringComparison.Ordinal)
            .Replace("{{direction}}", language is "fa" or "ar" ? "rtl" : "ltr", StringComparison.Ordinal)
            .Replace("{{writeKey}}", HtmlAnswer.Escaped(events.WriteKeys.GetValueOrDefault(store.Source, "")), StringComparison.Ordinal);
        return new HtmlAnswer(html, Policy);
    }

    private IResult File(string path, bool crossOrigin) =>
        files.Find(path) is { } file ? new FileAnswer(file, Fresh, crossOrigin) : Answers.Refusal(files.AreBuilt ? Unknown : NotBuilt);

    private static string Wished(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1)
            .Select(one => one.Value.Value?.Split('-')[0].ToLower(CultureInfo.InvariantCulture)).FirstOrDefault(Languages.Contains) ?? Languages[0];
}

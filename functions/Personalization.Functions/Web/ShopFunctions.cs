using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Functions.Messages;
using Personalization.Functions.Privacy.Own;
using Personalization.Profiles;

namespace Personalization.Functions.Web;

/// <summary>What the demo shop's own server would do: it lists products, and shows visitors the way to what is known of them.</summary>
public sealed class ShopFunctions
{
    private const int LargestBody = 1024, MostIds = 100, MostProducts = 100;

    private static readonly Problem NoDevice = new(400, "invalid-person", "The person cannot be read", "Send {\"anonymousId\":\"…\"}.", [new ProblemError("invalid", "/anonymousId", "the id of the browser")]);

    private readonly ICatalogStore catalog;
    private readonly OwnLinks links;
    private readonly bool on, own;

    /// <summary>By its services.</summary>
    public ShopFunctions(ICatalogStore catalog, OwnLinks links, IOptions<StoreOptions> store, IConfiguration settings) =>
        (this.catalog, this.links, on, own) = (catalog, links, store.Value.Demo, store.Value.Demo && !MessageOptionsValidator.IsHosted(settings));

    /// <summary>Products on sale: by <c>ids</c>, or of a <c>category</c> and below, with the categories that there are.</summary>
    [Function("GetShopProducts")]
    public async Task<IResult> Products([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/shop/products")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!on) return Results.NotFound();
        CatalogSnapshot all = await catalog.CurrentAsync(cancellationToken);
        IQueryCollection query = request.Query;
        string language = query["language"].ToString();
        IReadOnlyList<Product> goods = [.. all.NewestFirst.Where(product => !product.IsContent && product.Price is not null)];
        IEnumerable<Product> wanted = query["ids"].ToString() is { Length: > 0 } ids
            ? ids.Split(',').Take(MostIds).Select(all.Find).OfType<Product>()
            : goods.Where(product => product.IsAvailable && IsBelow(product.Category, query["category"].ToString()));
        int limit = int.TryParse(query["limit"], out int asked) ? Math.Clamp(asked, 1, MostProducts) : 24;
        ShopCategoryBody[] categories = [.. goods.Where(product => product.Category is not null).GroupBy(product => product.Category!.Split(" / ")[0])
            .Select(group => new ShopCategoryBody(group.Key, group.Count())).OrderBy(one => one.Name, StringComparer.Ordinal)];
        return Answers.Json(new ShopProductsBody([.. wanted.Take(limit).Select(product => ShopProductBody.Of(product, language))], categories), WireJson.Relaxed.ShopProductsBody);
    }

    /// <summary>
    /// The link of the page about whoever holds this browser. A real shop makes one for who has signed in; the demo shop takes the browser's own id,
    /// on one's own machine alone.
    /// </summary>
    [Function("MakeShopLink")]
    public async Task<IResult> Link([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/shop/links")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!own || !OwnMachine.Asks(request)) return Results.NotFound();
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body || !JsonFields.TryParse(body, out System.Text.Json.JsonElement root)) return Answers.Refusal(NoDevice);
        return JsonFields.Text(root, "anonymousId") is { Length: > 0 and <= 200 } id ? Answers.Own(links.For(PersonKey.Anonymous(id)), WireJson.Relaxed.OwnLinkBody) : Answers.Refusal(NoDevice);
    }

    private static bool IsBelow(string? category, string wanted) =>
        wanted.Length == 0 || category == wanted || category?.StartsWith(wanted + " / ", StringComparison.Ordinal) is true;
}

/// <summary>Products and categories.</summary>
internal sealed record ShopProductsBody(IReadOnlyList<ShopProductBody> Items, IReadOnlyList<ShopCategoryBody> Categories);

/// <summary>A category and how many products it has.</summary>
internal sealed record ShopCategoryBody(string Name, int Products);

/// <summary>A product as anybody may see it: no history, no count of the stock.</summary>
internal sealed record ShopProductBody(
    string ProductId, string Name, string? Description, string? Category, string? Brand, decimal? Price, string? Currency, string? ImageUrl, bool Available)
{
    public static ShopProductBody Of(Product product, string language) => new(
        product.ProductId, product.Names?.GetValueOrDefault(language) ?? product.Name, product.Description, product.Category, product.Brand, product.Price, product.Currency, product.ImageUrl, product.IsAvailable);
}

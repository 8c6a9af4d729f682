using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Http;

namespace Personalization.Functions.Catalog;

/// <summary>The shop's products in and out.</summary>
/// <param name="catalog">Products.</param>
/// <param name="time">The clock.</param>
public sealed class CatalogFunctions(ICatalogStore catalog, TimeProvider time)
{
    private const int BodyBytes = 20 * 1024 * 1024;

    /// <summary>Describes products: a JSON array, or one product a line. What is not named stays as it is.</summary>
    [Function("PutProducts")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/catalog/products")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, BodyBytes, cancellationToken) is not { } body) return Answers.Refusal(ProductReader.TooLarge(BodyBytes));
        ProductReading reading = ProductReader.Read(body, time.GetUtcNow());
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        IReadOnlyList<ProductOutcome> outcomes = await catalog.DescribeAsync([.. reading.Products.Select(read => read.Description)], cancellationToken);
        return Answers.Json(CatalogAnswer.From(reading, outcomes), WireJson.Relaxed.CatalogAnswer);
    }

    /// <summary>One product with its history of prices and stock.</summary>
    [Function("GetProduct")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/catalog/products/{productId}")] HttpRequest request, string productId,
        CancellationToken cancellationToken) =>
        await catalog.FindAsync(productId, cancellationToken) is { } product
            ? Answers.Json(product, ProductCodec.Json.Product)
            : Answers.Refusal(new Problem(404, "unknown-product", "There is no such product", $"The catalog has no product with the id \"{productId}\"."));
}

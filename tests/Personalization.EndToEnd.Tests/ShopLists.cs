using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Products into the shop and lists out of it.</summary>
internal static class ShopLists
{
    public const string Path = "/v1/recommendations";
    public const string Explained = "/v1/recommendations/explain";

    public static async Task<JsonElement> ListAsync(this AppProcess app, string query, string path = Path) => (await app.JsonAsync($"{path}?{query}"))!.Value;

    public static string[] Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("productId").GetString()!)];

    /// <summary>Puts products into the catalog, and waits until so many of a category can be shown.</summary>
    public static async Task StockAsync(this AppProcess app, string category, int count, string products)
    {
        using HttpResponseMessage put = await app.Client.PutAsync("/v1/catalog/products", new StringContent(products, Encoding.UTF8, "application/json"));
        put.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the products on the shelf", async () => Ids(await app.ListAsync($"strategy=new_arrivals&category={category}&content=with&limit=5")).Length == count);
    }
}

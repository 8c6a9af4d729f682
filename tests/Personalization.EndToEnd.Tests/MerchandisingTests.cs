using System.Net;
using System.Text;
using System.Text.Json;

namespace Personalization.EndToEnd.Tests;

/// <summary>The merchant's rules over HTTP.</summary>
[Trait("Feature", "S66")]
[Collection(ShopCollection.Name)]
public sealed class MerchandisingTests(ShopFixture shop)
{
    private const string Path = "/v1/merchandising/rules";

    [Fact]
    public async Task Put_RulesByVersion_ReplacesThoseReadAndNoOthers()
    {
        string? first = await VersionAsync();

        using HttpResponseMessage put = await PutAsync("""{"rules":[{"id":"no-socks","action":"exclude","products":{"categories":["Socks"]}}]}""", first);
        string second = put.Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(
            """{"rules":[{"id":"no-socks","enabled":true,"action":"exclude","products":{"categories":["Socks"]}}],"costs":[{"ruleId":"no-socks","lists":0,"moved":0,"removed":0,"notLifted":0,"lostRelevance":0}],"limits":{"boostCap":1.5,"relevanceFloor":0.2}}""",
            await put.Content.ReadAsStringAsync());
        Assert.Equal(second, await VersionAsync());
        await RefusedAsync(await PutAsync("""{"rules":[]}""", null), 428, "precondition-required");
        await RefusedAsync(await PutAsync("""{"rules":[]}""", "\"0x1\""), 412, "rules-changed");
        await RefusedAsync(await PutAsync("""{"rules":[]}""", "none"), 412, "rules-changed");
        // What was read goes back as it is.
        using HttpResponseMessage again = await PutAsync(await put.Content.ReadAsStringAsync(), second);
        using HttpResponseMessage empty = await PutAsync("""{"rules":[]}""", again.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (again.StatusCode, empty.StatusCode));
    }

    [Fact]
    public async Task Put_RulesThatAreWrong_PointsToEachField()
    {
        JsonElement problem = await RefusedAsync(
            await PutAsync("""{"rules":[{"id":"a","action":"boost","products":{"ids":["x"]},"factor":9},{"id":"b","action":"pin"}]}""", "\"0x1\""), 400, "invalid-rules");

        Assert.Equal(["/rules/0/factor", "/rules/1/position", "/rules/1/products"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
        await RefusedAsync(await PutAsync("""{"rules":[], "pad":" """ + new string(' ', 1024 * 1024) + "\"}", null), 413, "too-large");
    }

    [Fact]
    public async Task Rules_WithoutAKey_AreNobodysBusiness()
    {
        using HttpClient stranger = new() { BaseAddress = shop.App.Address };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(Path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PutAsync(Path, new StringContent("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/insights/recommendations")).StatusCode);
    }

    private async Task<string?> VersionAsync()
    {
        using HttpResponseMessage answer = await shop.Client.GetAsync(Path);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.ETag?.ToString();
    }

    private async Task<HttpResponseMessage> PutAsync(string body, string? version)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        return await shop.Client.SendAsync(request);
    }

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, int status, string code)
    {
        JsonElement problem = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((status, "urn:personalization:problem:" + code), ((int)answer.StatusCode, problem.GetProperty("type").GetString()));
        answer.Dispose();
        return problem;
    }
}

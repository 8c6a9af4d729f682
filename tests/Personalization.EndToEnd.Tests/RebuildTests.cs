using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>The life of models over HTTP, from the request for one to going back to the one before.</summary>
public sealed class RebuildTests
{
    private static readonly Dictionary<string, string> Shadow = new() { ["RecommendationsShadow"] = "true" };

    [Fact]
    [Trait("Feature", "S36")]
    public async Task Rebuild_InShadow_IsPromotedAndRolledBackByHand()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString, Shadow);

        string first = await RebuiltAsync(app, "first");
        Assert.Equal("empty", await InServiceAsync(app));
        Assert.Equal(HttpStatusCode.Conflict, (await app.PostAsync("/v1/recommendations/rollback", "")).StatusCode);
        await SwitchAsync(app, "promote", first);
        string second = await RebuiltAsync(app, "second");
        await SwitchAsync(app, "promote", second);
        await SwitchAsync(app, "rollback", first);

        HttpResponseMessage refused = await app.PostAsync("/v1/recommendations/promote", "");
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        JsonElement history = (await app.JsonAsync("/v1/recommendations/history"))!.Value;
        Assert.True(history.GetProperty("held").GetBoolean());
        // A model that was built before the event had arrived is followed by another one that waits.
        string[] outcomes = [.. history.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("outcome").GetString()!)];
        Assert.Equal(["rolledBack", "promoted", "shadow", "promoted", "shadow"], outcomes.Where((outcome, place) => place == 0 || outcome != outcomes[place - 1]));
    }

    [Fact]
    [Trait("Feature", "S45")]
    public async Task Predictions_AskedFor_AreFitted()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        async Task<bool> FittedAsync() => (await app.JsonAsync("/v1/predictions/models"))!.Value.TryGetProperty("fittedAt", out JsonElement at) && at.ValueKind is JsonValueKind.String;
        Assert.False(await FittedAsync());

        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync("/v1/predictions/rebuild", "")).StatusCode);

        await Eventually.TrueAsync("predictions", FittedAsync);
    }

    [Theory]
    [InlineData("GET", "rebuild")]
    [InlineData("GET", "history")]
    [InlineData("POST", "promote")]
    [InlineData("POST", "rollback")]
    public async Task Rebuild_WithoutAKey_IsRefused(string method, string route)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        using HttpClient stranger = new() { BaseAddress = app.Address };

        using HttpResponseMessage answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/v1/recommendations/{route}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>Sends an event, asks for a model, and waits until one has been built from it.</summary>
    private static async Task<string> RebuiltAsync(AppProcess app, string id)
    {
        (await app.PostAsync("/v1/track", $$$"""{"messageId":"{{{id}}}","anonymousId":"d","event":"Product Viewed","properties":{"product_id":"{{{id}}}"}}""")).EnsureSuccessStatusCode();
        JsonElement status = default;
        await Eventually.TrueAsync("a model of the event", async () =>
        {
            Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync("/v1/recommendations/rebuild", "")).StatusCode);
            status = await Eventually.SomeAsync("the end of the rebuild", async () => await DoneAsync(app));
            return status.GetProperty("model").TryGetProperty("products", out JsonElement products) && products.GetInt32() == (id == "first" ? 1 : 2);
        });
        Assert.Equal("shadow", status.GetProperty("model").GetProperty("outcome").GetString());
        return status.GetProperty("model").GetProperty("version").GetString()!;
    }

    private static async Task<JsonElement?> DoneAsync(AppProcess app) =>
        await app.JsonAsync("/v1/recommendations/rebuild") is { } status && status.GetProperty("state").GetString() == "done" ? status : null;

    private static async Task SwitchAsync(AppProcess app, string how, string version)
    {
        HttpResponseMessage answer = await app.PostAsync($"/v1/recommendations/{how}", "");
        Assert.Equal(version, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("version").GetString());
        await Eventually.TrueAsync("the model in service", async () => await InServiceAsync(app) == version);
    }

    /// <summary>The snapshot behind an answer, whatever has happened since it was built.</summary>
    private static async Task<string?> InServiceAsync(AppProcess app) =>
        (await app.JsonAsync("/v1/recommendations?strategy=bestsellers"))!.Value.GetProperty("model").GetProperty("version").GetString()!.Split('+')[0];
}

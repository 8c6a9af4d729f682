using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>An experiment from its text to what is known of those who saw it.</summary>
[Collection(ShopCollection.Name)]
public sealed class ExperimentTests(ShopFixture shop)
{
    private const string Text = """
        name: Home page by name or by category
        hypothesis: Visitors find their way sooner
        variants:
          - { id: name, parameters: { layout: name } }
          - { id: category, parameters: { layout: category } }
        """;

    [Fact]
    [Trait("Feature", "S125")]
    [Trait("Feature", "S129")]
    public async Task Start_Experiment_VisitorsStayInTheirVariantAndAreKnownByIt()
    {
        using (HttpResponseMessage stored = await PutAsync("exp-home", Text)) Assert.Equal((HttpStatusCode.OK, "\"1\""), (stored.StatusCode, stored.Headers.ETag?.Tag));
        using (HttpResponseMessage blind = await PutAsync("exp-home", Text)) Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await SlotAsync("exp-0")).GetProperty("content").ValueKind);
        using (HttpResponseMessage started = await shop.App.PostAsync("/v1/experiments/exp-home/start", ""))
            Assert.Equal("running", JsonElement.Parse(await started.Content.ReadAsByteArrayAsync()).GetProperty("state").GetString());
        using (HttpResponseMessage again = await shop.App.PostAsync("/v1/experiments/exp-home/start", "")) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        JsonElement slot = default;
        await Eventually.TrueAsync("the experiment to be in service", async () => (slot = await SlotAsync("exp-0")).GetProperty("content").ValueKind is JsonValueKind.Object);
        string variant = slot.GetProperty("experiment").GetProperty("variant").GetString()!;
        Assert.Equal((variant, variant, 0.5), (
            slot.GetProperty("content").GetProperty("variant").GetString(), slot.GetProperty("content").GetProperty("parameters").GetProperty("layout").GetString(),
            slot.GetProperty("experiment").GetProperty("probability").GetDouble()));
        HashSet<string> variants = [];
        for (int n = 0; n < 12; n++) variants.Add((await SlotAsync($"exp-{n}")).GetProperty("content").GetProperty("variant").GetString()!);
        Assert.Equal(["category", "name"], variants.Order(StringComparer.Ordinal));

        // Somebody who does not want to be counted sees it too.
        using (HttpResponseMessage silent = await shop.App.PostAsync(
            "/v1/track", $$$"""{"anonymousId":"exp-silent","context":{"consent":{"analytics_storage":"denied"}},"event":"Experiment Viewed","properties":{"experiment_id":"exp-home","variation_id":"{{{variant}}}"}}""")) silent.EnsureSuccessStatusCode();
        using (HttpResponseMessage seen = await shop.App.PostAsync(
            "/v1/track", $$$"""{"anonymousId":"exp-0","event":"Experiment Viewed","properties":{"experiment_id":"exp-home","variation_id":"{{{variant}}}"}}""")) seen.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the exposure", async () =>
            await shop.ProfileAsync("anonymous_id:exp-0") is { } profile && profile.GetProperty("eventCounts").TryGetProperty("Experiment Viewed", out _));
        Assert.Equal(variant, (await SlotAsync("exp-0")).GetProperty("content").GetProperty("variant").GetString());

        Assert.Equal("notcounted", (await ReportAsync()).GetProperty("verdict").GetString());
        using (HttpResponseMessage agreed = await shop.App.PostAsync("/v1/identify", """{"anonymousId":"exp-0","context":{"consent":{"analytics_storage":"granted"}}}""")) agreed.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the consent", async () =>
            await shop.ProfileAsync("anonymous_id:exp-0") is { } profile && profile.GetRawText().Contains("consent:analytics", StringComparison.Ordinal));
        using (HttpResponseMessage pass = await shop.App.PostAsync("/admin/functions/PassSegments", """{"input":""}""")) pass.EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the exposure to be counted", async () =>
            (await ReportAsync()).GetProperty("variants").EnumerateArray().Single(one => one.GetProperty("id").GetString() == variant).GetProperty("people").GetInt64() == 1);
        Assert.Equal("tooearly", (await ReportAsync()).GetProperty("verdict").GetString());

        using (HttpResponseMessage late = await PutAsync("exp-home", Text, "\"2\"")) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using (HttpResponseMessage stopped = await shop.App.PostAsync("/v1/experiments/exp-home/stop", "")) Assert.Equal("\"3\"", stopped.Headers.ETag?.Tag);
        await Eventually.TrueAsync("the experiment to be over", async () => (await SlotAsync("exp-0")).GetProperty("content").ValueKind is JsonValueKind.Null);
    }

    [Fact]
    [Trait("Feature", "S127")]
    public async Task Power_ByMorePeople_TakesFewerDays()
    {
        JsonElement few = (await shop.App.JsonAsync("/v1/experiments/power?baseline=0.03&lift=0.1&peoplePerDay=2000"))!.Value, many = (await shop.App.JsonAsync("/v1/experiments/power?baseline=0.03&lift=0.1&peoplePerDay=9000"))!.Value;
        Assert.True(many.GetProperty("days").GetInt32() < few.GetProperty("days").GetInt32());
        using HttpResponseMessage wrong = await shop.Client.GetAsync("/v1/experiments/power?metric=joy&lift=0");
        Assert.Equal(["metric", "lift"], JsonElement.Parse(await wrong.Content.ReadAsByteArrayAsync()).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    private async Task<JsonElement> ReportAsync() => (await shop.App.JsonAsync("/v1/experiments/exp-home/report"))!.Value;

    private async Task<JsonElement> SlotAsync(string visitor)
    {
        using HttpResponseMessage answer = await shop.App.PostAsync(
            "/v1/decide", $$$"""{"anonymousId":"{{{visitor}}}","page":{"type":"home"},"slots":[{"id":"layout","kind":"experiment","experiment":"exp-home"}]}""");
        return JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).GetProperty("slots")[0];
    }

    private Task<HttpResponseMessage> PutAsync(string id, string text, string? tag = null)
    {
        HttpRequestMessage request = new(HttpMethod.Put, $"/v1/experiments/{id}") { Content = new StringContent(text, Encoding.UTF8, "application/yaml") };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return shop.Client.SendAsync(request);
    }
}

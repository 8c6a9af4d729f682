using System.Net.Http.Json;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>What was sent wrongly is found, tried, mended and taken back, all over HTTP.</summary>
public sealed class ReingestTests
{
    private static readonly Dictionary<string, string> Settings = new() { ["LocalHost__MovableClock"] = "true" };

    [Fact]
    [Trait("Feature", "S24")]
    public async Task Reingest_RenamedField_ChangesTheProfileAndIsUndone()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString, Settings);
        object body = new { messageId = "m", userId = "ana", traits = new Dictionary<string, string> { ["sz"] = "M" } };
        (await app.Client.PostAsJsonAsync("/v1/identify", body)).EnsureSuccessStatusCode();
        await Eventually.TrueAsync("the trait as sent", async () => await TraitAsync(app, "sz") == "M");
        (await app.Client.PostAsync("/admin/host/clock?advance=PT1H", null)).EnsureSuccessStatusCode();
        DateTimeOffset now = DateTimeOffset.Parse((await JsonAsync(await app.Client.PostAsync("/admin/host/clock?advance=PT1S", null))).GetProperty("now").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        string request = $$"""{"from":"{{now.AddHours(-3):yyyy-MM-ddTHH:mm:ssZ}}","to":"{{now.AddMinutes(-10):yyyy-MM-ddTHH:mm:ssZ}}","event":"identify","author":"Nino","fix":{"kind":"rename","field":"traits.sz","to":"size"},"dryRun":DRY}""";

        JsonElement dry = await RunAsync(app, request.Replace("DRY", "true", StringComparison.Ordinal));
        Assert.Equal((1, 1), (dry.GetProperty("summary").GetProperty("profilesChanged").GetInt32(), dry.GetProperty("summary").GetProperty("eventsChanged").GetInt32()));
        Assert.Null(await TraitAsync(app, "size"));

        JsonElement done = await RunAsync(app, request.Replace("DRY", "false", StringComparison.Ordinal));
        Assert.Equal(("M", null), (await TraitAsync(app, "size"), await TraitAsync(app, "sz")));

        await RunAsync(app, $$"""{"undo":"{{done.GetProperty("fix").GetProperty("id").GetString()}}","dryRun":false}""");
        Assert.Equal((null, "M"), (await TraitAsync(app, "size"), await TraitAsync(app, "sz")));
        Assert.Equal(0, (await JsonAsync(await app.Client.GetAsync("/v1/insights/quality"))).GetProperty("alarms").GetArrayLength());
    }

    private static async Task<JsonElement> RunAsync(AppProcess app, string request)
    {
        using StringContent content = new(request, System.Text.Encoding.UTF8, "application/json");
        string id = (await JsonAsync(await app.Client.PostAsync("/v1/insights/reingest", content))).GetProperty("id").GetString()!;
        JsonElement job = default;
        await Eventually.TrueAsync("the re-ingest to be done", async () =>
        {
            job = await JsonAsync(await app.Client.GetAsync("/v1/insights/reingest/" + id));
            return job.GetProperty("state").GetString() == "done";
        });
        return job;
    }

    private static async Task<string?> TraitAsync(AppProcess app, string name)
    {
        HttpResponseMessage answer = await app.Client.GetAsync("/v1/profiles/user_id:ana");
        return answer.IsSuccessStatusCode && (await JsonAsync(answer)).GetProperty("traits").TryGetProperty(name, out JsonElement trait) ? trait.GetProperty("value").GetString() : null;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(bytes));
        return JsonElement.Parse(bytes);
    }
}

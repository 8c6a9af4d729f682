using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>Orchestrations survive their host's death: each step is taken once, each effect is there once.</summary>
public sealed class DurableKillTests
{
    private const int Count = 40;
    private const int Turns = 2;
    private const int EntriesPerTurn = 4;
    private const string Api = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Process_KilledAmidOrchestrations_CompletesEachOnce()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        TableClient ledger = new(azurite.ConnectionString, "ledger");
        await ledger.CreateAsync();
        await using AppProcess app = await AppProcess.StartAsync(
            azurite.ConnectionString, new Dictionary<string, string> { ["TestApp__Durable"] = "true" }, "Personalization.LocalHost.TestApp.dll");
        await StartAsync(app, "Teller", "teller", Count * Turns);
        for (int i = 0; i < Count; i++) await StartAsync(app, "Ledger", $"book-{i}", new { Turn = 1, Sum = 0 });

        foreach (int entries in (int[])[20, 120, 220])
        {
            await Eventually.TrueAsync($"{entries} entries", async () => await ledger.QueryAsync<TableEntity>().CountAsync() >= entries);
            await app.KillAsync();
            await app.RunAsync();
        }

        JsonElement teller = await OutputAsync(app, "teller");
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(Turns * EntriesPerTurn, (await OutputAsync(app, $"book-{i}")).GetInt32());
            Assert.Equal(Turns, teller.GetProperty($"book-{i}").GetInt32());
        }
        Assert.Equal(Count * Turns * EntriesPerTurn, await ledger.QueryAsync<TableEntity>().CountAsync());
        Assert.Equal(1 + Count + (Count * Turns), await CompletedAsync(app));
        TableClient instances = new(azurite.ConnectionString, "TestHubNameInstances");
        await Eventually.TrueAsync(
            "all messages to be delivered", async () => !await instances.QueryAsync<TableEntity>("RowKey ge 'o-' and RowKey lt 'p'").AnyAsync());
    }

    private static async Task StartAsync(AppProcess app, string orchestrator, string instanceId, object input)
    {
        using HttpResponseMessage answer = await app.Client.PostAsJsonAsync($"{Api}/orchestrators/{orchestrator}/{instanceId}", input);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static Task<JsonElement> OutputAsync(AppProcess app, string instanceId) => Eventually.SomeAsync<JsonElement>($"the end of {instanceId}", async () =>
    {
        using HttpResponseMessage answer = await app.Client.GetAsync($"{Api}/instances/{instanceId}");
        if (answer.StatusCode != HttpStatusCode.OK) return null;
        JsonElement instance = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Completed", instance.GetProperty("runtimeStatus").GetString());
        return instance.GetProperty("output");
    });

    private static async Task<int> CompletedAsync(AppProcess app) =>
        (await app.Client.GetFromJsonAsync<JsonElement>($"{Api}/instances?runtimeStatus=Completed&top=1000")).GetArrayLength();
}

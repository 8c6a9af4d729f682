using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>What the app has answered 2xx survives its death, and counts once.</summary>
public sealed class KillTests
{
    private const int EventCount = 20_000;
    private const int People = 150;
    private const int BatchSize = 50;
    private const int Senders = 6;

    [Fact]
    public async Task Process_KilledAmid20000EventsSentTwiceInRandomOrder_EqualsOneCleanPass()
    {
        JsonObject[] events = EventHistory.Events(EventCount, People);
        int[][] clean = [.. Enumerable.Range(0, EventCount).Chunk(BatchSize)];
        int[][] twice = [.. EventHistory.TwiceShuffled(EventCount, "first").Chunk(BatchSize)];

        Shop expected = await PassAsync(events, clean, killAfter: []);
        Shop actual = await PassAsync(events, twice, killAfter: [150, 400, 650]);

        Assert.Equal(EventCount, expected.Events);
        Assert.Equal(expected.Activity, actual.Activity);
        Assert.Equal(expected.Profiles.Count, actual.Profiles.Count);
        foreach ((string id, string profile) in expected.Profiles) Assert.Equal(profile, actual.Profiles[id]);
    }

    [Fact]
    public async Task Emulator_KilledAndRestartedAmidEvents_LosesOnlyWhatItForgotAndDoublesNothing()
    {
        const int before = 3000;
        JsonObject[] events = EventHistory.Events(2 * before, People);
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        foreach (int[] batch in Enumerable.Range(0, before).Chunk(BatchSize)) await app.SendUntilAnsweredAsync(HttpMethod.Post, "/v1/batch", Batch(events, batch));

        await azurite.KillAndRestartAsync();
        foreach (int[] batch in Enumerable.Range(0, 2 * before).Chunk(BatchSize)) await app.SendUntilAnsweredAsync(HttpMethod.Post, "/v1/batch", Batch(events, batch));

        // What it answered in its last seconds the emulator may have forgotten; all that was sent after its restart is there, and once.
        Dictionary<string, long> expected = events.Where(one => one["event"] is not null).GroupBy(one => one["event"]!.GetValue<string>()).ToDictionary(name => name.Key, name => name.LongCount());
        JsonElement activity = await Eventually.SomeAsync<JsonElement>("the last events", async () =>
            await app.JsonAsync("/v1/insights/activity") is { } found && await app.JsonAsync($"/v1/profiles/anonymous_id:device-{LastPerson(events)}") is not null
            && found.GetProperty("events").GetInt64() >= before ? found : null);
        foreach (JsonProperty name in activity.GetProperty("eventTotals").EnumerateObject().Where(one => expected.ContainsKey(one.Name)))
            Assert.InRange(name.Value.GetInt64(), 1, expected[name.Name]);
    }

    private static int LastPerson(JsonObject[] events) => int.Parse(events[^1]["anonymousId"]!.GetValue<string>()[7..], System.Globalization.CultureInfo.InvariantCulture);

    private static string Batch(JsonObject[] events, int[] numbers) => EventHistory.Batch(numbers.Select(number => events[number]));

    /// <summary>Sends the batches, killing the app after so many answers, and gives what the shop then knows.</summary>
    private static async Task<Shop> PassAsync(JsonObject[] events, int[][] batches, int[] killAfter)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        int next = -1, answered = 0;
        async Task SendAsync()
        {
            while (Interlocked.Increment(ref next) is int batch && batch < batches.Length)
            {
                await app.SendUntilAnsweredAsync(HttpMethod.Post, "/v1/batch", Batch(events, batches[batch]));
                Interlocked.Increment(ref answered);
            }
        }
        Task sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync()));
        foreach (int kill in killAfter)
        {
            await Eventually.TrueAsync($"{kill} answers", () => Task.FromResult(Volatile.Read(ref answered) >= kill));
            await app.KillAsync();
            await app.RunAsync();
        }
        await sending;
        return await Shop.ReadAsync(app, azurite.ConnectionString, People);
    }

    /// <summary>All that a shop knows, as text to compare.</summary>
    private sealed record Shop(long Events, string Activity, IReadOnlyDictionary<string, string> Profiles)
    {
        public static async Task<Shop> ReadAsync(AppProcess app, string storage, int people)
        {
            QueueClient queue = new(storage, "events");
            await Eventually.TrueAsync("all messages to be processed", async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
            JsonElement activity = await Eventually.SomeAsync<JsonElement>("all events to be counted", async () => await CountedAsync(app));
            Dictionary<string, string> profiles = [];
            for (int person = 0; person < people; person++)
                profiles[$"{person}"] = (await app.JsonAsync($"/v1/profiles/anonymous_id:device-{person}"))!.Value.GetRawText();
            return new Shop(activity.GetProperty("events").GetInt64(), activity.GetRawText(), profiles);
        }

        // Not more than all: what counts twice never gets to this number from below.
        private static async Task<JsonElement?> CountedAsync(AppProcess app) =>
            await app.JsonAsync("/v1/insights/activity") is { } activity && activity.GetProperty("events").GetInt64() >= EventCount ? activity : null;
    }
}

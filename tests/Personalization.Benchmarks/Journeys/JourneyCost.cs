using System.Globalization;
using System.Text;
using Personalization.Benchmarks.Events;
using Personalization.Testing;

namespace Personalization.Benchmarks.Journeys;

/// <summary>Requests to storage that a journey costs, from the event that starts it to its end, with its two messages: the app with journeys less the app without.</summary>
internal static class JourneyCost
{
    private const int Journeys = 200;
    private const int BatchSize = 20;

    // Looking for messages is the host's price for being awake, not a journey's.
    private static readonly string[] Polls = ["GET events/messages", "GET sb-messages/messages", "GET service-bus comp=list", "GET jobs/messages"];

    public static async Task<Section> RunAsync()
    {
        IReadOnlyDictionary<string, long> without = await CountAsync(enabled: false);
        IReadOnlyDictionary<string, long> with = await CountAsync(enabled: true);
        Dictionary<string, double> each = with.Keys.Union(without.Keys)
            .ToDictionary(key => key, key => (with.GetValueOrDefault(key) - without.GetValueOrDefault(key)) / (double)Journeys);
        return new Section("cost", "Requests to storage of one abandoned cart with two reminders sent",
        [
            new("perJourney", "requests to storage per journey", each.Values.Sum()),
            .. each.Where(one => one.Value >= 0.05).OrderByDescending(one => one.Value).Select(one => new Figure(one.Key, one.Key, one.Value)),
        ]);
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(bool enabled)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        StorageCalls calls = new();
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite, calls);
        await using AppProcess app = await AppProcess.StartAsync(proxy.ConnectionString, new Dictionary<string, string>
        {
            ["ServiceBus"] = proxy.ConnectionString,
            ["Messages__Policy__Caps__0__Off"] = "true",
            ["Messages__Policy__QuietHours__0__Off"] = "true",
            ["Messages__InboxPage"] = "true",
            ["Journeys__AbandonedCart__Enabled"] = enabled ? "true" : "false",
            ["Journeys__AbandonedCart__FirstAfter"] = "00:00:05",
            ["Journeys__AbandonedCart__SecondAfter"] = "00:00:10",
            ["Journeys__AbandonedCart__IncentiveAfter"] = "00:00:00",
        });
        await SendAsync(app, HttpMethod.Put, "/v1/catalog/products", """[{"productId":"kite","name":"Kite","price":19.9,"currency":"EUR","stock":100}]""");
        await SendAsync(app, HttpMethod.Post, "/v1/identify", """{"userId":"warm","messageId":"warm","traits":{"plan":"none"}}""");
        await UntilAsync(async () => await StatusAsync(app, "/v1/profiles/user_id:warm") == 200);
        IReadOnlyDictionary<string, long> before = calls.Snapshot();
        foreach (int[] people in Enumerable.Range(0, Journeys).Chunk(BatchSize)) await SendAsync(app, HttpMethod.Post, "/v1/batch", $"{{\"batch\":[{string.Join(',', people.SelectMany(Events))}]}}");
        await UntilAsync(async () => enabled ? await DoneAsync(app) : await StatusAsync(app, $"/v1/profiles/user_id:{Journeys - 1}") == 200);
        return calls.Snapshot().Where(one => !Polls.Any(poll => one.Key.Contains(poll, StringComparison.Ordinal)))
            .ToDictionary(one => one.Key, one => one.Value - before.GetValueOrDefault(one.Key));
    }

    private static IEnumerable<string> Events(int person) =>
    [
        $$$"""{"type":"identify","messageId":"know-{{{person}}}","userId":"{{{person}}}","traits":{"email":"{{{person}}}@example.com","subscription:email":"subscribed"}}""",
        $$$"""{"type":"track","messageId":"add-{{{person}}}","userId":"{{{person}}}","event":"Product Added","properties":{"product_id":"kite","quantity":1,"price":19.9}}""",
    ];

    // All have ended and all their messages have gone.
    private static async Task<bool> DoneAsync(AppProcess app)
    {
        using HttpResponseMessage instances = await app.Client.GetAsync("/runtime/webhooks/durabletask/instances?runtimeStatus=Completed&top=1000");
        int ended = System.Text.Json.JsonElement.Parse(await instances.Content.ReadAsStringAsync()).GetArrayLength();
        return ended == Journeys && await StatusAsync(app, "/v1/messages/dead-letters") == 200;
    }

    private static async Task<int> StatusAsync(AppProcess app, string path)
    {
        using HttpResponseMessage answer = await app.Client.GetAsync(path);
        return (int)answer.StatusCode;
    }

    private static async Task SendAsync(AppProcess app, HttpMethod method, string path, string body)
    {
        using HttpRequestMessage request = new(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using HttpResponseMessage answer = await app.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(5)) throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{Journeys} journeys have not come to their ends in five minutes."));
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }
}

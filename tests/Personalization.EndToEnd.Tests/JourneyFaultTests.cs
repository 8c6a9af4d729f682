using System.Globalization;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>
/// Journeys survive the death of their host at any of its requests to storage. The numbers are small by default; JOURNEY_KILLS and JOURNEYS
/// in the environment set others.
/// </summary>
public sealed class JourneyFaultTests
{
    private const int BatchSize = 10;

    private static readonly int Kills = Number("JOURNEY_KILLS", 25);
    private static readonly int Journeys = Number("JOURNEYS", 60);

    [Fact]
    [Trait("Feature", "S92")]
    public async Task Process_KilledAtAnyRequestToStorage_EndsAllJourneysAndSendsNothingTwice()
    {
        StorageKiller killer = new();
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using StorageProxy proxy = await StorageProxy.StartAsync(azurite, killer);
        await using MailServer mails = await MailServer.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(proxy.ConnectionString, Settings(proxy.ConnectionString, mails.Port));

        Task sending = SendAsync(app);
        for (int kill = 0; kill < Kills; kill++)
        {
            await Eventually.EndAsync($"kill {kill}", killer.AimAsync(kill), () => app.Errors);
            await app.KillAsync();
            killer.Rest();
            await app.RunAsync();
        }
        await sending;

        // Of four shoppers one abandons the cart for good; what becomes of the other carts depends on when the host was alive.
        await Eventually.TrueAsync("the end of all journeys", async () => await CountAsync(app, "Running,Pending,Suspended") == 0 && await CountAsync(app, "Completed") >= Journeys / 4, TimeSpan.FromMinutes(10));
        Assert.Equal(0, await CountAsync(app, "Failed,Terminated"));
        HashSet<string> abandoned = [.. Enumerable.Range(0, Journeys).Where(person => person % 4 == 0).Select(Address)];
        await Eventually.TrueAsync("the reminders", async () => mails.Mails.Count(mail => abandoned.Contains(mail.To)) + await UnsureAsync(app) >= 2 * abandoned.Count, TimeSpan.FromMinutes(10));
        Assert.All(mails.Mails.CountBy(mail => mail.Mail.MessageId!), mail => Assert.Equal(1, mail.Value));
        Assert.All(mails.Mails.CountBy(mail => mail.To), person => Assert.InRange(person.Value, 1, 2));
    }

    private static Dictionary<string, string> Settings(string storage, string mailPort) => new()
    {
        // A message whose host dies again and again is put aside after some deliveries; here it is never the message's fault.
        ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "1000000",
        ["ServiceBus"] = $"{storage.TrimEnd(';')};MaxDeliveryCount=2000;LockDuration=00:00:10",
        ["Messages__Smtp__Host"] = "127.0.0.1",
        ["Messages__Smtp__Port"] = mailPort,
        ["Messages__Smtp__RequireTls"] = "false",
        ["Messages__Smtp__From"] = "The Shop <news@shop.example>",
        ["Messages__Policy__Caps__0__Off"] = "true",
        ["Messages__Policy__QuietHours__0__Off"] = "true",
        ["Journeys__AbandonedCart__FirstAfter"] = "00:00:03",
        ["Journeys__AbandonedCart__SecondAfter"] = "00:00:06",
        ["Journeys__AbandonedCart__IncentiveAfter"] = "00:00:00",
    };

    private static async Task SendAsync(AppProcess app)
    {
        await app.SendUntilAnsweredAsync(HttpMethod.Put, "/v1/catalog/products", """[{"productId":"kite","name":"Kite","price":19.9,"currency":"EUR","stock":100}]""");
        foreach (int[] people in Enumerable.Range(0, Journeys).Chunk(BatchSize))
        {
            await app.SendUntilAnsweredAsync(HttpMethod.Post, "/v1/batch", Batch(people.SelectMany(Filled)));
            await app.SendUntilAnsweredAsync(HttpMethod.Post, "/v1/batch", Batch(people.SelectMany(Later)));
        }
    }

    private static string Batch(IEnumerable<string> events) => $"{{\"batch\":[{string.Join(',', events)}]}}";

    private static string Address(int person) => string.Create(CultureInfo.InvariantCulture, $"shopper-{person}@example.com");

    private static IEnumerable<string> Filled(int person) =>
    [
        $$$"""{"type":"identify","messageId":"know-{{{person}}}","userId":"{{{person}}}","traits":{"email":"{{{Address(person)}}}","subscription:email":"subscribed"}}""",
        $$$"""{"type":"track","messageId":"add-{{{person}}}","userId":"{{{person}}}","event":"Product Added","properties":{"product_id":"kite","quantity":1,"price":19.9}}""",
    ];

    private static IEnumerable<string> Later(int person) => (person % 4) switch
    {
        1 => [$$$"""{"type":"track","messageId":"buy-{{{person}}}","userId":"{{{person}}}","event":"Order Completed","properties":{"order_id":"o-{{{person}}}","revenue":19.9,"currency":"EUR","products":[{"product_id":"kite","quantity":1,"price":19.9}]}}"""],
        2 => [$$$"""{"type":"track","messageId":"drop-{{{person}}}","userId":"{{{person}}}","event":"Product Removed","properties":{"product_id":"kite","quantity":1}}"""],
        3 => [$$$"""{"type":"identify","messageId":"leave-{{{person}}}","userId":"{{{person}}}","traits":{"subscription:email":"unsubscribed"}}"""],
        _ => [$$$"""{"type":"track","messageId":"see-{{{person}}}","userId":"{{{person}}}","event":"Product Viewed","properties":{"product_id":"kite"}}"""],
    };

    private static async Task<int> CountAsync(AppProcess app, string status) =>
        (await app.JsonAsync($"/runtime/webhooks/durabletask/instances?instanceIdPrefix=journey-abandoned-cart-&runtimeStatus={status}&top=10000"))!.Value.GetArrayLength();

    // Mails of which nobody can tell whether the server has taken them are not sent once more.
    private static async Task<int> UnsureAsync(AppProcess app) =>
        (await app.JsonAsync("/v1/messages/dead-letters?limit=200"))!.Value.GetProperty("messages").EnumerateArray()
            .Count(message => message.GetProperty("reasons")[0].GetProperty("code").GetString() == "unsure");

    private static int Number(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : standard;
}

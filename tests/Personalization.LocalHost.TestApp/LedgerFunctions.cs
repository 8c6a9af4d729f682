using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;

namespace Personalization.LocalHost.TestApp;

/// <summary>Orchestrations whose every activity leaves a row, so that what a killed host does can be counted. Not public: it needs storage.</summary>
internal sealed class LedgerFunctions(IConfiguration configuration)
{
    private const string Table = "ledger";
    private const int LastTurn = 2;

    public sealed record Book(int Turn, int Sum);

    /// <summary>Three entries at once, a pause, a sub-orchestration, an event to the teller: twice.</summary>
    [Function("Ledger")]
    public static async Task<int> LedgerAsync([OrchestrationTrigger] TaskOrchestrationContext context, Book book)
    {
        IEnumerable<Task<int>> entries = Enumerable.Range(1, 3).Select(number => context.CallActivityAsync<int>("Enter", $"{context.InstanceId} {book.Turn}-{number}"));
        int sum = book.Sum + (await Task.WhenAll(entries)).Sum();
        await context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        sum += await context.CallSubOrchestratorAsync<int>("Page", $"{context.InstanceId} {book.Turn}");
        context.SendEvent("teller", "told", context.InstanceId);
        if (book.Turn == LastTurn) return sum;
        context.ContinueAsNew(new Book(book.Turn + 1, sum));
        return 0;
    }

    [Function("Page")]
    public static Task<int> PageAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>("Enter", $"{context.GetInput<string>()}-page");

    /// <summary>Counts what it is told, and ends with the counts when it has heard so much.</summary>
    [Function("Teller")]
    public static async Task<Dictionary<string, int>> TellAsync([OrchestrationTrigger] TaskOrchestrationContext context, int expected)
    {
        Dictionary<string, int> counts = [];
        for (int heard = 0; heard < expected; heard++)
        {
            string who = await context.WaitForExternalEvent<string>("told");
            counts[who] = counts.GetValueOrDefault(who) + 1;
        }
        return counts;
    }

    /// <summary>Idempotent, as activities have to be: its row has the name of what it enters.</summary>
    [Function("Enter")]
    public async Task<int> EnterAsync([ActivityTrigger] string entry)
    {
        string[] words = entry.Split(' ');
        TableClient table = new(configuration["AzureWebJobsStorage"]!, Table);
        await table.UpsertEntityAsync(new TableEntity(words[0], words[1]) { ["Value"] = 1 });
        return 1;
    }
}

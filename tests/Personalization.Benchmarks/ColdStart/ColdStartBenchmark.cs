using System.Globalization;
using Personalization.Testing;

namespace Personalization.Benchmarks.ColdStart;

/// <summary>The first 200 of the function app beside that of an empty ASP.NET Core app, in turns: what else the machine does hits all alike.</summary>
internal static class ColdStartBenchmark
{
    private const double Limit = 1.5;
    private const string Ping = "/admin/host/ping";
    private const string Recommendations = "/v1/recommendations?strategy=bestsellers";

    public static async Task<Report> RunAsync(Options options)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        string self = Path.Combine(AppContext.BaseDirectory, "Personalization.Benchmarks.dll");
        StartClock bare = new(self, port => ["empty", Text(port)], new Dictionary<string, string>());
        StartSeries empty = new("empty", "empty ASP.NET Core app (slim builder, one endpoint)", bare, "/");
        List<StartSeries> app = [.. Of(azurite, AppContext.BaseDirectory, "", "as built", "Development")];
        if (options.Published is { } folder) app.AddRange(Of(azurite, Path.GetFullPath(folder), "Published", "as published", "Production"));
        for (int run = 0; run <= options.Runs; run++)
        {
            List<string> said = [];
            foreach (StartSeries series in app.Prepend(empty)) said.Add(await series.RunAsync(counts: run > 0));
            await Console.Error.WriteLineAsync($"start {run} of {options.Runs}{(run == 0 ? " (not counted)" : "")}: {string.Join(", ", said)}");
        }
        Section section = new("coldStart", $"Process start to the first 200, median of {options.Runs} starts each",
            [.. app.Prepend(empty).SelectMany(series => series.Figures()), .. app.SelectMany(series => series.Ratios(empty))]);
        return new Report("cold-start", [section],
            [.. app.Select(one => new Budget(one.Key, $"cold start to the first 200, {one.Label}", one.Ratio(empty), Limit, AtLeast: false))]);
    }

    /// <summary>The answer that needs no storage, and the one that is made from it.</summary>
    private static IEnumerable<StartSeries> Of(AzuriteProcess azurite, string folder, string suffix, string how, string environment)
    {
        StartClock clock = new(Path.Combine(folder, "Personalization.Functions.dll"), port => ["--port", Text(port)], Settings(azurite, environment));
        yield return new($"ping{suffix}", $"ping, {how}", clock, Ping);
        yield return new($"recommendations{suffix}", $"recommendations of an empty shop, {how}", clock, Recommendations);
    }

    private static Dictionary<string, string> Settings(AzuriteProcess azurite, string environment) => new()
    {
        ["AzureWebJobsStorage"] = azurite.ConnectionString,
        ["ServiceBus"] = azurite.ConnectionString,
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = environment,
        ["RebuildSchedule"] = "0 0 0 1 1 *",
        ["PredictionSchedule"] = "0 0 0 1 1 *",
        ["CountSchedule"] = "30 * * * * *",
        ["Events__WriteKeys__bench"] = AppProcess.WriteKey,
        ["FunctionsKeys__Master"] = AppProcess.MasterKey,
        ["DecisionKey"] = AppProcess.DecisionKey,
        ["UnsubscribeKey"] = AppProcess.UnsubscribeKey,
    };

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

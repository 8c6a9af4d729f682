using System.Globalization;
using Personalization.Testing;

namespace Personalization.Benchmarks.ColdStart;

/// <summary>The first 200 of the function app beside that of an empty ASP.NET Core app, started in turns so that what else the machine does hits all alike.</summary>
internal static class ColdStartBenchmark
{
    private const string Ping = "/admin/host/ping";
    private const string Recommendations = "/v1/recommendations?strategy=bestsellers";

    public static async Task<Report> RunAsync(Options options)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        StartClock empty = new("Personalization.Benchmarks.dll", port => ["empty", Text(port)], new Dictionary<string, string>());
        StartClock app = new("Personalization.Functions.dll", port => ["--port", Text(port)], Settings(azurite));
        List<double> bare = [], ping = [], recommendations = [];
        for (int run = 0; run <= options.Runs; run++)
        {
            double[] times = [await empty.MeasureAsync("/"), await app.MeasureAsync(Ping), await app.MeasureAsync(Recommendations)];
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"run {run} of {options.Runs}: empty {times[0]:0} ms, ping {times[1]:0} ms, recommendations {times[2]:0} ms{(run == 0 ? " (not counted: warms the file cache)" : "")}"));
            if (run == 0) continue;
            bare.Add(times[0]);
            ping.Add(times[1]);
            recommendations.Add(times[2]);
        }
        double toPing = Ratio(ping, bare), toAnswer = Ratio(recommendations, bare);
        Section section = new("coldStart", $"Process start to the first 200, median of {options.Runs} starts each",
        [
            new("emptyMs", "empty ASP.NET Core app (slim builder, one endpoint)", Statistics.Median(bare), "ms"),
            new("pingMs", $"function app, GET {Ping}", Statistics.Median(ping), "ms"),
            new("recommendationsMs", $"function app, GET {Recommendations}, empty shop", Statistics.Median(recommendations), "ms"),
            new("pingRatio", "ratio of the first 200 (ping)", toPing),
            new("recommendationsRatio", "ratio of the first answer from storage (recommendations)", toAnswer),
        ]);
        return new Report("cold-start", [section],
        [
            new("coldStartPing", "cold start to the first 200, ping", toPing, 1.5, AtLeast: false),
            new("coldStartRecommendations", "cold start to the first 200, recommendations from storage", toAnswer, 1.5, AtLeast: false),
        ]);
    }

    /// <summary>The median of the ratios of neighbours.</summary>
    private static double Ratio(List<double> times, List<double> bare) => Statistics.Median(times.Zip(bare, (one, other) => one / other));

    private static Dictionary<string, string> Settings(AzuriteProcess azurite) => new()
    {
        ["AzureWebJobsStorage"] = azurite.ConnectionString,
        ["ServiceBus"] = azurite.ConnectionString,
        ["RebuildSchedule"] = "0 0 0 1 1 *",
        ["CountSchedule"] = "30 * * * * *",
        ["Events__WriteKeys__bench"] = AppProcess.WriteKey,
        ["FunctionsKeys__Master"] = AppProcess.MasterKey,
    };

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Personalization.Testing;

/// <summary>The function app as a process of its own, on a free port: it can be killed without warning and started again.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string WriteKey = "test-write-key";
    public const string MerchantKey = "test-merchant-key";
    public const string ClientKey = "test-mcp-client-key";
    public const string MasterKey = "test-master-key";
    public const string UnsubscribeKey = "test-unsubscribe-key-0123456789";
    public const string DecisionKey = "test-decision-key-0123456789";

    private readonly string storage;
    private readonly int port;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly string program;
    private readonly StringBuilder errors = new();
    private Process? process;

    private AppProcess(string storage, int port, IReadOnlyDictionary<string, string> settings, string program)
    {
        (this.storage, this.port, this.settings, this.program) = (storage, port, settings, program);
        Client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(WriteKey + ":")));
        Client.DefaultRequestHeaders.Add("x-functions-key", MasterKey);
    }

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Shows the write key and the master key with every request.</summary>
    public HttpClient Client { get; }

    /// <summary>What the process has written to its error stream.</summary>
    public string Errors
    {
        get { lock (errors) return errors.ToString(); }
    }

    /// <summary>Id of the running process.</summary>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("The app does not run");

    public static async Task<AppProcess> StartAsync(
        string storage, IReadOnlyDictionary<string, string>? settings = null, string program = "Personalization.Functions.dll")
    {
        AppProcess app = new(storage, AzuriteProcess.FreePorts(1)[0], settings ?? new Dictionary<string, string>(), program);
        await app.RunAsync();
        return app;
    }

    /// <summary>Ends the process without warning, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async Task RunAsync()
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, program), "--port", $"{port}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach ((string name, string value) in Defaults().Concat(settings)) start.Environment[name] = value;
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors) errors.AppendLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilItAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (process is not null) await KillAsync();
    }

    private IEnumerable<KeyValuePair<string, string>> Defaults() =>
    [
        new("AzureWebJobsStorage", storage),
        new("RebuildSchedule", "0 0 0 1 1 *"),
        new("PredictionSchedule", "0 0 0 1 1 *"),
        new("CountSchedule", "*/5 * * * * *"),
        new("Events__WriteKeys__test", WriteKey),
        new("DecisionKey", DecisionKey),
        new("ServiceBus", storage),
        new("UnsubscribeKey", UnsubscribeKey),
        new("Privacy__AllowedUnlessObjected", "analytics,personalization"),
        new("Events__MaxQueuedMessages", "400"),
        new("Privacy__SuppressionSalt", "test-suppression-salt-0123456789"),
        new("Privacy__ReceiptKey", "test-receipt-key-0123456789"),
        new("Assistant__ApprovalKey", "test-approval-key-0123456789"),
        new("Privacy__ListRefresh", "00:00:01"),
        new("FunctionsKeys__Master", MasterKey),
        new("FunctionsKeys__Host__default", MerchantKey),
        new("Mcp__Keys__agent", ClientKey),
        // A killed app's messages come back when its lease on them ends.
        new("LocalHost__QueueLease", "00:00:05"),
    ];

    private async Task WaitUntilItAnswersAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await Client.GetAsync("/admin/host/ping", patience.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (process is { HasExited: false })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
            catch (HttpRequestException fault)
            {
                throw new InvalidOperationException($"The app ended at its start: {Errors}", fault);
            }
        }
    }
}

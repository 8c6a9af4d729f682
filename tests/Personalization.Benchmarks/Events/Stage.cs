using System.Diagnostics;
using Personalization.Testing;

namespace Personalization.Benchmarks.Events;

/// <summary>An app with an emulator of its own.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly StorageProxy? proxy;
    private readonly StorageCalls calls;
    private readonly AppProcess app;
    private readonly Drain drain;
    private long sent;

    private Stage(AzuriteProcess azurite, StorageProxy? proxy, StorageCalls calls, AppProcess app) =>
        (Azurite, this.proxy, this.calls, this.app, drain) = (azurite, proxy, calls, app, new Drain(azurite.ConnectionString));

    public AzuriteProcess Azurite { get; }

    /// <summary>Requests of the app to storage by operation.</summary>
    public IReadOnlyDictionary<string, long> Calls => proxy is null ? throw new InvalidOperationException("Nothing counts here") : calls.Snapshot();

    /// <summary>The most memory that the app has held, in MiB.</summary>
    public double PeakMebibytes
    {
        get
        {
            using Process process = Process.GetProcessById(app.ProcessId);
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    public static async Task<Stage> StartAsync(bool processing, bool counted)
    {
        AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        StorageCalls calls = new();
        StorageProxy? proxy = counted ? await StorageProxy.StartAsync(azurite, calls) : null;
        string storage = proxy?.ConnectionString ?? azurite.ConnectionString;
        AppProcess app = await AppProcess.StartAsync(storage, new Dictionary<string, string>
        {
            ["ServiceBus"] = storage,
            ["AzureWebJobs.ProcessEvents.Disabled"] = processing ? "false" : "true",
            // As in the sample settings; without processing nothing ever becomes less, so nothing may be refused for it.
            ["Events__MaxQueuedMessages"] = processing ? "400" : "1000000",
            ["CountSchedule"] = "30 * * * * *",
            // As it is unless it is set.
            ["Privacy__ListRefresh"] = "00:00:10",
            ["LocalHost__QueueLease"] = "00:00:30",
        });
        return new Stage(azurite, proxy, calls, app);
    }

    public async Task<RoundResult> SendAsync(BodySource bodies, int connections, TimeSpan length, int most, CancellationToken cancellationToken)
    {
        using CaptureClient client = new(app.Address, bodies.Shape, connections);
        RoundResult result = await Round.RunAsync(bodies, connections, length, most, client.SendAsync, cancellationToken);
        sent += result.Events;
        return result;
    }

    /// <summary>Waits until all that was sent has arrived everywhere.</summary>
    public Task<DrainTimes> DrainAsync(CancellationToken cancellationToken) => drain.WaitAsync(sent, cancellationToken);

    /// <summary>Throws away what waits.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => drain.ClearAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (proxy is not null) await proxy.DisposeAsync();
        await Azurite.DisposeAsync();
    }
}

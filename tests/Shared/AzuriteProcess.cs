using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Personalization.Testing;

/// <summary>A storage emulator of one test run: its own ports, its own temporary folder, ended by id.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // The emulator's published development key: it opens nothing but the emulator.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string folder;
    private readonly int[] ports;
    private readonly bool inMemory;
    private Process? process;

    private AzuriteProcess(string folder, int[] ports, bool inMemory) => (this.folder, this.ports, this.inMemory) = (folder, ports, inMemory);

    /// <summary>Id of the running process.</summary>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("The emulator does not run");

    public Uri BlobEndpoint => new($"http://127.0.0.1:{ports[0]}/{Account}");

    public Uri QueueEndpoint => new($"http://127.0.0.1:{ports[1]}/{Account}");

    public Uri TableEndpoint => new($"http://127.0.0.1:{ports[2]}/{Account}");

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>Starts one.</summary>
    /// <param name="inMemory">Nothing is kept on disk. The emulator writes its tables as one text, which ends it from half a gigabyte on.</param>
    public static async Task<AzuriteProcess> StartAsync(bool inMemory = false)
    {
        string folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        AzuriteProcess azurite = new(folder, FreePorts(3), inMemory);
        await azurite.RunAsync();
        return azurite;
    }

    /// <summary>Ends the emulator without warning and starts it again on the same ports and folder.</summary>
    public async Task KillAndRestartAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Ports that are free at this moment.</summary>
    public static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Stop();
        return ports;
    }

    private async Task RunAsync()
    {
        string script = Path.Combine(RepositoryRoot.Path, "scripts/azurite/node_modules/azurite/dist/src/azurite.js");
        if (!File.Exists(script)) throw new InvalidOperationException("Azurite is not installed: run scripts/test, or npm ci in scripts/azurite.");
        string[] arguments =
        [
            "--max-old-space-size=12288", script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", .. inMemory ? (string[])["--inMemoryPersistence"] : ["--location", folder],
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}", "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
        ];
        process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("node could not be started");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        foreach (int port in ports) await WaitForPortAsync(port);
    }

    private async Task EndAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    private async Task WaitForPortAsync(int port)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException) when (process is { HasExited: false })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }
    }
}

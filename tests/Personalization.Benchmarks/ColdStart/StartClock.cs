using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Personalization.Testing;

namespace Personalization.Benchmarks.ColdStart;

/// <summary>Starts a program and measures the time until it first answers 200.</summary>
internal sealed class StartClock(string program, Func<int, string[]> arguments, IReadOnlyDictionary<string, string> settings)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Milliseconds from the start of the process to the first 200 on the path.</summary>
    public async Task<double> MeasureAsync(string path)
    {
        int port = AzuriteProcess.FreePorts(1)[0];
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments(port)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach ((string name, string value) in settings) start.Environment[name] = value;
        long started = TimeProvider.System.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
        process.BeginOutputReadLine();
        try
        {
            await FirstAnswerAsync(process, port, path);
            return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task FirstAnswerAsync(Process process, int port, string path)
    {
        using CancellationTokenSource patience = new(Patience);
        using HttpClient client = new() { BaseAddress = new Uri($"http://{IPAddress.Loopback}:{port}") };
        while (true)
        {
            if (await ListensAsync(port, patience.Token))
            {
                using HttpResponseMessage answer = await client.GetAsync(path, patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            if (process.HasExited) throw new InvalidOperationException("The program ended at its start: " + await process.StandardError.ReadToEndAsync(patience.Token));
            await Task.Delay(LookEvery, TimeProvider.System, patience.Token);
        }
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false; // Not yet.
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Personalization.Testing;

namespace Personalization.Benchmarks.ColdStart;

/// <summary>Time from the start of a process to its first 200, in milliseconds.</summary>
/// <param name="Elapsed">By the clock.</param>
/// <param name="Processor">Of all processors together: what else the machine does shows less in it.</param>
internal readonly record struct StartTime(double Elapsed, double Processor);

/// <summary>Starts a program and measures the time until it first answers 200.</summary>
internal sealed class StartClock(string program, Func<int, string[]> arguments, IReadOnlyDictionary<string, string> settings)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts it once, until the first 200 on the path.</summary>
    public async Task<StartTime> MeasureAsync(string path)
    {
        int port = AzuriteProcess.FreePorts(1)[0];
        ProcessStartInfo start = new("dotnet", [program, .. arguments(port)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach ((string name, string value) in settings) start.Environment[name] = value;
        long started = TimeProvider.System.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
        process.BeginOutputReadLine();
        try
        {
            await FirstAnswerAsync(process, port, path);
            return new StartTime(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, process.TotalProcessorTime.TotalMilliseconds);
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
            if (process.HasExited)
                throw new InvalidOperationException("The program ended at its start: " + await process.StandardError.ReadToEndAsync(patience.Token));
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

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>A method that runs in a process of its own, so that memory and garbage are its own; it works only while it is asked to.</summary>
internal sealed class MethodProcess : IDisposable
{
    /// <summary>The first argument of such a process.</summary>
    public const string Command = "session-method";

    /// <summary>How processes tell figures; there may be some that are no numbers.</summary>
    public static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Process process;
    private readonly List<PassTimes> passes = [];

    public MethodProcess(string name, Options options, string? predictions)
    {
        Name = name;
        string self = Path.Combine(AppContext.BaseDirectory, "Personalization.Benchmarks.dll");
        ProcessStartInfo start = new("dotnet", [self, Command, name, options.Train!, options.Test!, .. predictions is null ? [] : (string[])[predictions]])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
    }

    public string Name { get; }

    public AccuracyFigures? Accuracy { get; private set; }

    public MethodCosts? Costs { get; private set; }

    public IReadOnlyList<PassTimes> Passes => passes;

    public async Task BuildAsync(CancellationToken cancellationToken) => Accuracy = await HearAsync<AccuracyFigures>(cancellationToken);

    public async Task<PassTimes> PassAsync(bool counts, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync("pass".AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        PassTimes pass = await HearAsync<PassTimes>(cancellationToken);
        if (counts) passes.Add(pass);
        return pass;
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        Costs = await HearAsync<MethodCosts>(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private async Task<T> HearAsync<T>(CancellationToken cancellationToken)
    {
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            return JsonSerializer.Deserialize<T>(line, Json) ?? throw new InvalidOperationException($"{Name} said nothing");
        await process.WaitForExitAsync(cancellationToken);
        throw new MethodFailedException(Name, process.ExitCode);
    }
}

/// <summary>The process of a method has ended too early; its error stream says why.</summary>
internal sealed class MethodFailedException(string name, int exitCode) : Exception($"{name} ended with {exitCode}")
{
    /// <summary>2 for a bad file.</summary>
    public int ExitCode => exitCode;
}

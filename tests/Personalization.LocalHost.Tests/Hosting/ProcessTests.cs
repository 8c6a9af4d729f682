using System.Diagnostics;
using System.Net;
using Personalization.LocalHost.TestApp;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Hosting;

/// <summary>What only a process of its own shows: its last line, its exit code, its signals.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Start_OfTheCallersFunctions_SaysWhereItListens()
    {
        using App app = App.Start("--port", $"{AzuriteProcess.FreePorts(1)[0]}");

        Uri address = await app.AddressAsync();

        Assert.Equal($"Listening on http://127.0.0.1:{address.Port} (3 functions)", app.FirstLine);
        await app.TerminateAsync();
    }

    [Theory]
    [InlineData("Functions Hello and HelloToo: both answer the same requests to /hello", "--TestApp:Broken", "true")]
    [InlineData("Settings: TestApp:Invalid must not be true.", "--TestApp:Invalid", "true")]
    [InlineData("Host:LocalHttpPort must be a port from 0 to 65535, not \"x\"", "--port", "x")]
    public async Task Start_ThatFails_IsOneLineAndExitCode1(string line, params string[] args)
    {
        using App app = App.Start(args);

        Assert.Equal((1, "", line), await app.EndAsync());
    }

    [Fact]
    public async Task Start_BrokenHostJson_IsOneLineAndExitCode1()
    {
        using SettingsFolder folder = new("{\n\"version\": 2.5 }");
        using App app = App.Start(folder.Argument);

        Assert.Equal((1, "", "host.json line 2: version must be \"2.0\", not \"2.5\""), await app.EndAsync());
    }

    [Fact]
    public async Task Start_PortTaken_IsOneLineAndExitCode1()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Fine));
        int port = host.Host.LocalAddress().Port;
        using App app = App.Start("--port", $"{port}");

        Assert.Equal((1, "", $"Cannot listen on http://127.0.0.1:{port}: the address is taken; choose another with --port"), await app.EndAsync());
    }

    [Fact]
    public async Task Terminate_WhileARequestRuns_FinishesItAndExitsWith0()
    {
        using App app = App.Start("--port", "0");
        using HttpClient client = new() { BaseAddress = await app.AddressAsync() };
        using HttpResponseMessage response = await client.GetAsync("/slow", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        await app.TerminateAsync();

        Assert.Equal("begun ended", await response.Content.ReadAsStringAsync());
        Assert.Equal(0, (await app.EndAsync()).ExitCode);
    }

    private sealed class App : IDisposable
    {
        private readonly Process process;

        private App(Process process) => this.process = process;

        public string? FirstLine { get; private set; }

        public static App Start(params string[] args)
        {
            ProcessStartInfo start = new("dotnet", [typeof(SoundFunctions).Assembly.Location, .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = AppContext.BaseDirectory,
                Environment = { ["AzureFunctionsJobHost__extensions__http__routePrefix"] = "" },
            };
            return new App(Process.Start(start)!);
        }

        public async Task<Uri> AddressAsync()
        {
            FirstLine = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            return new Uri(FirstLine!.Split(' ')[2]);
        }

        public async Task TerminateAsync()
        {
            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await kill.WaitForExitAsync().WaitAsync(Patience);
        }

        public async Task<(int ExitCode, string Output, string Error)> EndAsync()
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string error = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output, error.TrimEnd('\n'));
        }

        public void Dispose()
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
    }
}

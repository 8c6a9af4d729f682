using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class LifecycleTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Listeners_OfEnabledFunctions_StartAfterHttpAndStop()
    {
        Gate gate = new();
        TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddSingleton(gate), "--AzureWebJobs.Off.Disabled=true", "--Lake", azurite.ConnectionString);
        TestLog log = host.Host.Services.GetRequiredService<TestLog>();
        await host.DisposeAsync();

        Assert.Equal(["started on", "stopped on"], log.Entries);
    }

    [Fact]
    public async Task Stop_WhileARequestRuns_WaitsForIt()
    {
        Gate gate = new();
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddSingleton(gate), "--Lake", azurite.ConnectionString);
        Task<string> asked = host.Client.GetStringAsync("/wait");
        await gate.Entered.Task;

        Task stopping = host.Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.Open.SetResult();

        Assert.Equal("waited", await asked);
        await stopping;
    }

    [Fact]
    public async Task Stop_WhileARunByHandRuns_WaitsForIt()
    {
        Gate gate = new();
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddSingleton(gate), "--Lake", azurite.ConnectionString);
        await host.AdminAsync(HttpMethod.Post, "/admin/functions/On");
        await gate.Entered.Task;

        Task stopping = host.Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.Open.SetResult();
        await stopping;

        Assert.Contains("ended", host.Host.Services.GetRequiredService<TestLog>().Entries);
    }

    [Fact]
    public async Task Stop_PastTheDrainLimit_CancelsAndEnds()
    {
        Gate gate = new();
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using TestHost host = await TestHost.StartAsync(
            typeof(Functions), builder => builder.Services.AddSingleton(gate).AddSingleton<TimeProvider>(time),
            "--Lake", azurite.ConnectionString, "--AzureFunctionsJobHost:functionTimeout=-1");
        Task<HttpResponseMessage> asked = host.Client.GetAsync("/wait");
        await gate.Entered.Task;

        Task stopping = host.Host.StopAsync();
        await Eventually.TrueAsync("a timer", () => Task.FromResult(time.WaitingTimers > 0));
        time.Advance(LocalHostOptions.DefaultDrainLimit + TimeSpan.FromSeconds(1));
        await stopping;

        await gate.Cancelled.Task;
        await Assert.ThrowsAsync<HttpRequestException>(() => asked);
    }

    [Fact]
    public async Task Stop_PastTheDrainLimit_CancelsRunsByHandToo()
    {
        Gate gate = new();
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using TestHost host = await TestHost.StartAsync(
            typeof(Functions), builder => builder.Services.AddSingleton(gate).AddSingleton<TimeProvider>(time),
            "--Lake", azurite.ConnectionString, "--AzureFunctionsJobHost:functionTimeout=-1");
        await host.AdminAsync(HttpMethod.Post, "/admin/functions/On");
        await gate.Entered.Task;

        Task stopping = host.Host.StopAsync();
        await Eventually.TrueAsync("a timer", () => Task.FromResult(time.WaitingTimers > 0));
        time.Advance(LocalHostOptions.DefaultDrainLimit + TimeSpan.FromSeconds(1));
        await stopping;

        await gate.Cancelled.Task;
    }

    [Fact]
    public async Task Address_OfAStartedHost_HasTheRealPort()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddSingleton<Gate>(), "--Lake", azurite.ConnectionString);

        Assert.Equal("127.0.0.1", host.Host.LocalAddress().Host);
        Assert.NotEqual(0, host.Host.LocalAddress().Port);
    }

    internal sealed class Gate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task PassAsync(CancellationToken token)
        {
            Entered.SetResult();
            try
            {
                await Open.Task.WaitAsync(token);
            }
            catch (OperationCanceledException)
            {
                Cancelled.SetResult();
                throw;
            }
        }
    }

    internal sealed class Functions(Gate gate, TestLog log)
    {
        [Function("Wait")]
        public async Task<string> WaitAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken token)
        {
            await gate.PassAsync(token);
            return "waited";
        }

        [Function("On")]
        public async Task OnAsync([TestTrigger("on", Connection = "Lake")] string item, CancellationToken token)
        {
            await gate.PassAsync(token);
            log.Entries.Enqueue("ended");
        }

        [Function("Off")]
        public void Off([TestTrigger("off")] string item) => log.Entries.Enqueue(item);
    }
}

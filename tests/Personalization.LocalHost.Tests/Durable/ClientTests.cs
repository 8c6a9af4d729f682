using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class ClientTests : IAsyncLifetime
{
    private Engine engine = null!;

    public async Task InitializeAsync() => engine = await Engine.StartAsync(new Code()
        .With("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return $"{await context.WaitForExternalEvent<string>("go")} {context.Version}";
        })
        .With("Echo", context => Task.FromResult(context.GetInput<string>()))
        .With("Parent", context => context.CallSubOrchestratorAsync<string>("Echo", "x", new SubOrchestrationOptions(instanceId: "child"))));

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Schedule_SecondOfARunningInstance_IsRefused()
    {
        await engine.RunAsync("Wait");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.RunAsync("Wait"));
    }

    [Fact]
    public async Task Schedule_SecondOfAnEndedInstance_BeginsAnewUnlessDeduped()
    {
        await engine.RunAsync("Echo", "a");
        Assert.Equal("b", (await engine.RunAsync("Echo", "b")).ReadOutputAs<string>());

        StartOrchestrationOptions options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "c", options));
    }

    [Fact]
    public async Task Schedule_ReplacingARunningInstance_ForgetsIt()
    {
        await engine.RunAsync("Wait");
        StartOrchestrationOptions options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "new", options);

        Assert.Equal("new", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_WithAStartTime_BeginsThenWithWhatCameBefore()
    {
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one", Engine.Start.AddDays(3)) { Version = "2.0" });
        await engine.Client.RaiseEventAsync("one", "go", "early");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.RestAsync()).RuntimeStatus);

        await engine.PassTimeAsync();

        Assert.Equal("early 2.0", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("@a")]
    public async Task Schedule_IdThatCannotBe_IsRefused(string instanceId) => await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync("Echo", "a", instanceId));

    [Fact]
    public async Task WaitForInstance_StartAndCompletion_EndWhenItIsSo()
    {
        await engine.RunAsync("Wait");
        Assert.Equal("waiting", (await engine.Client.WaitForInstanceStartAsync("one", true)).ReadCustomStatusAs<string>());
        Task<OrchestrationMetadata> completion = engine.Client.WaitForInstanceCompletionAsync("one", true);
        Assert.False(completion.IsCompleted);

        await engine.Client.RaiseEventAsync("one", "go", "x");

        Assert.Equal("x ", (await completion).ReadOutputAs<string>());
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.WaitForInstanceCompletionAsync("nobody"));
    }

    [Fact]
    public async Task GetAllInstances_Filtered_ComesInPages()
    {
        for (int i = 0; i < 5; i++) await engine.RunAsync("Echo", "x", $"e-{i}");
        await engine.RunAsync("Wait", null, "e-9");
        await engine.RunAsync("Wait", null, "w-1");
        OrchestrationQuery query = new(Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "e-", PageSize: 2);

        List<Page<OrchestrationMetadata>> pages = await engine.Client.GetAllInstancesAsync(query).AsPages().ToListAsync();

        Assert.Equal([2, 2, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        List<Page<OrchestrationMetadata>> rest = await engine.Client.GetAllInstancesAsync(query).AsPages(pages[0].ContinuationToken).ToListAsync();
        Assert.Equal(["e-2", "e-3", "e-4"], rest.SelectMany(page => page.Values).Select(one => one.InstanceId));
        Assert.Null(rest[0].Values[0].SerializedInput);
    }

    [Fact]
    public async Task Purge_OneOrAll_DeletesOnlyWhatHasEnded()
    {
        await engine.RunAsync("Parent", null, "parent");
        await engine.RunAsync("Echo", "x", "ended");
        await engine.RunAsync("Wait", null, "running");

        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("running")).PurgedInstanceCount);
        Assert.Equal(2, (await engine.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
        Assert.Equal(1, (await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: Engine.Start))).PurgedInstanceCount);

        Assert.Equal("running", Assert.Single(await engine.Client.GetAllInstancesAsync().ToListAsync()).InstanceId);
    }

    [Fact]
    public async Task Restart_EndedInstance_RunsAgainWithItsInput()
    {
        await engine.RunAsync("Echo", "again");

        string other = await engine.Client.RestartAsync("one", restartWithNewInstanceId: true);

        Assert.Equal("again", (await engine.RestAsync(other)).ReadOutputAs<string>());
        Assert.Equal("one", await engine.Client.RestartAsync("one"));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync("nobody"));
        await engine.RunAsync("Wait", null, "running");
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RestartAsync("running"));
    }
}

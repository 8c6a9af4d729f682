using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class SteeringTests
{
    [Fact]
    public async Task Suspend_WhileEventsAndTimersCome_KeepsThemUntilResumed()
    {
        Code code = new Code().With("Wait", async context =>
        {
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            string name = await context.WaitForExternalEvent<string>("go");
            await timer;
            return $"{name} {context.CurrentUtcDateTime.ToString("HH", CultureInfo.InvariantCulture)}";
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Wait");
        await engine.Client.SuspendInstanceAsync("one", "lunch");
        await engine.Client.RaiseEventAsync("one", "go", "x");
        await engine.PassTimeAsync(Engine.Start.AddHours(2));

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.RestAsync()).RuntimeStatus);
        await engine.Client.ResumeInstanceAsync("one");

        Assert.Equal("x 11", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Terminate_WithChildren_EndsThemIfRecursive(bool recursive, OrchestrationRuntimeStatus child)
    {
        Code code = new Code()
            .With("Parent", async context => await context.CallSubOrchestratorAsync<int>("Child", new SubOrchestrationOptions(instanceId: "child")))
            .With("Child", async context => await context.WaitForExternalEvent<int>("never"));
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Parent");

        await engine.Client.TerminateInstanceAsync("one", new TerminateInstanceOptions("stopped", recursive));

        OrchestrationMetadata end = await engine.RestAsync();
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stopped"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
        Assert.Equal(child, (await engine.RestAsync("child")).RuntimeStatus);
    }
}

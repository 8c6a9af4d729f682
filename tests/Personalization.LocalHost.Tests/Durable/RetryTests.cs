using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class RetryTests
{
    private int attempts;

    [Fact]
    public async Task RetryPolicy_UntilItSucceeds_PausesLongerEachTime()
    {
        TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1), 2, TimeSpan.FromMinutes(3)));
        await using Engine engine = await Engine.StartAsync(Failing(until: 4, options));

        await engine.RunAsync("Call");
        await engine.PassTimeAsync();

        Assert.Equal(4, attempts);
        Assert.Equal(Engine.Start.AddMinutes(1 + 2 + 3).UtcDateTime, (await engine.RestAsync()).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task RetryPolicy_OutOfAttempts_Fails()
    {
        await using Engine engine = await Engine.StartAsync(Failing(until: 9, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1)))));

        await engine.RunAsync("Call");
        await engine.PassTimeAsync();

        Assert.Equal(3, attempts);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.RestAsync()).RuntimeStatus);
    }

    [Fact]
    public async Task RetryPolicy_PastItsTimeout_Fails()
    {
        RetryPolicy policy = new(100, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(4));
        await using Engine engine = await Engine.StartAsync(Failing(until: 99, TaskOptions.FromRetryPolicy(policy)));

        await engine.RunAsync("Call");
        await engine.PassTimeAsync();

        Assert.Equal(5, attempts);
    }

    [Fact]
    public async Task RetryPolicy_FailureThatItDoesNotHandle_FailsAtOnce()
    {
        RetryPolicy policy = new(5, TimeSpan.FromMinutes(1)) { HandleFailure = failure => !failure.IsCausedBy<TimeoutException>() };
        await using Engine engine = await Engine.StartAsync(Failing(until: 3, TaskOptions.FromRetryPolicy(policy)));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.RunAsync("Call")).RuntimeStatus);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task RetryHandler_UntilItSaysNo_IsAskedWithTheAttempt()
    {
        List<int> asked = [];
        TaskOptions options = TaskOptions.FromRetryHandler(context =>
        {
            if (!context.OrchestrationContext.IsReplaying) asked.Add(context.LastAttemptNumber);
            return context.LastAttemptNumber < 3;
        });
        await using Engine engine = await Engine.StartAsync(Failing(until: 9, options));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.RunAsync("Call")).RuntimeStatus);
        Assert.Equal([1, 2, 3], asked);
    }

    [Fact]
    public async Task Retry_OfASubOrchestrationWithAnId_StartsItAnew()
    {
        Code code = new Code()
            .With("Child", _ => ++attempts < 3 ? throw new TimeoutException() : Task.FromResult(attempts))
            .With("Call", context => context.CallSubOrchestratorAsync<int>(
                "Child", new SubOrchestrationOptions(TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1))), "child")));
        await using Engine engine = await Engine.StartAsync(code);

        await engine.RunAsync("Call");
        await engine.PassTimeAsync();

        Assert.Equal(3, (await engine.RestAsync()).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CallActivity_ThatDoesNotExist_IsNotRetried()
    {
        Code code = new Code().With("Call", async context =>
        {
            await context.CallActivityAsync("Nobody", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1))));
            return 0;
        });
        await using Engine engine = await Engine.StartAsync(code);

        Assert.Contains("Nobody", (await engine.RunAsync("Call")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private Code Failing(int until, TaskOptions options) => new Code()
        .WithActivity<string>("Try", new Func<string?, object?>(_ => ++attempts < until ? throw new TimeoutException("busy") : "ok"))
        .With("Call", async context =>
        {
            await context.CallActivityAsync("Try", null, options);
            return context.CurrentUtcDateTime;
        });
}

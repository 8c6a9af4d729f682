using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task Run_ActivitiesInARow_ReturnsTheirResults()
    {
        Code code = new Code()
            .WithActivity<int>("Double", number => number * 2)
            .With("Chain", async context =>
            {
                int number = context.GetInput<int>();
                for (int i = 0; i < 3; i++) number = await context.CallActivityAsync<int>("Double", number);
                return number;
            });
        await using Engine engine = await Engine.StartAsync(code);

        OrchestrationMetadata end = await engine.RunAsync("Chain", 5);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(40, end.ReadOutputAs<int>());
        Assert.Equal(5, end.ReadInputAs<int>());
    }

    [Fact]
    public async Task Run_FanOut_RunsAllAndJoins()
    {
        Code code = new Code()
            .WithActivity<int>("Square", number => number * number)
            .With("Fan", async context => (await Task.WhenAll(Enumerable.Range(1, 200).Select(n => context.CallActivityAsync<int>("Square", n)))).Sum());
        await using Engine engine = await Engine.StartAsync(code);

        Assert.Equal(Enumerable.Range(1, 200).Sum(n => n * n), (await engine.RunAsync("Fan")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Run_NinetyDailyTimers_EndsNinetyDaysLater()
    {
        Code code = new Code().With("Journey", async context =>
        {
            for (int day = 0; day < 90; day++) await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Journey");

        await engine.PassTimeAsync();

        Assert.Equal(Engine.Start.AddDays(90).UtcDateTime, (await engine.RestAsync()).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Run_ThrowingOrchestrator_FailsWithItsException()
    {
        Code code = new Code().With<int>("Broken", _ => throw new InvalidOperationException("out of stock"));
        await using Engine engine = await Engine.StartAsync(code);

        OrchestrationMetadata end = await engine.RunAsync("Broken");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("out of stock", end.FailureDetails!.ErrorMessage);
        Assert.True(end.FailureDetails.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task Run_OrchestratorThatDoesNotExist_Fails()
    {
        await using Engine engine = await Engine.StartAsync(new Code());

        Assert.Contains("Nobody", (await engine.RunAsync("Nobody")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallActivity_Failing_ThrowsTaskFailedExceptionWithTheCause()
    {
        Code code = new Code()
            .WithActivity<string>("Send", new Func<string?, object?>(_ => throw new TimeoutException("mail server")))
            .With("Mail", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Send", "hello");
                    return "sent";
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.TaskName} {failed.FailureDetails.IsCausedBy<TimeoutException>()} {failed.FailureDetails.ErrorMessage}";
                }
            });
        await using Engine engine = await Engine.StartAsync(code);

        Assert.Equal("Send True mail server", (await engine.RunAsync("Mail")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Run_AwaitingSomethingForeign_FailsAndSaysSo()
    {
        Code code = new Code().With("Foreign", async context =>
        {
            await new TaskCompletionSource().Task;
            return 1;
        });
        await using Engine engine = await Engine.StartAsync(code);

        Assert.Contains("not from its context", (await engine.RunAsync("Foreign")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContinueAsNew_ForThreeTurns_EndsWithTheLastInputAndKeepsEvents()
    {
        Code code = new Code().With("Loop", async context =>
        {
            int turn = context.GetInput<int>();
            string got = await context.WaitForExternalEvent<string>("next");
            if (turn == 3) return $"{turn} {got}";
            context.ContinueAsNew(turn + 1);
            return "";
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Loop", 1);

        foreach (string name in (string[])["a", "b", "c"]) _ = engine.Client.RaiseEventAsync("one", "NEXT", name);

        Assert.Equal("3 c", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_Failing_TellsTheParent()
    {
        Code code = new Code()
            .With("Child", async context => context.GetInput<int>() < 0 ? throw new ArgumentException("negative") : await Task.FromResult(context.GetInput<int>() + 1))
            .With("Parent", async context =>
            {
                int good = await context.CallSubOrchestratorAsync<int>("Child", 1);
                try
                {
                    return $"{await context.CallSubOrchestratorAsync<int>("Child", -1)}";
                }
                catch (TaskFailedException failed)
                {
                    return $"{good} {failed.FailureDetails.ErrorMessage}";
                }
            });
        await using Engine engine = await Engine.StartAsync(code);

        Assert.Equal("2 negative", (await engine.RunAsync("Parent")).ReadOutputAs<string>());
    }
}

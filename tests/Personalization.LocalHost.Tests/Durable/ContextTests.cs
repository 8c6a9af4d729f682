using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class ContextTests
{
    [Fact]
    public async Task ReplaySafeLogger_OverAllReplays_SaysEverythingOnce()
    {
        using LoggerFactory loggers = new();
        Lines lines = new();
        loggers.AddProvider(lines);
        OrchestrationExecutor executor = new(loggers);
        List<HistoryEvent> history = [];
        HistoryEvent[] arriving = [new ExecutionStarted("Log", null, null, null), new TaskCompleted(0, "1"), new TaskCompleted(1, "1")];
        foreach (HistoryEvent next in arriving)
        {
            history.AddRange(executor.Execute(new TurnIdentity("one", 0, ""), history, [next], Engine.Start, async context =>
            {
                ILogger logger = context.CreateReplaySafeLogger("Log");
                for (int i = 0; i < 2; i++)
                {
                    logger.LogInformation("before {Step}", i);
                    await context.CallActivityAsync<int>("Step");
                }
                logger.LogInformation("done");
                return null;
            }).Appended);
        }

        Assert.Equal(["before 0", "before 1", "done"], lines.Written);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Version_NotGiven_IsTheAppsDefaultAndChangesWithATurn()
    {
        Code code = new Code()
            .With("Child", context => Task.FromResult(context.Version))
            .With("Parent", async context =>
            {
                string versions = $"{context.GetInput<string>()} {context.Version} {await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { Version = "9" })} "
                    + $"{await context.CallSubOrchestratorAsync<string>("Child")} {context.Parent is null}";
                if (context.CompareVersionTo("3") >= 0) return versions;
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = versions, NewVersion = "3" });
                return "";
            });
        await using Engine engine = await Engine.StartAsync(code, settings: new DurableSettings { DefaultVersion = "2" });

        Assert.Equal(" 2 9 2 True 3 9 2 True", (await engine.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Step_OnAStateThatTheStoreLost_BeginsItsActivitiesAgain()
    {
        int runs = 0;
        TaskCompletionSource<object?> answer = new();
        TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Code code = new Code()
            .WithActivity<string>("Slow", _ =>
            {
                // Counted before the test goes on: what goes on begins the second one.
                int run = Interlocked.Increment(ref runs);
                began.TrySetResult();
                return run == 1 ? answer.Task : Task.FromResult<object?>("second");
            })
            .With("Call", async context => await context.CallActivityAsync<string>("Slow"));
        await using Engine engine = await Engine.StartAsync(code);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Call", new StartOrchestrationOptions("one"));
        await began.Task;
        // Someone else writes the same state again: what the engine knows of it is no longer so.
        StoredInstance now = (await engine.Store.LoadAsync("one", CancellationToken.None))!;
        await engine.Store.CommitAsync(now, new InstanceCommit(now.State with { Generation = 1, Inbox = [new ExecutionStarted("Call", null, null, null)] }, [], NewTurn: true), CancellationToken.None);
        answer.SetResult("first");

        await engine.Client.RaiseEventAsync("one", "wake");

        Assert.Equal("second", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

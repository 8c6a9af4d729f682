using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class ExecutorTests
{
    private static readonly TurnIdentity Identity = new("one", 0, "");
    private static readonly OrchestrationExecutor Executor = new(NullLoggerFactory.Instance);
    private static readonly ExecutionStarted Started = new("Mixed", "3", "2.0", null);

    /// <summary>A run of an orchestrator that uses everything: what arrived at each of its steps.</summary>
    private static readonly HistoryEvent[][] Steps =
    [
        [Started],
        [new TaskCompleted(1, "1"), new TaskCompleted(0, "0")],
        [new EventRaised("go", "\"x\"")],
        [new ExecutionSuspended(null), new EventRaised("GO", "\"y\"")],
        [new TaskFailed(2, new Failure("System.TimeoutException", "late", null, null))],
        [new ExecutionResumed(null)],
        [new TimerFired(5), new TimerFired(5)],
        [new TaskCompleted(6, "\"child\"")],
    ];

    [Fact]
    public void Execute_AnyPrefixReplayed_DoesTheSame()
    {
        List<HistoryEvent> history = [];
        List<StepOutcome> outcomes = [];
        foreach (HistoryEvent[] arrived in Steps)
        {
            // Everything that was is applied again from the beginning at each step: once for itself, once to compare.
            StepOutcome first = Executor.Execute(Identity, history, arrived, Time(outcomes.Count), MixedAsync);
            StepOutcome again = Executor.Execute(Identity, history, arrived, Time(outcomes.Count), MixedAsync);
            Assert.Equal(first.Appended, again.Appended);
            Assert.Equal((first.Status, first.Output, first.NextDue, first.CustomStatus), (again.Status, again.Output, again.NextDue, again.CustomStatus));
            history.AddRange(first.Appended);
            outcomes.Add(first);
        }

        Assert.Equal(OrchestrationRuntimeStatus.Completed, outcomes[^1].Status);
        Assert.Equal("\"0,1 x y late child 8\"", outcomes[^1].Output);
        Assert.Single(history.OfType<TimerFired>());
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, outcomes[3].Status);
    }

    [Fact]
    public void Execute_WhateverArrivesTogether_EndsAlike()
    {
        HistoryEvent[] all = [.. Steps.SelectMany(step => step)];
        for (int cuts = 0; cuts < 1 << (all.Length - 1); cuts++)
        {
            List<HistoryEvent> history = [];
            List<HistoryEvent> batch = [];
            StepOutcome? last = null;
            for (int i = 0; i < all.Length; i++)
            {
                batch.Add(all[i]);
                if (i < all.Length - 1 && (cuts & (1 << i)) == 0) continue;
                last = Executor.Execute(Identity, history, [.. batch], Time(0), MixedAsync);
                history.AddRange(last.Appended);
                batch.Clear();
            }
            Assert.Equal((OrchestrationRuntimeStatus.Completed, "\"0,1 x y late child 8\""), (last!.Status, last.Output));
            Assert.Equal(7, history.OfType<ActionTaken>().Count());
        }
    }

    [Theory]
    [InlineData("Other", "activity 'First'", "activity 'Other'")]
    [InlineData(null, "activity 'First'", "nothing")]
    [InlineData("timer", "activity 'First'", "a timer")]
    public void Execute_CodeThatChanged_FailsAndNamesTheDifference(string? now, string expected, string actual)
    {
        StepOutcome before = Executor.Execute(Identity, [], [Started], Time(0), async context => await context.CallActivityAsync<int>("First"));

        StepOutcome after = Executor.Execute(Identity, before.Appended, [new TaskCompleted(0, "1")], Time(1), async context =>
        {
            if (now == "timer") await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            else if (now is null) await context.WaitForExternalEvent<int>("never");
            else await context.CallActivityAsync(now);
            return 1;
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, after.Status);
        Assert.Contains($"step 1, action 0, its history has {expected}, but its code now does {actual}.", after.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_CodeThatDoesMore_FailsAndNamesIt()
    {
        StepOutcome before = Executor.Execute(Identity, [], [Started], Time(0), async context => await context.CallActivityAsync<int>("First"));

        StepOutcome after = Executor.Execute(Identity, before.Appended, [new TaskCompleted(0, "1")], Time(1), async context =>
        {
            Task added = context.CallActivityAsync("Added");
            await context.CallActivityAsync<int>("First");
            await added;
            return 1;
        });

        Assert.Contains("history has activity 'First', but its code now does activity 'Added'", after.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(after.Actions);
    }

    [Fact]
    public void NewGuid_AtReplayAndInOtherTurns_IsTheSameAndAnother()
    {
        List<Guid> seen = [];
        async Task<object?> GuidsAsync(TaskOrchestrationContext context)
        {
            seen.AddRange([context.NewGuid(), context.NewGuid()]);
            return await context.CallActivityAsync<int>("First");
        }

        StepOutcome before = Executor.Execute(Identity, [], [Started], Time(0), GuidsAsync);
        Executor.Execute(Identity, before.Appended, [new TaskCompleted(0, "1")], Time(1), GuidsAsync);
        Executor.Execute(Identity with { Generation = 1 }, [], [Started], Time(0), GuidsAsync);

        Assert.Equal(seen[..2], seen[2..4]);
        Assert.Equal(4, seen.Distinct().Count());
        Assert.Equal('5', seen[0].ToString()[14]);
    }

    [Theory]
    [InlineData("1.9", 1)]
    [InlineData("2.0", 0)]
    [InlineData("10.0", -1)]
    [InlineData("", 1)]
    public void CompareVersionTo_Numbers_AreNumbers(string other, int expected)
    {
        int? compared = null;
        Executor.Execute(Identity, [], [Started], Time(0), context => Task.FromResult<object?>(compared = Math.Sign(context.CompareVersionTo(other))));

        Assert.Equal(expected, compared);
    }

    private static DateTimeOffset Time(int step) => Engine.Start.AddMinutes(step);

    private static async Task<object?> MixedAsync(TaskOrchestrationContext context)
    {
        int[] both = await Task.WhenAll(context.CallActivityAsync<int>("A"), context.CallActivityAsync<int>("B"));
        Task late = context.CallActivityAsync("Late");
        context.SetCustomStatus(new { context.CurrentUtcDateTime.Minute });
        string first = await context.WaitForExternalEvent<string>("go");
        context.SendEvent("other", "hello", first);
        using CancellationTokenSource never = new();
        Task timeout = context.CreateTimer(TimeSpan.FromDays(1), never.Token);
        string second = await context.WaitForExternalEvent<string>("go");
        never.Cancel();
        string failure = "";
        try
        {
            await late;
        }
        catch (TaskFailedException failed)
        {
            failure = failed.FailureDetails.ErrorMessage;
        }
        await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
        string child = await context.CallSubOrchestratorAsync<string>("Child", context.NewGuid());
        return $"{both[0]},{both[1]} {first} {second} {failure} {child} {(timeout.IsCanceled ? 8 : 0)}";
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>An orchestrator's view of its <see cref="Turn"/>.</summary>
internal sealed class ReplayContext(Turn turn, ExecutionStarted started, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private int guids;

    public override TaskName Name => started.Name;

    public override string InstanceId => turn.Identity.InstanceId;

    public override ParentOrchestrationInstance? Parent => started.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => turn.Now.UtcDateTime;

    public override bool IsReplaying => turn.IsReplaying;

    public override string Version => started.Version ?? "";

    public string? Input => started.Input;

    [field: AllowNull, MaybeNull]
    public override ILoggerFactory ReplaySafeLoggerFactory => field ??= new ReplaySafeLoggers(this, loggers);

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>() where T : default => JsonConverter.Instance.Deserialize<T>(started.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        CheckThread();
        string? data = JsonConverter.Instance.Serialize(input);
        return Result<TResult>(await RetriedAsync(() => turn.Do(id => new ActivityScheduled(id, name, data)), options?.Retry));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        CheckThread();
        DateTime utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        cancellationToken.ThrowIfCancellationRequested();
        await turn.Do(id => new TimerCreated(id, utc), cancellationToken);
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        CheckThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Result<T>(await turn.Events.WaitAsync(eventName, cancellationToken));
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        CheckThread();
        InstanceIds.Check(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        string? data = JsonConverter.Instance.Serialize(payload);
        turn.Do(id => new EventSent(id, instanceId, eventName, data));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        CheckThread();
        turn.CustomStatus = JsonConverter.Instance.Serialize(customStatus);
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        CheckThread();
        SubOrchestrationOptions? sub = options as SubOrchestrationOptions;
        if (sub?.InstanceId is { } given) InstanceIds.Check(given);
        string? data = JsonConverter.Instance.Serialize(input);
        string version = sub?.Version?.Version ?? turn.Identity.DefaultVersion;
        return Result<TResult>(await RetriedAsync(
            () =>
            {
                string instanceId = sub?.InstanceId ?? NewGuid().ToString("N");
                return turn.Do(id => new SubOrchestrationCreated(id, orchestratorName, instanceId, data, version) { Tags = options?.Tags });
            },
            options?.Retry));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        CheckThread();
        ArgumentNullException.ThrowIfNull(options);
        turn.Next = options;
    }

    public override Guid NewGuid()
    {
        CheckThread();
        return DeterministicGuid.From(string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{turn.Identity.Generation}_{guids++}"));
    }

    private static T Result<T>(string? data) => JsonConverter.Instance.Deserialize<T>(data)!;

    private async Task<string?> RetriedAsync(Func<Task<string?>> attempt, TaskRetryOptions? retry)
    {
        DateTime first = CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            TaskFailedException failure;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed) when (retry is not null && failed.FailureDetails.ErrorType != Failures.NoSuchFunction)
            {
                failure = failed;
            }
            TimeSpan elapsed = CurrentUtcDateTime - first;
            bool again = retry.Handler is { } handler
                ? await handler(new RetryContext(this, number, failure.FailureDetails, elapsed, CancellationToken.None))
                : retry.Policy!.PauseAfter(number, failure.FailureDetails, elapsed) is { } pause && await PauseAsync(pause);
            if (!again) throw failure;
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        await CreateTimer(CurrentUtcDateTime + pause, CancellationToken.None);
        return true;
    }

    private void CheckThread()
    {
        if (!turn.Loop.IsOwnThread)
            throw new InvalidOperationException(
                $"The orchestrator '{started.Name}' used its context outside of its own step: it may await only the context's tasks, without ConfigureAwait(false) and Task.Run.");
    }
}

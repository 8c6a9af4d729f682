using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Personalization.LocalHost.Durable;

/// <summary>Runs activities, so many at once. One whose end the host does not see runs again after a restart.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What outlives the stop may still ask for a slot; it owns no timer.")]
internal sealed class ActivityWorker(IDurableCode code, DurableSettings settings, InFlight inFlight, Action<string, InstanceMessage> post)
{
    private readonly SemaphoreSlim slots = new(settings.MaxConcurrentActivityFunctions);
    private readonly ConcurrentDictionary<(string InstanceId, int Generation, int Id), bool> begun = new();

    /// <summary>Begins an activity, unless it runs already or its end is not stored yet.</summary>
    public void Begin(InstanceState instance, ActivityScheduled activity, CancellationToken taking, CancellationToken running)
    {
        (string InstanceId, int Generation, int Id) one = (instance.InstanceId, instance.Generation, activity.Id);
        if (!begun.TryAdd(one, true)) return;
        inFlight.Run(async () =>
        {
            if (await RunAsync(one.InstanceId, one.Generation, activity, taking, running) is { } end) await Task.WhenAny(end.Delivered.Task);
            begun.TryRemove(one, out _);
        });
    }

    /// <summary>Its end on the way to the instance; null when there is none.</summary>
    private async Task<InstanceMessage?> RunAsync(string instanceId, int generation, ActivityScheduled activity, CancellationToken taking, CancellationToken running)
    {
        await slots.WaitAsync(taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (taking.IsCancellationRequested) return null;
        try
        {
            if (await EndAsync(instanceId, activity, running) is not { } end) return null;
            InstanceMessage message = new(end) { Generation = generation };
            post(instanceId, message);
            return message;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Null when the host gave up on it.</summary>
    private async Task<TaskEnded?> EndAsync(string instanceId, ActivityScheduled activity, CancellationToken running)
    {
        if (code.Activity(activity.Name) is not { } function) return new TaskFailed(activity.Id, Failures.Missing("activity", activity.Name));
        try
        {
            object? result = await function(new ActivityCall(activity.Name, instanceId, activity.Input), running);
            return new TaskCompleted(activity.Id, JsonConverter.Instance.Serialize(result));
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            // The orchestrator's to handle; the invoker has logged it.
            return new TaskFailed(activity.Id, Failures.From(failure));
        }
    }
}

using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Personalization.Journeys;

namespace Personalization.Functions.Journeys;

/// <summary>How far an instance is, as far as starting and waking it go.</summary>
public enum JourneyPhase
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It begins later, and looks then.</summary>
    Pending,

    /// <summary>It runs, or waits.</summary>
    Running,

    /// <summary>It is about to end, and may have had its last look.</summary>
    Ending,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>Where an instance stands.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Outcome">How it ended; null where it has not, or not by itself.</param>
/// <param name="Status">What it waits for; null before its first look.</param>
/// <param name="UpdatedAt">When it took its last step.</param>
public sealed record JourneyStanding(JourneyPhase Phase, JourneyOutcome? Outcome, JourneyStatus? Status, DateTimeOffset UpdatedAt);

/// <summary>What followers do with journeys.</summary>
public static class JourneyClient
{
    /// <summary>Where an instance stands: one read.</summary>
    public static async Task<JourneyStanding> StandingAsync(this DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is not { } found) return new JourneyStanding(JourneyPhase.None, null, null, default);
        JourneyStatus? status = found.SerializedCustomStatus is null ? null : found.ReadCustomStatusAs<JourneyStatus>();
        JourneyOutcome? outcome = found.RuntimeStatus is OrchestrationRuntimeStatus.Completed ? found.ReadOutputAs<JourneyOutcome>() : null;
        JourneyPhase phase = found.IsCompleted ? JourneyPhase.Ended
            : found.RuntimeStatus is OrchestrationRuntimeStatus.Pending ? JourneyPhase.Pending
            : status is { Ending: true } ? JourneyPhase.Ending : JourneyPhase.Running;
        return new JourneyStanding(phase, outcome, status, found.LastUpdatedAt);
    }

    /// <summary>Starts an instance, in place of an ended one; false when there is one that has not ended.</summary>
    public static async Task<bool> TryStartAsync(
        this DurableTaskClient client, TaskName orchestrator, string instanceId, IJourneyState state, DateTimeOffset? startAt, CancellationToken cancellationToken)
    {
        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId, startAt)
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, state, options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    /// <summary>Lets an instance look at once; nothing where there is none.</summary>
    public static Task WakeAsync(this DurableTaskClient client, string instanceId, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(instanceId, JourneyLoop.Changed, null, cancellationToken);
}

/// <summary>A journey was just ending when its subject changed. The message of events comes again and finds how it ended.</summary>
public sealed class JourneyEndingException() : Exception("A journey was just ending; the events come again when it has");

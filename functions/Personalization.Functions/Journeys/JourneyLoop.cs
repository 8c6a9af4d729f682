using System.Collections.Immutable;
using Microsoft.DurableTask;
using Personalization.Journeys;

namespace Personalization.Functions.Journeys;

/// <summary>
/// The one loop of all journeys: look, act, wait for a time or to be woken. Before it ends it says so in its status and looks once more:
/// whoever then finds it ending comes back, and whatever was stored before is seen by that look. So no change is lost between the two.
/// </summary>
public static class JourneyLoop
{
    /// <summary>The event that wakes a journey.</summary>
    public const string Changed = "changed";

    // History is read whole at every step.
    private const int MostTurns = 12;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Runs a journey until it ends.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="state">What it remembers.</param>
    /// <param name="lookActivity">An activity that takes the state and gives a <see cref="JourneyTurn{TState}"/>.</param>
    public static async Task<JourneyOutcome> RunAsync<TState>(TaskOrchestrationContext context, TState state, string lookActivity)
        where TState : class, IJourneyState
    {
        Task<string?> changed = context.WaitForExternalEvent<string?>(Changed);
        bool ending = false;
        string? trouble = null;
        for (int turn = 0; turn < MostTurns; turn++)
        {
            // What came until here is seen by the look that follows.
            while (changed.IsCompleted) changed = context.WaitForExternalEvent<string?>(Changed);
            JourneyTurn<TState> next = await context.CallActivityAsync<JourneyTurn<TState>>(lookActivity, state, Retry.Options);
            state = next.State;
            trouble = await PerformAsync(context, state, next.Acts) ?? trouble;
            if (next.End is { } reason && ending) return new JourneyOutcome(reason, state.Steps, state.LastChange);
            ending = next.End is not null;
            context.SetCustomStatus(new JourneyStatus(next.Note, next.WaitUntil, state.Steps, state.LastChange, ending, trouble));
            if (!ending && !changed.IsCompleted) await WaitAsync(context, next.WaitUntil, changed);
        }
        context.ContinueAsNew(state);
        return new JourneyOutcome("continued", state.Steps, state.LastChange);
    }

    private static async Task<string?> PerformAsync(TaskOrchestrationContext context, IJourneyState state, ImmutableArray<JourneyAct> acts)
    {
        string? trouble = null;
        foreach (JourneyAct act in acts)
        {
            JourneyStep step = new(context.InstanceId, state.Round, state.Person, act);
            trouble = await context.CallActivityAsync<string?>(nameof(PerformJourneyAct), step, Retry.Options) ?? trouble;
        }
        return trouble;
    }

    private static async Task WaitAsync(TaskOrchestrationContext context, DateTimeOffset? until, Task changed)
    {
        if (until is not { } time)
        {
            await changed;
            return;
        }
        DateTime earliest = context.CurrentUtcDateTime + ShortestWait;
        using CancellationTokenSource end = new();
        Task timer = context.CreateTimer(time.UtcDateTime > earliest ? time.UtcDateTime : earliest, end.Token);
        // Not CancelAsync, which would go on in another thread.
        if (await Task.WhenAny(timer, changed) != timer) end.Cancel();
    }
}

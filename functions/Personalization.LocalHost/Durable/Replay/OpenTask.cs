using Microsoft.DurableTask;

namespace Personalization.LocalHost.Durable;

/// <summary>An action whose end is awaited.</summary>
internal sealed record OpenTask(ActionTaken Action, TaskCompletionSource<string?> Source)
{
    public TaskFailedException Failed(Failure failure)
    {
        string name = Action switch { ActivityScheduled activity => activity.Name, SubOrchestrationCreated sub => sub.Name, _ => "" };
        return new TaskFailedException(name, Action.Id, failure.Details());
    }
}

/// <summary>The code of an orchestrator.</summary>
internal delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);

using Microsoft.DurableTask;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>Orchestrators and activities that a test writes down.</summary>
internal sealed class Code : IDurableCode
{
    private readonly Dictionary<string, OrchestratorFunction> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityFunction> activities = new(StringComparer.OrdinalIgnoreCase);

    public OrchestratorFunction? Orchestrator(string name) => orchestrators.GetValueOrDefault(name);

    public ActivityFunction? Activity(string name) => activities.GetValueOrDefault(name);

    public Code With<T>(string name, Func<TaskOrchestrationContext, Task<T>> orchestrator)
    {
        orchestrators[name] = async context => await orchestrator(context);
        return this;
    }

    public Code WithActivity<T>(string name, Func<T?, Task<object?>> activity)
    {
        activities[name] = (call, _) => activity(JsonConverter.Instance.Deserialize<T>(call.Input));
        return this;
    }

    public Code WithActivity<T>(string name, Func<T?, object?> activity) => WithActivity<T>(name, input => Task.FromResult(activity(input)));
}

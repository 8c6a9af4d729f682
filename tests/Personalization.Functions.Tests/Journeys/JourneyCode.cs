using Microsoft.DurableTask;
using Personalization.LocalHost.Durable;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>The app's own orchestrators and activities, by name.</summary>
internal sealed class JourneyCode : IDurableCode
{
    private readonly Dictionary<string, OrchestratorFunction> orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityFunction> activities = new(StringComparer.Ordinal);

    public OrchestratorFunction? Orchestrator(string name) => orchestrators.GetValueOrDefault(name);

    public ActivityFunction? Activity(string name) => activities.GetValueOrDefault(name);

    public JourneyCode With<T>(string name, Func<TaskOrchestrationContext, Task<T>> orchestrator)
    {
        orchestrators[name] = async context => await orchestrator(context);
        return this;
    }

    public JourneyCode With<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> activity)
    {
        activities[name] = async (call, token) => await activity(JsonConverter.Instance.Deserialize<TIn>(call.Input)!, token);
        return this;
    }
}

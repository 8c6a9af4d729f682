using Personalization.Assistant;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;

namespace Personalization.Functions.Assistant;

/// <summary>The engines there are.</summary>
/// <param name="planners">What the engine without a model understands by.</param>
/// <param name="tools">The tools.</param>
/// <param name="model">The engine with a model; none where no model is set.</param>
public sealed class EngineChoice(IEnumerable<IOfflinePlanner> planners, Toolbox tools, IAssistantEngine? model = null)
{
    private readonly Dictionary<AssistantAudience, IAssistantEngine> offline = planners.ToDictionary(one => one.Audience, IAssistantEngine (one) => new OfflineEngine(one, tools));

    /// <summary>The engine with a model, or null.</summary>
    public IAssistantEngine? Model { get; } = model;

    /// <summary>The engine that always answers.</summary>
    public IAssistantEngine Offline(AssistantAudience audience) => offline[audience];
}

namespace Personalization.LocalHost.Durable;

/// <summary><c>extensions.durableTask</c> of host.json.</summary>
internal sealed record DurableSettings
{
    /// <summary>Names the table and the container: letters and digits, 3 to 45, beginning with a letter.</summary>
    public string HubName { get; init; } = "TestHubName";

    /// <summary>Activities that run at once.</summary>
    public int MaxConcurrentActivityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators that take a step at once.</summary>
    public int MaxConcurrentOrchestratorFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>The version of instances that are started without one.</summary>
    public string DefaultVersion { get; init; } = "";
}

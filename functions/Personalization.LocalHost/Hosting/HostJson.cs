using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Hosting;

/// <summary>What host.json says, with the Functions host's own defaults. Singleton.</summary>
internal sealed record HostJson
{
    public string Version { get; init; } = "2.0";

    /// <summary>How long one invocation may take; null when host.json says -1 (no limit).</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public HttpSettings Http { get; init; } = new();

    public QueueSettings Queues { get; init; } = new();

    public ServiceBusSettings ServiceBus { get; init; } = new();

    public DurableSettings DurableTask { get; init; } = new();
}

/// <summary><c>extensions.http</c>.</summary>
internal sealed record HttpSettings
{
    /// <summary>Stands before every route, without slashes around it; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";
}

/// <summary><c>extensions.queues</c>.</summary>
internal sealed record QueueSettings
{
    /// <summary>Messages taken at once, 1 to 32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>The number of running messages at which the next batch is taken.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>Tries before a message goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message that failed stays hidden before the next try.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest pause between two looks into an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    public Azure.Storage.Queues.QueueMessageEncoding MessageEncoding { get; init; } = Azure.Storage.Queues.QueueMessageEncoding.Base64;
}

/// <summary><c>extensions.serviceBus</c>.</summary>
internal sealed record ServiceBusSettings
{
    public int MaxConcurrentCalls { get; init; } = 16;

    public int PrefetchCount { get; init; }

    public bool AutoCompleteMessages { get; init; } = true;

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);
}

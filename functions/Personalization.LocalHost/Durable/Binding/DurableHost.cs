using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>The one engine of an app: made when the app has an orchestrator or a client, started with the listeners.</summary>
internal sealed class DurableHost(
    IInstanceStore store, FunctionRegistry registry, IFunctionInvoker invoker, HostJson hostJson, TimeProvider time, ILoggerFactory loggers, TaskScheduler? scheduler = null)
{
    private readonly Lazy<DurableEngine> engine = new(() =>
        new DurableEngine(store, new FunctionCode(registry, invoker), hostJson.DurableTask, time, loggers, scheduler));

    private LocalDurableTaskClient? client;
    private Listening? listening;

    /// <summary>Whether the app has orchestrators.</summary>
    public bool IsUsed => registry.Plans.Any(plan => !plan.Disabled && plan.Function.Trigger is OrchestrationTriggerAttribute);

    public DurableEngine Engine => engine.Value;

    public LocalDurableTaskClient Client => client ??= new LocalDurableTaskClient(Engine);

    /// <summary>For the first orchestrator a listener, for the others none.</summary>
    public ITriggerListener? Listener() => listening is null ? listening = new Listening(this) : null;

    private sealed class Listening(DurableHost host) : ITriggerListener
    {
        public string? StorageConnection => IStorageConnections.Default;

        public Task StartAsync(CancellationToken cancellationToken) => host.Engine.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => host.Engine.StopAsync(cancellationToken);
    }
}

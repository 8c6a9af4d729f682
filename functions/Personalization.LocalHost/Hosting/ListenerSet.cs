using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Hosting;

/// <summary>The listeners of all functions that something else than HTTP starts.</summary>
internal sealed class ListenerSet(FunctionRegistry registry, StorageProbe storage, ILogger<ListenerSet> logger)
{
    private readonly List<(FunctionPlan Plan, ITriggerListener Listener)> listeners = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        List<(FunctionPlan Plan, ITriggerListener Listener)> created = [.. Create()];
        foreach (string connection in created.Select(item => item.Listener.StorageConnection).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            await storage.CheckAsync(connection, cancellationToken);
        foreach ((FunctionPlan plan, ITriggerListener listener) in created)
        {
            await Named(plan, () => listener.StartAsync(cancellationToken));
            listeners.Add((plan, listener));
        }
    }

    /// <summary>Stops those that were started. Gives up on running invocations when the token says so.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(listeners.Select(item => StopAsync(item.Plan, item.Listener, cancellationToken)));

    private async Task StopAsync(FunctionPlan plan, ITriggerListener listener, CancellationToken cancellationToken)
    {
        try
        {
            await listener.StopAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One listener that cannot stop must not keep the others from it.
            Log.StopFailed(logger, failure, plan.Name);
        }
    }

    private IEnumerable<(FunctionPlan Plan, ITriggerListener Listener)> Create()
    {
        foreach (FunctionPlan plan in registry.Plans)
        {
            if (plan.Disabled || plan.Provider is null) continue;
            ITriggerListener? listener = null;
            Named(plan, () => listener = plan.Provider.CreateListener(plan.Function));
            if (listener is not null) yield return (plan, listener);
        }
    }

    private static async Task Named(FunctionPlan plan, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (HostStartupException reason)
        {
            throw Named(plan, reason);
        }
    }

    private static void Named(FunctionPlan plan, Action create)
    {
        try
        {
            create();
        }
        catch (HostStartupException reason)
        {
            throw Named(plan, reason);
        }
    }

    private static HostStartupException Named(FunctionPlan plan, HostStartupException reason) => new($"Function {plan.Name}: {reason.Message}", reason);
}

using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Triggers.Queues;
using Personalization.LocalHost.Triggers.Timers;

namespace Personalization.LocalHost.Triggers;

/// <summary>Registers every trigger and output that is not HTTP.</summary>
internal static class TriggerServices
{
    public static IServiceCollection AddTriggers(this IServiceCollection services)
    {
        // The invoker binds through the providers and the providers' listeners call the invoker: one of the two has to be asked for late.
        services.AddSingleton<Func<IFunctionInvoker>>(provider => provider.GetRequiredService<IFunctionInvoker>);
        services.AddSingleton<PlainStorage>();
        services.AddSingleton<ITriggerProvider, TimerTriggerProvider>();
        services.AddSingleton<ITriggerProvider, QueueTriggerProvider>();
        services.AddSingleton<IOutputWriter, QueueOutputWriter>();
        return services;
    }
}

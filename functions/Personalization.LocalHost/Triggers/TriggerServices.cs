using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Triggers.Queues;
using Personalization.LocalHost.Triggers.ServiceBus;
using Personalization.LocalHost.Triggers.Timers;

namespace Personalization.LocalHost.Triggers;

/// <summary>Registers timers, queues and Service Bus; a second call changes nothing.</summary>
internal static class TriggerServices
{
    public static IServiceCollection AddTriggers(this IServiceCollection services)
    {
        services.TryAddSingleton<PlainStorage>();
        services.TryAddSingleton<ServiceBusClients>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ITriggerProvider, TimerTriggerProvider>(),
            ServiceDescriptor.Singleton<ITriggerProvider, QueueTriggerProvider>(),
            ServiceDescriptor.Singleton<ITriggerProvider, ServiceBusTriggerProvider>(),
            ServiceDescriptor.Singleton<IOutputWriter, QueueOutputWriter>(),
            ServiceDescriptor.Singleton<IOutputWriter, ServiceBusOutputWriter>(),
        ]);
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Triggers.Queues;
using Personalization.LocalHost.Triggers.ServiceBus;
using Personalization.LocalHost.Triggers.Timers;

namespace Personalization.LocalHost.Triggers;

/// <summary>Registers every trigger and output that is not HTTP.</summary>
internal static class TriggerServices
{
    public static IServiceCollection AddTriggers(this IServiceCollection services)
    {
        services.AddSingleton<PlainStorage>();
        services.AddSingleton<ServiceBusClients>();
        services.AddSingleton<ITriggerProvider, TimerTriggerProvider>();
        services.AddSingleton<ITriggerProvider, QueueTriggerProvider>();
        services.AddSingleton<ITriggerProvider, ServiceBusTriggerProvider>();
        services.AddSingleton<IOutputWriter, QueueOutputWriter>();
        services.AddSingleton<IOutputWriter, ServiceBusOutputWriter>();
        return services;
    }
}

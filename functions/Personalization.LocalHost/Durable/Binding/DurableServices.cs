using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>Registers the durable engine; it runs only in an app that has orchestrators.</summary>
internal static class DurableServices
{
    public static IServiceCollection AddDurable(this IServiceCollection services)
    {
        services.TryAddSingleton<IInstanceStore, HubStore>();
        services.TryAddSingleton<DurableHost>();
        services.TryAddSingleton<DurableRoutes>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<ITriggerProvider, OrchestrationTriggerProvider>(),
            ServiceDescriptor.Singleton<ITriggerProvider, ActivityTriggerProvider>(),
            ServiceDescriptor.Singleton<IInputProvider, DurableClientProvider>(),
        ]);
        return services;
    }
}

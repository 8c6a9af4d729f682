using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Personalization.LocalHost.Durable;
using Personalization.LocalHost.Http;
using Personalization.LocalHost.Triggers;

namespace Personalization.LocalHost.Hosting;

/// <summary>The host's own services.</summary>
internal static class HostServices
{
    public static void AddTo(IServiceCollection services, IConfiguration configuration, AppDefinition app, HostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Only in the place of the system's clock: one that a test gives stays.
        if (bool.TryParse(configuration[MovableClock.Setting], out bool movable) && movable && services.Any(service => service.ImplementationInstance == TimeProvider.System))
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new MovableClock()));
        services.AddSingleton(provider => new HostJsonReader(provider.GetRequiredService<IConfiguration>(), settings.HostJson).Read());
        services.AddSingleton<INameResolver, NameResolver>();
        services.AddSingleton<IStorageConnections, StorageConnections>();
        services.AddSingleton<StorageProbe>();
        services.AddSingleton(new MiddlewarePipeline(app.Middleware));
        services.AddSingleton<FunctionRegistry>();
        services.AddSingleton<FunctionPlanner>();
        services.AddSingleton<InvocationRuntime>();
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
        services.AddSingleton<BackgroundRuns>();
        services.AddSingleton<ListenerSet>();
        services.AddSingleton<FunctionKeys>();
        services.AddSingleton<FunctionRoutes>();
        services.AddSingleton<AdminRuns>();
        services.AddSingleton<AdminRoutes>();
        services.AddSingleton<ClockRoutes>();
        services.AddSingleton<HostStatus>();
        services.AddTriggers();
        services.AddDurable();
        services.AddOptions<HostOptions>().Configure<IOptions<LocalHostOptions>>((host, local) => host.ShutdownTimeout = local.Value.DrainLimit);
    }
}
